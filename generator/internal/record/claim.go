package record

import (
	"encoding/json"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

// Whole makes the record of a claim. The error is that of reading its text.
func (e Env) Whole(c *site.Claim) (Record, error) {
	r := e.Claim(c)
	var err error
	if !r.Retracted {
		r.Analysis, err = c.Body.Text()
	}
	return r, err
}

// Claim makes the record of a claim, but for its analysis.
func (e Env) Claim(c *site.Claim) Record {
	r := Record{
		FormatVersion: FormatVersion, ID: string(c.ID), URL: e.address(c.URL), Licence: e.Licence, Publisher: e.Publisher, Lang: e.Lang,
		Retracted: c.Retracted(), Title: c.Title, Claim: c.Wording, Corrections: e.corrections(c),
	}
	if r.Retracted {
		return r
	}
	r.ClaimShort, r.Quote, r.QuoteLang = c.Short, c.Quote, string(c.QuoteLang)
	r.Claimants, r.Said, r.Where = e.people(c.Claimants), c.Said.String(), c.Where
	r.Appearances, r.Statements = appearances(c.Appearances), e.statements(c.Statements)
	r.Verdict, r.Rating = verdict(c), c.Rating()
	r.Conclusion = c.Conclusion
	r.Published, r.Updated = e.moment(c.Published), e.moment(c.Updated)
	r.Authors, r.Reviewers = e.people(c.Authors), e.people(c.Reviewers)
	r.Topics, r.Image = topics(c.Topics), e.image(c.Picture)
	r.Sources, r.Figures, r.Media = Sources(c), figures(c.Figures), media(c.Media)
	r.Contacted, r.Developments = contacted(c.Contacted), developments(c.Developments)
	r.Related, r.Articles = e.related(c.Related), e.articles(c.Articles)
	r.Due, r.X = c.Due.String(), e.permitted(c.X)
	search := e.Search(c)
	r.ClaimsSearch = &search
	return r
}

// each makes a list of another, nil of an empty one.
func each[A, B any](all []A, f func(A) B) []B {
	if len(all) == 0 {
		return nil
	}
	made := make([]B, len(all))
	for i, a := range all {
		made[i] = f(a)
	}
	return made
}

// people gives claimants or members of the team.
func (e Env) people(all []*site.Person) []Person {
	return each(all, func(who *site.Person) Person {
		return Person{ID: string(who.ID), Name: who.Name, Type: string(who.Type), Role: who.Role, URL: e.address(who.URL), SameAs: id.Strings(who.SameAs)}
	})
}

// permitted gives the keys under x that may be given.
func (e Env) permitted(x map[string]any) map[string]any {
	var given map[string]any
	for _, key := range e.Private {
		if value, ok := x[key]; ok {
			if given == nil {
				given = map[string]any{}
			}
			given[key] = value
		}
	}
	return given
}

func appearances(all []claim.Appearance) []Appearance {
	return each(all, func(a claim.Appearance) Appearance {
		return Appearance{URL: string(a.URL), Archive: string(a.Archive), Title: a.Title, Publisher: a.Publisher, Date: a.Date.String(),
			Media: string(a.Media), Start: string(a.Start), First: a.First}
	})
}

func (e Env) statements(all []site.Statement) []Statement {
	return each(all, func(s site.Statement) Statement {
		return Statement{Claimants: e.people(s.Claimants), Said: s.Said.String(), Where: s.Where, URL: string(s.URL), Quote: s.Quote}
	})
}

func verdict(c *site.Claim) *Verdict {
	v := c.Verdict
	if v == nil {
		return nil
	}
	given := &Verdict{ID: string(v.ID), Label: v.Label, Definition: v.Definition, Group: string(v.Group), Scale: string(c.Scale.ID)}
	if v.Value > 0 {
		given.Value, given.Best, given.Worst = v.Value, c.Scale.Best(), c.Scale.Worst()
	}
	return given
}

func verdictName(v *claim.Verdict) *VerdictName {
	if v == nil {
		return nil
	}
	return &VerdictName{ID: string(v.ID), Label: v.Label}
}

func topics(all []*site.Topic) []Topic {
	return each(all, func(t *site.Topic) Topic { return Topic{ID: string(t.ID), Title: t.Title} })
}

func (e Env) image(p *site.Picture) *Image {
	if p == nil {
		return nil
	}
	return &Image{URL: e.address(p.URL), Alt: p.Alt, Credit: p.Credit}
}

func figures(all []claim.Figure) []Figure {
	return each(all, func(f claim.Figure) Figure {
		return Figure{Label: f.Label, Unit: f.Unit, Claimed: number(f.Claimed), Found: number(f.Found), Low: number(f.Low), High: number(f.High),
			Source: string(f.Source)}
	})
}

// number keeps every digit that was typed, but for zeros in front: JSON has none there.
func number(n *claim.Number) *Number {
	if n == nil {
		return nil
	}
	digits, negative := strings.CutPrefix(n.Text, "-")
	for len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		digits = digits[1:]
	}
	if negative {
		digits = "-" + digits
	}
	return &Number{Value: json.Number(digits), Text: n.Text}
}

func media(all []claim.Media) []Media {
	return each(all, func(m claim.Media) Media {
		return Media{Type: string(m.Type), URL: string(m.URL), Archive: string(m.Archive), Category: string(m.Category),
			Original: string(m.Original), Context: m.Context}
	})
}

// contacted leaves out who asked not to be named, and all that they said.
func contacted(all []claim.Contacted) []Contacted {
	var public []Contacted
	for _, k := range all {
		if !k.Private {
			public = append(public, Contacted{Who: k.Who, Date: k.Date.String(), Answer: k.Answer})
		}
	}
	return public
}

// developments are given oldest first.
func developments(all []site.Development) []Development {
	return each(sorted(all, func(a, b site.Development) int { return a.Date.Compare(b.Date) }), func(d site.Development) Development {
		return Development{Date: d.Date.String(), Text: d.Text, Sources: each(d.Sources, func(s claim.SourceID) string { return string(s) }),
			Verdict: verdictName(d.Verdict)}
	})
}

// corrections are given oldest first. Those of a retracted check name no verdict, lest it be taken for one that stands.
func (e Env) corrections(c *site.Claim) []Correction {
	oldestFirst := func(a, b site.Correction) int { return a.Date.In(e.Zone).Compare(b.Date.In(e.Zone)) }
	return each(sorted(c.Corrections, oldestFirst), func(k site.Correction) Correction {
		given := Correction{Date: e.moment(k.Date.In(e.Zone)), Kind: string(k.Kind), Text: k.Text}
		was := Was{Verdict: verdictName(k.Was)}
		if c.Retracted() {
			was.Verdict = nil
		}
		if k.Correction.Was != nil {
			was.Claim = k.Correction.Was.Wording
		}
		if was != (Was{}) {
			given.Was = &was
		}
		return given
	})
}

// sorted gives a list in another order; what is equal stays as it stands.
func sorted[T any](all []T, compare func(a, b T) int) []T {
	if len(all) < 2 {
		return all
	}
	return slices.SortedStableFunc(slices.Values(all), compare)
}

// related leaves out claims that were retracted or are not published.
func (e Env) related(all []*site.Claim) []Link {
	var links []Link
	for _, c := range all {
		if c.Listed() && c.State == site.Live {
			links = append(links, Link{ID: string(c.ID), URL: e.address(c.URL)})
		}
	}
	return links
}

func (e Env) articles(all []*site.Article) []Link {
	var links []Link
	for _, a := range all {
		if a.State == site.Live {
			links = append(links, Link{ID: string(a.ID), URL: e.address(a.URL)})
		}
	}
	return links
}
