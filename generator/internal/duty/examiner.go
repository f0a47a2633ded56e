package duty

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/digest"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
	"assay/generator/internal/site"
)

// aspect is how a duty is judged, and from which fields.
type aspect struct {
	from  string
	judge func(*examiner) answer
}

// answer is what was found of a duty.
type answer struct {
	state   State
	shown   []Place
	missing string
}

func met(shown ...Place) answer { return answer{state: Met, shown: shown} }

func unmet(format string, args ...any) answer {
	return answer{state: Unmet, missing: fmt.Sprintf(format, args...)}
}

// lookAt leaves a duty to people.
func lookAt(what string, shown ...Place) answer {
	return answer{state: Judge, shown: shown, missing: what}
}

// examiner knows a site.
type examiner struct {
	site  *site.Site
	theme fs.FS         // the default one
	live  []*site.Claim // published and not retracted, oldest first
}

func newExaminer(s *site.Site, theme fs.FS) *examiner {
	e := &examiner{site: s, theme: theme}
	for _, c := range site.Listed(s.Claims) {
		if c.State == site.Live { // drafts may be built too
			e.live = append(e.live, c)
		}
	}
	return e
}

// setting is a field of site.yaml that all pages show.
func setting(field string) Place { return Place{Page: "/", File: config.FileName, Field: field} }

// newest names the newest check, as an example.
func (e *examiner) newest() []Place { return e.example("") }

// example names a field of the newest check.
func (e *examiner) example(field string) []Place {
	if len(e.live) == 0 {
		return nil
	}
	c := e.live[len(e.live)-1]
	return []Place{{Page: c.URL, File: c.Path, Field: field}}
}

// log names the log of corrections.
func (e *examiner) log() []Place { return []Place{{Page: "/corrections/"}} }

const noClaim = "publish a check: there is none yet"

// every judges something that all checks must have, and names the first that do not.
func (e *examiner) every(field, todo string, has func(*site.Claim) bool) answer {
	var without []string
	for _, c := range e.live {
		if !has(c) {
			without = append(without, c.Path)
		}
	}
	switch {
	case len(e.live) == 0:
		return unmet(noClaim)
	case len(without) > 0:
		return unmet("%s in %s", todo, few(without))
	default:
		return met(e.example(field)...)
	}
}

// few names the first three.
func few(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// page finds a plain page that is published.
func (e *examiner) page(name id.ID) *site.Page {
	for _, p := range e.site.Pages {
		if p.ID == name && !p.Draft {
			return p
		}
	}
	return nil
}

func empty(body *markdown.Body) bool { return body == nil || body.TextSize == 0 }

// policyPage gives the id of the page that site.yaml names for a policy.
func (e *examiner) policyPage(key string) id.ID {
	for _, p := range e.site.Config.Policies.All() {
		if p.Name == key {
			return p.Page
		}
	}
	return ""
}

// policyPages names the pages of some policies, as far as there are any.
func (e *examiner) policyPages(keys []string) []Place {
	var shown []Place
	for _, key := range keys {
		if page := e.page(e.policyPage(key)); page != nil {
			shown = append(shown, Place{Page: page.URL, File: page.Path})
		}
	}
	return shown
}

// ownTemplates names the templates for a kind of page with which the site changes the default theme. A copy changes nothing.
func (e *examiner) ownTemplates(kind string) []string {
	var names []string
	for _, f := range e.site.Templates {
		name := strings.TrimPrefix(f.Path, "templates/")
		takesPart := name == kind || name == "base.html" || strings.HasPrefix(name, "partials/")
		if !takesPart {
			continue
		}
		if text, err := fs.ReadFile(e.theme, name); err != nil || digest.Bytes(text) != f.Sum {
			names = append(names, f.Path)
		}
	}
	return names
}

// checkers are those who wrote or reviewed the checks, by file.
func (e *examiner) checkers() []*site.Person {
	var people []*site.Person
	for _, c := range e.live {
		people = append(append(people, c.Authors...), c.Reviewers...)
	}
	slices.SortFunc(people, func(a, b *site.Person) int { return cmp.Compare(a.Path, b.Path) })
	return slices.Compact(people)
}

// sources counts the sources of all checks, and those for which something is so.
func (e *examiner) sources(of, is func(*claim.Source) bool) (n, all int) {
	for _, c := range e.live {
		for _, s := range c.Sources {
			if of(s.Source) {
				all++
				if is(s.Source) {
					n++
				}
			}
		}
	}
	return n, all
}
