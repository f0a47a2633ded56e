package claim

import (
	"cmp"
	"fmt"
	"slices"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
)

// In gives the claim as a translation tells it. own is the language of the original, in which those texts stay that the
// translation leaves out. The findings are of the translation's file.
func (c *Claim) In(t *Translation, own config.Lang) (*Claim, diag.Findings) {
	n, text := *c, t.Claim
	var found diag.Findings
	n.Title, n.Wording, n.Short, n.Conclusion = text.Title, text.Wording, text.Short, text.Conclusion
	n.Where, n.WhereLang = orOriginal(text.Where, c.Where, own)
	n.Image = t.image(c.Image, text.Image, own, &found)
	if c.Quote != "" {
		n.QuoteLang = cmp.Or(c.QuoteLang, own)
	}
	n.Path, n.Positions, n.Body = t.Path, t.Positions, t.Body
	n.complete()
	n.number()
	n.translateStatements(t, own, &found)
	n.translateFigures(t, own, &found)
	n.translateAnswers(t, own, &found)
	n.translateDevelopments(t, own, &found)
	n.translateCorrections(t, own, &found)
	n.citations(t, &found)
	n.Digest, n.HeadDigest = t.over(c.Digest), t.over(c.HeadDigest)
	return &n, found
}

// over names what a translation makes of something.
func (t *Translation) over(original digest.Sum) digest.Sum {
	h := digest.New("translation")
	h.Sum(original)
	h.Sum(t.Digest)
	h.String(string(t.Lang))
	return h.Done()
}

// orOriginal gives a text, or that of the original with its language.
func orOriginal(text, original string, own config.Lang) (string, config.Lang) {
	if text != "" || original == "" {
		return text, ""
	}
	return original, own
}

// citations checks that what the translated text cites is among the claim's sources.
func (c *Claim) citations(t *Translation, found *diag.Findings) {
	list := c.sourceList()
	for _, r := range t.Body.Citations {
		list.check(SourceID(r.ID), r.At, found)
	}
}

// image translates what is said of a picture.
func (t *Translation) image(original *Image, text *ImageText, own config.Lang, found *diag.Findings) *Image {
	if original == nil {
		if text != nil {
			found.Add(t.Positions.At("image"), diag.Problemf(diag.UnlikeOriginal, "%s has no image", t.Original))
		}
		return nil
	}
	if text == nil {
		text = &ImageText{}
	}
	n := *original
	n.Credit, n.CreditLang = orOriginal(text.Credit, original.Credit, own)
	switch described := original.Alt != nil && *original.Alt != ""; {
	case text.Alt != nil:
		n.Alt = text.Alt
	case described:
		n.AltLang = own
		t.untranslated("image", "the description of the picture", found)
	}
	return &n
}

// untranslated warns that readers of the translation are shown a text of the original.
func (t *Translation) untranslated(key, what string, found *diag.Findings) {
	found.Warn(t.Positions.At(key), diag.Problemf(diag.Untranslated, "%s is not translated", what).
		Because("until it is, readers see it as it is in %s", t.Original))
}

// pair finds for each entry of a translated list the one of the original that it names: by its date, its label or its place.
// Where several have the same name, they come in the order of the original. It gives for each entry of the original that
// of the translation, or -1.
func (t *Translation) pair(list, key string, originals, texts []string, found *diag.Findings) []int {
	pairs := slices.Repeat([]int{-1}, len(originals))
	for i, name := range texts {
		at := 0
		for at < len(originals) && (originals[at] != name || pairs[at] >= 0) {
			at++
		}
		switch {
		case name == "": // reported by the parser
		case at < len(originals):
			pairs[at] = i
		default:
			found.Add(t.Positions.At(Path(list, i, key)), t.unpaired(list, name, originals))
		}
	}
	return pairs
}

func (t *Translation) unpaired(list, name string, originals []string) *diag.Problem {
	if slices.Contains(originals, name) {
		return diag.Problemf(diag.UnlikeOriginal, "%s of %s has %q less often than this list", list, t.Original, name)
	}
	known := slices.DeleteFunc(slices.Clone(originals), func(s string) bool { return s == "" })
	return diag.Problemf(diag.UnlikeOriginal, "%s of %s has no %q", list, t.Original, name).Because("%s", diag.DidYouMean(name, known))
}

// each gives a text of every entry of a list.
func each[T any](list []T, of func(*T) string) []string {
	texts := make([]string, len(list))
	for i := range list {
		texts[i] = of(&list[i])
	}
	return texts
}

func (c *Claim) translateStatements(t *Translation, own config.Lang, found *diag.Findings) {
	texts := t.Claim.Statements
	pairs := t.pair("statements", "of", each(c.Statements, func(s *Statement) string { return s.Where }),
		each(texts, func(s *StatementText) string { return s.Of }), found)
	c.Statements = slices.Clone(c.Statements)
	for i, j := range pairs {
		s := &c.Statements[i]
		if s.Quote != "" {
			s.QuoteLang = own
		}
		if j >= 0 {
			s.Where = texts[j].Where
		} else if s.Where != "" {
			s.Lang = own
		}
	}
}

func (c *Claim) translateFigures(t *Translation, own config.Lang, found *diag.Findings) {
	texts := t.Claim.Figures
	pairs := t.pair("figures", "of", each(c.Figures, func(f *Figure) string { return f.Label }),
		each(texts, func(f *FigureText) string { return f.Of }), found)
	c.Figures = slices.Clone(c.Figures)
	for i, j := range pairs {
		f := &c.Figures[i]
		if j < 0 {
			f.Lang = own
			t.untranslated("figures", fmt.Sprintf("the figure %q", f.Label), found)
			continue
		}
		f.Label, f.Unit = texts[j].Label, cmp.Or(texts[j].Unit, f.Unit)
	}
}

func (c *Claim) translateAnswers(t *Translation, own config.Lang, found *diag.Findings) {
	texts := t.Claim.Contacted
	pairs := t.pair("contacted", "of", each(c.Contacted, func(k *Contacted) string { return k.Who }),
		each(texts, func(k *ContactedText) string { return k.Of }), found)
	c.Contacted = slices.Clone(c.Contacted)
	for i, j := range pairs {
		k := &c.Contacted[i]
		switch {
		case j >= 0 && (texts[j].Answer != "" || k.Answer == ""):
			k.Who, k.Answer = cmp.Or(texts[j].Who, k.Who), texts[j].Answer
		case k.Private: // nobody reads it
		default:
			k.Lang = own
			if k.Answer != "" {
				t.untranslated("contacted", fmt.Sprintf("what %q answered", k.Who), found)
			}
		}
	}
}

func (c *Claim) translateDevelopments(t *Translation, own config.Lang, found *diag.Findings) {
	texts := t.Claim.Developments
	pairs := t.pair("developments", "date", each(c.Developments, func(d *Development) string { return d.Date.String() }),
		each(texts, func(d *DevelopmentText) string { return d.Date.String() }), found)
	c.Developments = slices.Clone(c.Developments)
	for i, j := range pairs {
		d := &c.Developments[i]
		if j < 0 {
			d.Lang = own
			t.untranslated("developments", fmt.Sprintf("the development of %s", d.Date), found)
			continue
		}
		d.Text = texts[j].Text
	}
}

func (c *Claim) translateCorrections(t *Translation, own config.Lang, found *diag.Findings) {
	texts := t.Claim.Corrections
	pairs := t.pair("corrections", "date", each(c.Corrections, func(k *Correction) string { return k.Date.String() }),
		each(texts, func(k *CorrectionText) string { return k.Date.String() }), found)
	c.Corrections = slices.Clone(c.Corrections)
	for i, j := range pairs {
		k := &c.Corrections[i]
		if j < 0 {
			k.Lang = own
			t.untranslated("corrections", fmt.Sprintf("the correction of %s", k.Date), found)
			k.Was = k.Was.in(nil, own)
			continue
		}
		k.Text = texts[j].Text
		was := texts[j].Was
		if was != nil && (k.Was == nil || k.Was.Wording == "") {
			found.Add(t.Positions.At(Path("corrections", j, "was")), diag.Problemf(diag.UnlikeOriginal, "the correction of %s changed no wording", k.Date))
		}
		k.Was = k.Was.in(was, own)
	}
}

// in gives what was there before a correction as a translation tells it.
func (w *Was) in(text *WasText, own config.Lang) *Was {
	if w == nil || w.Wording == "" {
		return w
	}
	n := *w
	if text == nil {
		n.Lang = own
	} else {
		n.Wording = text.Wording
	}
	return &n
}

// In gives the article as a translation tells it.
func (a *Article) In(t *Translation, own config.Lang) (*Article, diag.Findings) {
	n := *a
	var found diag.Findings
	n.Path, n.Positions, n.Body = t.Path, t.Positions, t.Body
	n.Title, n.Summary, n.Lang = t.Article.Title, t.Article.Summary, t.Lang
	n.Image = t.image(a.Image, t.Article.Image, own, &found)
	n.Digest, n.HeadDigest = t.over(a.Digest), t.over(a.HeadDigest)
	return &n, found
}

// In gives the person as a translation tells of them.
func (p *Person) In(t *Translation, own config.Lang) (*Person, diag.Findings) {
	n := *p
	var found diag.Findings
	n.Path, n.Positions, n.Body = t.Path, t.Positions, t.Body
	n.Name = cmp.Or(t.Person.Name, p.Name)
	n.Role, n.RoleLang = orOriginal(t.Person.Role, p.Role, own)
	n.Image = t.image(p.Image, t.Person.Image, own, &found)
	n.Digest, n.NameDigest = t.over(p.Digest), t.over(p.NameDigest)
	return &n, found
}

// In gives the page as a translation tells it.
func (p *Page) In(t *Translation) *Page {
	n := *p
	n.Path, n.Positions, n.Body = t.Path, t.Positions, t.Body
	n.Title, n.Description, n.Digest = t.Page.Title, t.Page.Description, t.over(p.Digest)
	return &n
}

// In gives the topic as a translation tells it.
func (p *Topic) In(t *Translation) *Topic {
	n := *p
	n.Path, n.Positions, n.Body = t.Path, t.Positions, t.Body
	n.Title, n.Description, n.Digest = t.Page.Title, t.Page.Description, t.over(p.Digest)
	return &n
}
