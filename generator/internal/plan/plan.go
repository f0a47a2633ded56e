// Package plan decides which outputs a site has and what each is made from.
//
// [Maker.Make] runs over the whole site and costs microseconds a page: it composes keys, it renders nothing. What it planned of a part that is the
// very same it takes from a [Memo].
// The views that templates see are made when an output is written, from the same values its key was composed of,
// so that equal keys mean equal bytes. A page's key covers
//
//   - the program, since another version may render differently;
//   - the environment: address, language, zone, names of assets, and what every page shows of the site;
//   - the template's closure, and the page's own path;
//   - the digests of the claims, people and verdicts it shows.
//
// # Addresses
//
//	/                      home                     /team/ID/              somebody who checks
//	/claims/               the newest claims        /ID/                   a plain page
//	/claims/page/N/        older ones               /404.html              for what is not there
//	/claims/ID/            a claim                  /assets/NAME.HASH.EXT  files of the theme
//	/claimants/            who made claims          /claimants/ID/         one of them, with page/N/
//	/articles/             the newest articles      /articles/ID/          an article
//	/topics/               all topics               /topics/ID/            one of them, with page/N/
//	/sources/              who published sources    /sources/ID/           the claims that cite one, with page/N/
//	/corrections/          what was corrected       /corrections/page/N/   before
//	/verdicts/             the scales               /verdicts/SCALE/ID/    the claims of a verdict, with page/N/
//	/search/               the form, with search: true and the index that its script reads (package search)
//
// Where the site has a base URL, programs find
//
//	/feed.xml, /feed.json  what is new, also below every topic and claimant and /corrections/
//	/claims/ID/claim.json  the record of a claim
//	/data/                 all records, in several forms, with /data/index.json
//	/sitemap.xml           all pages that are published; /robots.txt names it
//	/cards/ID.png          the share card of a claim, where site.yaml asks for cards and fonts have all its letters
//	/embed/ID/             a claim for a frame in another site, where it asks for embeds; /embed/ID.json is the same as oEmbed,
//	                       /embed/embed.js gives frames their height
//
// With a host in site.yaml /_headers and /_redirects tell it which headers to send and what leads elsewhere.
//
// These depend on less than a page does: a new style sheet or menu does not change them, but for embeds, which are pages.
//
// # Languages
//
// What a site has in a further language stands below /es/, at the same addresses: pages, lists, feeds, records of claims, cards and embeds.
// Lists count only what there is in the language. Assets, redirects, /404.html, /data/, the sitemap and robots.txt are there once.
// A page that there is in several languages names all of them, and every page leads to the others: to itself there, else to the
// home page. Where a text leads to a page of the site, it leads to the one in its own language, if there is one.
//
// # Stable archives
//
// Lists are ordered by (published, id). LIST/page/N/ holds exactly per_page entries counted from the oldest and
// never changes again; the list's own address holds the newest, between one and two pages' worth. There are no totals
// and no links to newer pages but to the newest, so that one more claim changes a fixed number of files.
//
// # Pictures
//
// The home page and the scales show how many checks came to each verdict, the newest page of a claimant or a topic
// too, from five checks on a scale; older pages and the claims' own show no counts. What a picture counts is part of the
// page's key. Views have places in percent (package chart), and templates draw.
package plan

import (
	"cmp"
	"io"
	"path"
	"runtime"
	"slices"
	"strings"

	"assay/generator/internal/card"
	"assay/generator/internal/claim"
	"assay/generator/internal/digest"
	"assay/generator/internal/feed"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/message"
	"assay/generator/internal/record"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/search"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

// Maker is what a plan is made with.
type Maker struct {
	Program digest.Sum // of the program's code
	Cards   *Cards     // the claims' share cards, nil where there are none
	Env     theme.Env
	Closure func(kind string) digest.Sum
	// Render writes the page with this output path.
	Render func(w io.Writer, kind, page string, view any) error
	// Draw writes a share card.
	Draw func(w io.Writer, c card.Card) error
	// Copy writes an input file as it is.
	Copy func(w io.Writer, f files.File) error
	// Further are what the site in its further languages is made with, in the order of its editions.
	Further []Maker
	// Words and Parts remember the words of claims, and what was planned, from one plan to the next; nil where there will be no other.
	Words *search.Memo
	Parts *Memo
}

// Make lists the outputs of a site in all its languages. Two outputs on one path are not its concern.
func (m Maker) Make(s *site.Site, assets []Asset) []Output {
	elsewhere := alternates(s)
	own := m.planner(s, elsewhere)
	parts, list := own.language("")
	m.Parts.learn(parts)
	lists := []func() []listing{list}
	for i, e := range s.Editions {
		more, list := m.Further[i].planner(e, elsewhere).language(strings.Trim(e.Root, "/") + "-")
		parts, lists = append(parts, more...), append(lists, list)
	}
	rest := own.each([]func(*planner){ // what there is once, some of it made of what was planned
		func(p *planner) { p.assets(assets) },
		(*planner).missing,
		(*planner).redirects,
		(*planner).data,
		func(p *planner) { p.sitemap(lists) },
	})
	parts = append(parts, rest...)
	last := own.each([]func(*planner){func(p *planner) { p.hosting(parts) }})
	m.Parts.learn(rest)
	m.Parts.learn(last)
	return together(append(parts, last...))
}

// planner makes a planner of the site in a language.
func (m Maker) planner(s *site.Site, elsewhere map[string][]site.Alternate) planner {
	p := planner{Maker: m, site: s, texts: s.Messages, schema: schemaorg.New(s), authority: s.Config.AuthorityAt(s.Base),
		record: record.Environment(s), records: make([]digest.Sum, len(s.Claims)), elsewhere: elsewhere, words: wordsOf(s)}
	p.view = p.siteView()
	p.facts = sumOf([]digest.Sum{m.Program, p.schema.Digest(), p.record.Digest()})
	p.shared = sumOf([]digest.Sum{p.facts, m.Env.Digest(), digest.Of("site", p.view)})
	p.known = cmp.Or(m.Parts, &Memo{})
	p.known.expect(s.Line, p.everywhere())
	if p.known.lists == nil {
		p.known.lists = listsOfClaims(s.Claims)
	}
	p.listed = withNumbers(s.Claims, p.known.lists.listed)
	p.ratings = newRatings(s, p.known.lists.rated)
	p.verdictViews = make(map[*claim.Verdict]*VerdictView, len(p.ratings.all))
	for _, r := range p.ratings.all {
		p.verdictViews[r.verdict] = p.verdictView(r.scale, r.verdict)
	}
	return p
}

// language plans what there is in one language, and tells which pages search engines may list, in groups of names that begin with a prefix.
// Claims are a group of their own, since they grow at their end.
func (p planner) language(prefix string) (parts []planner, listed func() []listing) {
	sections := []func(*planner){
		(*planner).search,
		(*planner).home,
		(*planner).claims,
		(*planner).articles,
		(*planner).topics,
		(*planner).verdicts,
		(*planner).outlets,
		(*planner).corrections,
		(*planner).feeds,
		(*planner).claimants,
		(*planner).team,
		(*planner).plainPages,
	}
	hubs := len(sections)
	const atOnce = 512
	for first := 0; first < len(p.site.Claims); first += atOnce {
		last := min(first+atOnce, len(p.site.Claims))
		sections = append(sections, func(p *planner) { p.claimPages(first, last) })
	}
	parts = p.each(sections)
	return parts, func() []listing {
		pages := places(parts[:hubs])
		if p.site.Original == nil {
			pages = append(pages, place{address: dataAddress}) // which is planned once all claims are
		}
		return []listing{{prefix + "claims", places(parts[hubs:])}, {prefix + "pages", pages}}
	}
}

// planner plans a section of the site in one language.
type planner struct {
	Maker
	site    *site.Site
	view    *SiteView
	texts   *message.Catalogue
	listed  []*site.Claim // those that lists show, oldest first
	ratings *ratings      // of the listed claims

	verdictViews map[*claim.Verdict]*VerdictView // made once: a page may show a hundred
	schema       *schemaorg.Builder

	elsewhere map[string][]site.Alternate       // where pages are in every language; see [alternates]
	words     map[*claim.Verdict]*claim.Verdict // of the original, as this language has them; see [wordsOf]

	record  record.Env
	records []digest.Sum // what the record of each claim of the site is made of

	authority feed.Authority // of the ids in feeds
	facts     digest.Sum     // what feeds, data and pages depend on: the program, and what the site says of itself
	shared    digest.Sum     // what pages depend on beside: what stands around each of them
	hasher    digest.Hasher
	known     *Memo      // from the last plan; what is in it does not change meanwhile
	made      []madePart // what it did not know
	plan      *planned   // what is being planned
	open      *planned   // of that, what can be added to
}

// each plans the sections on all cores.
func (p planner) each(sections []func(*planner)) []planner {
	planners := make([]planner, len(sections))
	var group guard.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, plan := range slices.Backward(sections) { // the longest stand last
		planners[i] = p
		group.Go(func() error {
			planners[i].plan = &planned{}
			plan(&planners[i])
			return nil
		})
	}
	_ = group.Wait() // planning does not fail
	return planners
}

// together gives the outputs of several planners, in their order.
func together(planners []planner) []Output {
	ends, n := make([]int, len(planners)), 0
	for i := range planners {
		n += planners[i].plan.count()
		ends[i] = n
	}
	outputs := make([]Output, n)
	var group guard.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	first := 0
	for i, end := range ends {
		own := outputs[first:end]
		group.Go(func() error {
			planners[i].bind(own)
			return nil
		})
		first = end
	}
	_ = group.Wait() // binding does not fail
	return outputs
}

// page adds a page: its address, its template, what it shows and how to make its view.
func (p *planner) page(address, kind, source string, shows func(*digest.Hasher), view func(*planner) any) {
	p.textPage(address, kind, source, text{}, shows, func(p *planner, _ []BodyPart) any { return view(p) })
}

// textPage adds a page with a text.
func (p *planner) textPage(address, kind, source string, t text, shows func(*digest.Hasher), view func(p *planner, body []BodyPart) any) {
	file := FileOf(address)
	h := &p.hasher
	h.Reset("page")
	h.Sum(p.shared)
	h.Sum(p.Closure(kind))
	h.String(file)
	addAlternates(h, p.elsewhere[address])
	shows(h)
	p.told(h, t)
	p.add(Output{Path: file, Type: TypeOf(file), Key: h.Done(), Source: source}, func(p *planner, w io.Writer) error {
		body, err := p.body(t)
		if err != nil {
			return err
		}
		return p.Render(w, kind, file, view(p, body))
	})
}

// frame is the part of a view that all pages have.
func (p *planner) frame(kind, address, title, description string) Page {
	page := Page{Site: p.view, Kind: strings.TrimSuffix(kind, ".html"), URL: address, Title: title, Description: description,
		Alternates: p.alternatesOf(address), Languages: p.languages(address)}
	if page.Kind != "redirect" && page.Kind != "404" {
		page.Crumbs, page.Feeds = p.crumbs(address, title), p.feedLinks(p.site.Root, "")
		if len(page.Crumbs) > 0 {
			page.Markup = p.markup(p.schema.Breadcrumbs(named(page.Crumbs)))
		}
	}
	return page
}

// FileOf gives the output path of a site-relative address: /claims/x/ and /claims/x are claims/x/index.html,
// /404.html is 404.html.
func FileOf(address string) string {
	file := strings.Trim(address, "/")
	switch {
	case file == "":
		return "index.html"
	case path.Ext(file) == ".html" || path.Ext(file) == ".htm":
		return file
	default:
		return file + "/index.html"
	}
}

// TypeOf returns the media type of an output by its name, the same on every machine.
func TypeOf(file string) string {
	mediaType, _ := files.MediaType(file)
	return mediaType
}

// assets adds the theme's files and those that lie beside a page.
func (p *planner) assets(assets []Asset) {
	for _, a := range assets {
		h := digest.New("asset")
		h.Sum(a.Sum)
		p.add(Output{Path: strings.TrimPrefix(a.URL, "/"), Type: TypeOf(a.URL), Key: h.Done()},
			func(_ *planner, w io.Writer) error { _, err := w.Write(a.Content); return err })
	}
	for _, a := range p.site.Assets {
		h := digest.New("file")
		h.Sum(a.File.Sum)
		p.add(Output{Path: a.Output, Type: TypeOf(a.Output), Key: h.Done(), Source: a.File.Path},
			func(p *planner, w io.Writer) error { return p.Copy(w, a.File) })
	}
}
