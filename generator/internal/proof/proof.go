// Package proof reads the finished pages of a site as a browser would, and finds what leads nowhere: links to pages that
// no output is ([diag.DeadPageLink]), links to places that their page does not have ([diag.DeadAnchor]), and pictures,
// style sheets, scripts and other files that are not there ([diag.DeadPicture]). It sees what templates and front matter
// make, which no reading of the input files can.
//
// # What is read
//
// HTML and CSS outputs. In HTML every attribute that a browser follows or fetches from: href (of links in svg too), src,
// srcset, poster, data, action, cite; what meta says of a refresh, of pictures and of the page's address; and url() and
// @import in style sheets, <style> and style attributes. What stands in comments, in JSON-LD and in other scripts is not
// followed.
//
// # What is asked of it
//
// An address means what it means to a browser: relative to the page or to its <base href>, without . and .., its
// percent-escapes decoded, its query ignored. It belongs to the site if it has no host or that of base_url, and then it
// must name an output under base_url's path. A folder may be named without its last slash, as servers add it. Addresses of
// other sites are not looked at, nor are those with another scheme than http and https.
//
// A #fragment must be the id of an element of its page, or the name of an <a>. No fragment and #top are always there, text
// fragments (:~:) are no part of it, and in files that are no pages nothing is looked for. A redirect is a page like others.
//
// A page called 404.html is served at any address, so that no relative address in it is right.
//
// # What is reported
//
// Nothing that [plan.LinkChecker] has said already: where it and this package look at the same link, it knows the place.
// A link that the text of a page holds is reported there, at its line. Anything else comes from a template or from front
// matter; as a template repeats it on each of its pages, it is reported once, with the first page that has it.
package proof

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"assay/generator/internal/diag"
	"assay/generator/internal/guard"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// Pages makes every page and style sheet in memory and tells which of their addresses lead nowhere.
// The error is that of the context, or a [diag.List] that names the pages that cannot be made.
func Pages(ctx context.Context, s *site.Site, outputs []plan.Output) (diag.List, error) {
	p := &prover{outputs: outputs, addresses: newAddresses(s.Base, outputs), ids: make([][]string, len(outputs))}
	found, err := p.readAll(ctx)
	if err != nil {
		return nil, err
	}
	found.faults = append(found.faults, p.answer(found.questions)...)
	return p.report(s, found.faults), nil
}

// prover holds what is asked of all pages.
type prover struct {
	outputs   []plan.Output
	addresses *addresses
	ids       [][]string // of each output that is a page, sorted
}

// fault is a reference that leads nowhere.
type fault struct {
	reference
	code   diag.Code
	page   int    // the output that has it
	target target // what it means
	why    why
}

// why tells faults of one code apart.
type why uint8

const (
	missing      why = iota // there is no such output
	outside                 // it leads out of the site's part of its host
	relative                // it is relative on a page that is served at any address
	noFile                  // it is a page where a picture or the like is needed
	noPlaceHere             // the page itself has no such place
	noPlaceThere            // the page it leads to has no such place
)

// question is whether the page that a reference leads to has the place it names.
type question struct {
	reference
	page, on int // the outputs that ask and are asked
	target   target
}

// findings are what is known of some pages.
type findings struct {
	faults    []fault
	questions []question
	failures  diag.List
}

// readAll reads all pages, on all cores.
func (p *prover) readAll(ctx context.Context) (findings, error) {
	var next atomic.Int64
	group, ctx := guard.WithContext(ctx)
	parts := make([]findings, min(runtime.GOMAXPROCS(0), len(p.outputs)))
	for w := range parts {
		group.Go(func() error {
			r := reader{}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(p.outputs) {
					return nil
				}
				p.read(i, &r, &parts[w])
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return findings{}, err
	}
	var all findings
	for _, part := range parts {
		all.faults = append(all.faults, part.faults...)
		all.questions = append(all.questions, part.questions...)
		all.failures = append(all.failures, part.failures...)
	}
	if len(all.failures) > 0 {
		return findings{}, all.failures.Sort()
	}
	return all, nil
}

// read reads one output and looks up where its references lead.
func (p *prover) read(i int, r *reader, found *findings) {
	o := &p.outputs[i]
	page, css := isPage(o), strings.HasPrefix(o.Type, "text/css")
	if !page && !css {
		return
	}
	r.reset()
	if err := guard.Try(cmp.Or(o.Source, o.Path), func() error { return o.WriteTo(&r.content) }); err != nil {
		found.failures = append(found.failures, diag.FromError(err)...)
		return
	}
	if page {
		r.html()
		slices.Sort(r.ids)
		p.ids[i] = slices.Clone(r.ids)
	} else {
		r.css(r.content.String())
	}
	here := p.addresses.of(o.Path)
	base := here
	if r.base != "" {
		base = p.addresses.base(here, r.base)
	}
	for _, ref := range r.references {
		p.look(i, here, base, ref, found)
	}
}

// look tells where a reference leads: nowhere, to a place in a page, which is asked for when all pages are read, or
// anywhere else.
func (p *prover) look(i int, here, base address, ref reference, found *findings) {
	t := p.addresses.resolve(base, ref.url)
	fault := fault{reference: ref, code: diag.DeadPageLink, page: i, target: t}
	if ref.use != link {
		fault.code = diag.DeadPicture
	}
	on, there := p.addresses.outputs[t.name]
	switch {
	case t.external:
		return
	case t.relative && here.anywhere && base == here:
		fault.why = relative
	case t.outside:
		fault.why = outside
	case !there:
		fault.why = missing
	case isPage(&p.outputs[on]) && ref.use.needsFile() && t.fragment == "": // with one, it is a part of a drawing in a page
		fault.why = noFile
	default:
		if t.fragment != "" && isPage(&p.outputs[on]) {
			found.questions = append(found.questions, question{ref, i, on, t})
		}
		return
	}
	found.faults = append(found.faults, fault)
}

// answer gives the questions to which the answer is no.
func (p *prover) answer(questions []question) []fault {
	var faults []fault
	for _, q := range questions {
		if p.has(q.on, q.target.fragment) {
			continue
		}
		why := noPlaceThere
		if q.on == q.page {
			why = noPlaceHere
		}
		faults = append(faults, fault{reference: q.reference, code: diag.DeadAnchor, page: q.page, target: q.target, why: why})
	}
	return faults
}

// has tells whether a page has a place. A browser looks for the fragment as it is written, then for what it means.
func (p *prover) has(page int, fragment string) bool {
	if _, found := slices.BinarySearch(p.ids[page], fragment); found {
		return true
	}
	plain := decoded(fragment)
	_, found := slices.BinarySearch(p.ids[page], plain)
	return found || strings.EqualFold(plain, "top")
}

func isPage(o *plan.Output) bool { return strings.HasPrefix(o.Type, "text/html") }
