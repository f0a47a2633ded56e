package plan

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/digest"
	"assay/generator/internal/locale"
	"assay/generator/internal/site"
)

// anyLanguage is what search engines take for the languages that a page is not in.
const anyLanguage = "x-default"

// alternates tells of each page that there is in several languages where it is in all of them, by each of its addresses. Old pages of
// archives are not among them: those of a language count what there is in it.
func alternates(s *site.Site) map[string][]site.Alternate {
	if len(s.Editions) == 0 {
		return nil
	}
	all := map[string][]site.Alternate{}
	enter := func(where []site.Alternate) {
		if len(where) > 1 {
			for _, a := range where {
				all[a.URL] = where
			}
		}
	}
	for _, c := range s.Claims {
		enter(c.Alternates)
	}
	for _, a := range s.Articles {
		enter(a.Alternates)
	}
	for _, people := range [][]*site.Person{s.Claimants, s.Team} {
		for _, who := range people {
			enter(who.Alternates)
		}
	}
	for _, t := range s.Topics {
		enter(t.Alternates)
	}
	for _, page := range s.Pages {
		enter(page.Alternates)
	}
	lists := map[string][]site.Alternate{} // by their addresses in the original
	for _, in := range s.InAll() {
		for _, list := range listsOf(in) {
			lists[list] = append(lists[list], site.Alternate{Lang: in.Config.Lang, URL: in.At(list)})
		}
	}
	for _, where := range lists {
		enter(where)
	}
	return all
}

// listsOf are the addresses, as in the original, of what a site has beside the pages that files make.
func listsOf(s *site.Site) []string {
	lists := []string{"/", "/claims/", "/claimants/", "/verdicts/", "/corrections/"}
	for list, there := range map[string]bool{searchAddress: s.Config.Search, "/articles/": len(s.Articles) > 0, "/topics/": len(s.Topics) > 0, "/team/": len(s.Team) > 0, "/sources/": len(s.Outlets) > 0} {
		if there {
			lists = append(lists, list)
		}
	}
	for _, r := range newRatings(s, nil).all {
		lists = append(lists, verdictURL(r.scale.ID, r.verdict.ID))
	}
	for _, o := range s.Outlets {
		if len(o.Claims) > shownOfOutlet {
			lists = append(lists, s.Beside(o.URL))
		}
	}
	return lists
}

// wordsOf gives the verdicts of the original as an edition words them, so that checks that are not translated are rated in its words, too.
// Of the original itself they are nil.
func wordsOf(s *site.Site) map[*claim.Verdict]*claim.Verdict {
	if s.Original == nil {
		return nil
	}
	words := map[*claim.Verdict]*claim.Verdict{}
	for i, scale := range s.Original.Versions {
		for j, v := range scale.Verdicts {
			words[v] = s.Versions[i].Verdicts[j]
		}
	}
	return words
}

// at gives an address of the original in the planned language.
func (p *planner) at(address string) string { return p.site.At(address) }

// foreign is a language as pages mark what is in it, "" where it is their own.
func (p *planner) foreign(lang config.Lang) string {
	if lang == p.site.Config.Lang {
		return ""
	}
	return string(lang)
}

// inherited is the language of what no translation has, "" in the original.
func (p *planner) inherited() string {
	if p.site.Original == nil {
		return ""
	}
	return string(p.site.Original.Config.Lang)
}

func addAlternates(h *digest.Hasher, where []site.Alternate) {
	for _, a := range where {
		h.String(string(a.Lang))
		h.String(a.URL)
	}
}

// alternatesOf names a page in all languages for search engines. Whoever reads none of them is led to the original.
func (p *planner) alternatesOf(address string) []Alternate {
	where := p.elsewhere[address]
	if where == nil {
		return nil
	}
	links := make([]Alternate, 0, len(where)+1)
	for _, a := range where {
		links = append(links, Alternate{string(a.Lang), a.URL})
	}
	return append(links, Alternate{anyLanguage, where[0].URL})
}

// languages leads readers from a page to the other languages.
func (p *planner) languages(address string) []LanguageLink {
	whole := cmp.Or(p.site.Original, p.site)
	if len(whole.Editions) == 0 {
		return nil
	}
	var links []LanguageLink
	for _, s := range whole.InAll() {
		lang := s.Config.Lang
		link := LanguageLink{Lang: string(lang), Dir: locale.Direction(string(lang)), Name: s.Messages.Language(), URL: s.Root, Current: s == p.site}
		for i, a := range p.elsewhere[address] {
			if a.Lang == lang || i == 0 && s == whole { // an article may be in another language than the site
				link.URL = a.URL
			}
		}
		links = append(links, link)
	}
	return links
}

// led returns where a link leads that is on the page with an address, as a path from the root of the
// site: hosts that do not redirect /claims/x to /claims/x/ would resolve a relative one elsewhere. In an
// edition it leads to the page in its language, if there is one. Files are those next to the original.
func (p *planner) led(link, page string) string {
	end := strings.IndexAny(link, "?#")
	if end < 0 {
		end = len(link)
	}
	name, rest := composed(link[:end]), link[end:]
	switch {
	case name == "" || strings.HasPrefix(name, "//") || strings.Contains(name, ":"):
		return link
	case !strings.HasPrefix(name, "/"):
		folder := strings.HasSuffix(name, "/") || path.Base(name) == "." || path.Base(name) == ".."
		if p.site.Original != nil {
			page = p.site.Beside(page)
		}
		name = path.Join(page, name)
		if folder && name != "/" {
			name += "/"
		}
	}
	if p.site.Original == nil {
		return name + rest
	}
	for _, address := range []string{name, name + "/"} {
		for _, a := range p.elsewhere[address] {
			if a.Lang == p.site.Config.Lang {
				return a.URL + rest
			}
		}
	}
	return name + rest
}

// composed returns a percent-encoded path in Unicode form C, which outputs have: some systems give file
// names in form D.
func composed(link string) string {
	if !strings.Contains(link, "%C") && !strings.Contains(link, "%c") && !strings.Contains(link, "%E") && !strings.Contains(link, "%e") {
		return link
	}
	plain, err := url.PathUnescape(link)
	if err != nil || norm.NFC.IsNormalString(plain) {
		return link
	}
	return (&url.URL{Path: norm.NFC.String(plain)}).EscapedPath()
}
