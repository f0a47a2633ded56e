package proof

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
)

// mostHints is for how many faults what was meant is looked for, which takes longer than all else here.
const mostHints = 20

// reporter makes diagnostics of faults.
type reporter struct {
	*prover
	root   string          // what stands before every address of the site
	texts  map[string]text // by the paths of their files
	judged map[judgement]bool
	links  map[string]map[meaning][]int // of texts, by the paths of their files
	names  []string                     // the addresses of all outputs
	folded map[string]string            // the same by their small letters
	hints  int
	found  diag.List
}

// text is one of a language, whose pages have this root.
type text struct {
	site.Text
	root string
}

// judgement names a link that plan.LinkChecker has looked at: the file that has it, and the page it may mean.
type judgement struct{ file, page string }

func (p *prover) report(s *site.Site, faults []fault) diag.List {
	if len(faults) == 0 {
		return nil
	}
	r := reporter{prover: p, root: s.Base.Path(), texts: map[string]text{}, judged: map[judgement]bool{}, links: map[string]map[meaning][]int{}}
	for _, in := range s.InAll() {
		for t := range in.Texts {
			r.texts[t.Path] = text{t, in.Root}
		}
	}
	for _, l := range plan.InternalLinks(s) {
		r.judged[judgement{l.File, l.Page}] = true
	}
	faults = slices.DeleteFunc(faults, r.known)
	slices.SortFunc(faults, func(a, b fault) int {
		return cmp.Or(a.compare(b), cmp.Compare(r.name(a.page), r.name(b.page)))
	})
	for len(faults) > 0 {
		n := 1
		for n < len(faults) && faults[n].compare(faults[0]) == 0 {
			n++
		}
		r.repeated(faults[:n])
		faults = faults[n:]
	}
	return r.found.Sort()
}

// compare orders faults, and finds those equal that a template repeats.
func (f fault) compare(g fault) int {
	return cmp.Or(cmp.Compare(f.code, g.code), cmp.Compare(f.url, g.url), cmp.Compare(f.use, g.use), cmp.Compare(f.why, g.why))
}

// name is the address of an output in the site.
func (r *reporter) name(output int) string { return nameOf(&r.outputs[output]) }

func nameOf(o *plan.Output) string {
	if path.Base(o.Path) == "index.html" {
		return "/" + strings.TrimSuffix(o.Path, "index.html")
	}
	return "/" + o.Path
}

// known tells that plan.LinkChecker has reported a fault.
func (r *reporter) known(f fault) bool {
	page := path.Join(f.target.name, "index.html")
	return f.why == missing && (r.judged[judgement{r.outputs[f.page].Source, page}] || r.judged[judgement{config.FileName, page}])
}

// repeated reports equal faults: those that stand in a text at their places, the others as one.
func (r *reporter) repeated(faults []fault) {
	hint := ""
	if r.hints < mostHints {
		r.hints++
		hint = r.hint(faults[0])
	}
	var others []fault // one a page
	for _, f := range faults {
		at := r.places(f)
		for _, place := range at {
			r.add(r.outputs[f.page].Source, place, f, "", hint)
		}
		if len(at) == 0 && (len(others) == 0 || others[len(others)-1].page != f.page) {
			others = append(others, f)
		}
	}
	if len(others) > 0 {
		r.add(r.source(others), diag.At{}, others[0], r.on(others), hint)
	}
}

func (r *reporter) add(source string, at diag.At, f fault, on, hint string) {
	problem := *diag.Problemf(f.code, "%s%s", r.message(f), on)
	problem.Hint = hint
	r.found = append(r.found, diag.Finding{At: at, Severity: diag.Error, Problem: problem}.In(source))
}

// places returns where the text that a fault's page is made from has the link that is at fault.
func (r *reporter) places(f fault) []diag.At {
	source := r.outputs[f.page].Source
	text, ok := r.texts[source]
	if !ok {
		return nil
	}
	links := r.links[source]
	if links == nil {
		links = r.index(text)
		r.links[source] = links
	}
	var numbers []int
	for _, way := range []meaning{{url: f.url}, {name: f.target.name, fragment: f.target.fragment, resolved: true}} {
		numbers = append(numbers, links[way]...)
	}
	slices.Sort(numbers)
	var at []diag.At
	for _, n := range slices.Compact(numbers) {
		if l := text.Body.Links[n]; l.Image == (f.use == picture) {
			at = append(at, l.At)
		}
	}
	return at
}

// meaning is a link as a page shows it, or what such a link resolves to.
type meaning struct {
	url            string
	name, fragment string
	resolved       bool
}

// index lists the links of a text by what they may be on its page. In a further language, a link may
// be shown as leading to the page there, or to what the original has beside it.
func (r *reporter) index(t text) map[meaning][]int {
	links := map[meaning][]int{}
	for i, l := range t.Body.Links {
		link := l.URL
		if rest, ok := strings.CutPrefix(link, "/"); ok {
			link = r.root + rest
		}
		links[meaning{url: link}] = append(links[meaning{url: link}], i)
		if t.root == "/" {
			continue
		}
		to := r.addresses.resolve(r.addresses.of(plan.FileOf(t.URL)), link)
		if to.external {
			continue
		}
		for _, name := range []string{to.name, strings.TrimPrefix(t.root, "/") + to.name} {
			way := meaning{name: name, fragment: to.fragment, resolved: true}
			links[way] = append(links[way], i)
		}
	}
	return links
}

// source is the file that the pages with faults are made from, "" where they have none in common.
func (r *reporter) source(faults []fault) string {
	first := r.outputs[faults[0].page].Source
	for _, f := range faults {
		if r.outputs[f.page].Source != first {
			return ""
		}
	}
	return first
}

// on names the pages with faults.
func (r *reporter) on(faults []fault) string {
	first := ", on " + r.name(faults[0].page)
	switch others := len(faults) - 1; others {
	case 0:
		return first
	case 1:
		return first + " and " + r.name(faults[1].page)
	default:
		return fmt.Sprintf("%s and %d other pages", first, others)
	}
}

func (r *reporter) message(f fault) string {
	switch f.why {
	case outside:
		return fmt.Sprintf("the %s %q leads out of this site, whose addresses begin with %s", f.use, f.url, r.root)
	case relative:
		return fmt.Sprintf("this page is served at any address, so that the relative %s %q leads to nothing", f.use, f.url)
	case noFile:
		return fmt.Sprintf("the %s %q is a page", f.use, f.url)
	case noPlaceHere:
		return fmt.Sprintf("the %s %q names a place that its page does not have", f.use, f.url)
	case noPlaceThere:
		return fmt.Sprintf("the %s %q names a place that %s does not have", f.use, f.url, r.name(r.addresses.outputs[f.target.name]))
	default:
		if f.use == link {
			return fmt.Sprintf("the link %q leads to nothing in this site", f.url)
		}
		return fmt.Sprintf("the %s %q is not in this site", f.use, f.url)
	}
}

// hint tells how to mend a fault.
func (r *reporter) hint(f fault) string {
	switch f.why {
	case outside:
		if _, there := r.addresses.outputs[strings.TrimPrefix(f.target.path, "/")]; there {
			return fmt.Sprintf("write {{url %q}} in templates", f.target.path)
		}
		return "write the whole address, with its host, if another site there is meant"
	case relative:
		return `write {{url "/…"}} in templates`
	case noFile:
		if f.url == "" {
			return "an empty address is that of the page itself"
		}
		return ""
	case noPlaceHere, noPlaceThere:
		on := r.addresses.outputs[f.target.name]
		if near := diag.Nearest(decoded(f.target.fragment), r.ids[on]); near != "" {
			return fmt.Sprintf("did you mean \"#%s\"?", near)
		}
		return ""
	default:
		return r.nearest("/" + f.target.name)
	}
}

// nearest looks for the address that was meant.
func (r *reporter) nearest(meant string) string {
	if r.folded == nil {
		r.folded = map[string]string{}
		for i := range r.outputs {
			name := r.name(i)
			r.names = append(r.names, name)
			r.folded[strings.ToLower(strings.TrimSuffix(name, "/"))] = name
		}
	}
	bare := strings.TrimSuffix(meant, "/")
	if name := r.folded[strings.ToLower(bare)]; name != "" && strings.TrimSuffix(name, "/") != bare {
		return fmt.Sprintf("did you mean %q? capital and small letters are told apart", name)
	}
	near := diag.Nearest(meant, r.names)
	if near == "" {
		near = diag.Nearest(meant+"/", r.names)
	}
	if near == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", near)
}
