package duty

import (
	"strings"

	"assay/generator/internal/config"
	"assay/generator/internal/site"
)

// policy asks for a page that site.yaml names and that says something.
func policy(key string) aspect {
	field := "policies." + key
	return aspect{field, func(e *examiner) answer {
		name := e.policyPage(key)
		if name == "" {
			return unmet("write a page, such as content/%s.md, and name it in site.yaml: policies: {%s: %s}", key, key, key)
		}
		page := e.page(name)
		switch {
		case page == nil:
			return unmet("publish the page %s, which site.yaml names under %s", name, field)
		case empty(page.Body):
			return unmet("write %s: it has no text", page.Path)
		default:
			return met(Place{Page: page.URL, File: page.Path}, Place{Page: "/", File: config.FileName, Field: field})
		}
	}}
}

// given asks for a field of site.yaml.
func given(field, todo string, value func(*examiner) string) aspect {
	return aspect{field, func(e *examiner) answer {
		if value(e) == "" {
			return unmet("%s", todo)
		}
		return met(setting(field))
	}}
}

func publisher() aspect {
	return given("publisher.name", "name the publisher in site.yaml: publisher: {name: …}",
		func(e *examiner) string { return e.site.Config.Publisher.Name })
}

func reportErrors() aspect {
	return given("contact.corrections", "say in site.yaml where errors are reported: contact: {corrections: …}",
		func(e *examiner) string { return string(e.site.Config.Contact.Corrections) })
}

func suggestions() aspect {
	return given("contact.submit", "say in site.yaml where claims are suggested: contact: {submit: …}",
		func(e *examiner) string { return string(e.site.Config.Contact.Submit) })
}

func contact() aspect { return anyOf(reportErrors(), suggestions(), policy("feedback")) }

// anyOf asks for one of several things. Where there is none, it is the first that is called for.
func anyOf(options ...aspect) aspect {
	var from []string
	for _, o := range options {
		from = append(from, o.from)
	}
	return aspect{strings.Join(from, ", "), func(e *examiner) answer {
		for _, o := range options {
			if a := o.judge(e); a.state == Met {
				return a
			}
		}
		return options[0].judge(e)
	}}
}

// backgrounds asks for a text about everybody who wrote or reviewed a check.
func backgrounds() aspect {
	return aspect{"content/team", func(e *examiner) answer {
		var silent []string
		for _, who := range e.checkers() {
			if empty(who.Body) {
				silent = append(silent, who.Path)
			}
		}
		switch {
		case len(e.live) == 0:
			return unmet(noClaim)
		case len(silent) > 0:
			return unmet("tell the background of those who check, in %s", few(silent))
		default:
			return met(Place{Page: "/team/"})
		}
	}}
}

// forPeople leaves a duty to people, with the pages of the policies that may say something of it.
func forPeople(look string, policies ...string) aspect {
	return aspect{"", func(e *examiner) answer { return lookAt(look, e.policyPages(policies)...) }}
}

// shownByTheme is met by the default theme on a kind of page. Of a site's own templates nothing is known.
func shownByTheme(kind string, where func(*examiner) []Place) aspect {
	return aspect{"templates/" + kind, func(e *examiner) answer {
		shown, own := where(e), e.ownTemplates(kind)
		switch {
		case len(shown) == 0:
			return unmet(noClaim)
		case len(own) > 0:
			return lookAt("whether your own templates show it as the default theme does: "+few(own), shown...)
		default:
			return met(shown...)
		}
	}}
}

// history is told by the repository, not by the files of today.
func history() aspect {
	return aspect{"", func(e *examiner) answer {
		var withdrawn []Place
		for _, c := range e.site.Claims {
			if c.Retracted() && c.State == site.Live {
				withdrawn = append(withdrawn, Place{Page: c.URL, File: c.Path, Field: "corrections"})
			}
		}
		return lookAt("what assay check finds since the commits of interest (--since): A331 to A336", withdrawn[:min(3, len(withdrawn))]...)
	}}
}
