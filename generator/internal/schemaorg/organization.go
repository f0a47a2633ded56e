package schemaorg

import (
	"strings"

	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

// organization is the publisher as it stands in other things.
func (b *Builder) organization() *thing {
	p := &b.site.Config.Publisher
	return newThing("NewsMediaOrganization").
		text("name", p.Name).
		text("url", b.home()).
		thing("logo", b.logo()).
		texts("sameAs", addresses(p.SameAs))
}

// home is the publisher's own address, or the site's.
func (b *Builder) home() string {
	if u := b.site.Config.Publisher.URL; u != "" {
		return b.Address(string(u))
	}
	return b.Address("/")
}

func (b *Builder) logo() *thing {
	if b.site.Config.Publisher.Logo == "" {
		return nil
	}
	return newThing("ImageObject").text("url", b.Address(string(b.site.Config.Publisher.Logo)))
}

// Organization makes the publisher of the site with all that it says of itself
// (https://schema.org/NewsMediaOrganization), nil where site.yaml names none.
func (b *Builder) Organization() *doc.Node {
	if b.publisher == nil {
		return nil
	}
	t := newDocument("NewsMediaOrganization")
	t.Fields = append(t.Fields, b.publisher.Fields[1:]...) // all but the type
	policies := policyPages(b.site)
	policy := func(property string, keys ...string) {
		var pages []string
		for _, key := range keys {
			if page, ok := policies[key]; ok {
				pages = append(pages, b.Address(page))
			}
		}
		t.texts(property, pages)
	}
	policy("publishingPrinciples", "methodology")
	policy("correctionsPolicy", "corrections")
	policy("ethicsPolicy", "ethics")
	policy("ownershipFundingInfo", "ownership", "funding")
	policy("actionableFeedbackPolicy", "feedback")
	policy("masthead", "masthead")
	var points []*thing
	for _, to := range []struct{ kind, address string }{
		{"corrections", string(b.site.Config.Contact.Corrections)}, {"claims to check", string(b.site.Config.Contact.Submit)},
	} {
		if to.address == "" {
			continue
		}
		point := newThing("ContactPoint").text("contactType", to.kind)
		if mail, ok := strings.CutPrefix(to.address, "mailto:"); ok {
			point.text("email", mail)
		} else {
			point.text("url", b.Address(to.address))
		}
		points = append(points, point)
	}
	return t.things("contactPoint", points).node()
}

// WebSite makes the site itself (https://schema.org/WebSite).
func (b *Builder) WebSite() *doc.Node {
	cfg := b.site.Config
	return newDocument("WebSite").
		text("name", cfg.Title).
		text("url", b.Address(b.site.Root)).
		text("description", cfg.Description).
		text("inLanguage", b.lang).
		thing("publisher", b.publisher).
		text("sdLicense", b.licence).
		node()
}

// Profile makes the page of somebody who checks (https://schema.org/ProfilePage).
func (b *Builder) Profile(who *site.Person) *doc.Node {
	return newDocument("ProfilePage").
		text("url", b.Address(who.URL)).
		text("inLanguage", b.lang).
		thing("mainEntity", b.person(who)).
		node()
}

// people are those of the team. Their page on this site is their own.
func (b *Builder) people(all []*site.Person) []*thing {
	things := make([]*thing, len(all))
	for i, who := range all {
		things[i] = b.person(who)
	}
	return things
}

func (b *Builder) person(who *site.Person) *thing {
	return described(who).text("url", b.Address(who.URL)).texts("sameAs", addresses(who.SameAs))
}

// speakers are those who made a claim. Their page on this site is about them, and none of theirs: url would say that it was.
func (b *Builder) speakers(all []*site.Person) []*thing {
	things := make([]*thing, len(all))
	for i, who := range all {
		things[i] = described(who).text("mainEntityOfPage", b.Address(who.URL)).texts("sameAs", addresses(who.SameAs))
	}
	return things
}

// described is a person, unless it is said to be an organization.
func described(who *site.Person) *thing {
	if who.Type == "organization" {
		return newThing("Organization").text("name", who.Name).text("description", who.Role)
	}
	return newThing("Person").text("name", who.Name).text("jobTitle", who.Role)
}

// named is somebody of whom only the name is known, nil where it is not.
func named(kind, name string) *thing {
	if name == "" {
		return nil
	}
	return newThing(kind).text("name", name)
}

func addresses[T ~string](urls []T) []string {
	all := make([]string, len(urls))
	for i, u := range urls {
		all[i] = string(u)
	}
	return all
}
