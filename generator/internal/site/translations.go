package site

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
)

// Edition tells in which language something is, and where it is in others.
type Edition struct {
	Language   config.Lang
	Alternates []Alternate // the site's own language first, then the further ones in their order; empty where there is one only
}

// Alternate is an address at which something stands in a language.
type Alternate struct {
	Lang config.Lang
	URL  string // site-relative
}

// translation is one that was parsed, with what is wrong with it.
type translation struct {
	*claim.Translation
	findings diag.Findings
}

// edition is a further language, with the translations that found their originals.
type edition struct {
	config.Language
	texts map[string]*claim.Translation // by the path of the original
}

// of gives the translation of a file, nil where there is none.
func (e *edition) of(file string) *claim.Translation { return e.texts[norm.NFC.String(file)] }

// url gives the address in the language of something that has one.
func (e *edition) url(original string) string {
	if original == "" {
		return ""
	}
	return e.Lang.Root() + original[1:]
}

// original is what a translation translates.
type original struct {
	path    string
	url     string
	lang    config.Lang
	draft   bool
	edition *Edition // where its alternates are noted, if its page depends on nothing else
}

// pairTranslations finds the originals of all translations.
func (r *resolver) pairTranslations() {
	for _, l := range r.cfg.Languages {
		r.editions = append(r.editions, &edition{l, map[string]*claim.Translation{}})
	}
	var paired []*original
	for _, t := range r.translations {
		var o *original
		if !t.findings.Unreadable() {
			o = r.pair(t.Translation)
		}
		if o != nil && o.draft {
			t.findings = claim.ForDraft(slices.Clone(t.findings)) // the parser remembers its own
		}
		if o != nil && o.edition != nil {
			paired = append(paired, o)
		}
		r.found = append(r.found, t.findings.In(t.Path)...)
	}
	for _, o := range paired {
		o.edition.Alternates = []Alternate{{o.lang, o.url}}
		for _, e := range r.editions {
			if e.of(o.path) != nil {
				o.edition.Alternates = append(o.edition.Alternates, Alternate{e.Lang, e.url(o.url)})
			}
		}
	}
}

// pair finds the original of one; nil where there is none that can be read, or the translation cannot be used.
func (r *resolver) pair(t *claim.Translation) *original {
	o := r.originalOf(t)
	if o == nil || !beside(t, o.path) {
		if _, ok := r.snapshot.Get(t.Original); ok || t.ID == "" && path.Ext(t.Path) == ".md" {
			return nil // it is broken, or its id is another's
		}
		r.fail(t.Path, diag.At{}, noOriginal(t, o))
		return nil
	}
	e := r.language(t.Lang)
	switch {
	case t.Lang == o.lang:
		r.fail(t.Path, diag.At{}, diag.Problemf(diag.NotALanguage, "%s is the language of %s itself", t.Lang, o.path).
			Because("put the text there, or rename this file"))
	case e == nil:
		r.fail(t.Path, diag.At{}, diag.Problemf(diag.NotALanguage, "%s is not among the languages of this site", t.Lang).
			Because("%s", orElse(diag.DidYouMean(string(t.Lang), r.cfg.Tags()), "add languages: ["+string(t.Lang)+"] to site.yaml")))
	case e.of(o.path) != nil:
		r.fail(t.Path, diag.At{}, diag.Problemf(diag.DuplicateID, "%s translates %s into %s, too", e.of(o.path).Path, o.path, t.Lang).
			Because("remove one of them"))
	default:
		e.texts[norm.NFC.String(o.path)] = t
		return o
	}
	return nil
}

func (r *resolver) language(lang config.Lang) *edition {
	for _, e := range r.editions {
		if e.Lang == lang {
			return e
		}
	}
	return nil
}

// originalOf finds by kind and id what a translation is of.
func (r *resolver) originalOf(t *claim.Translation) *original {
	own := r.cfg.Lang
	switch Classify(t.Original) {
	case ScalesFile:
		if r.scales.Path != "" {
			return &original{path: r.scales.Path, lang: own}
		}
	case ClaimFile:
		if c := r.claims[t.ID]; c != nil {
			return &original{c.Path, c.URL, own, c.Draft, &c.Edition}
		}
	case ArticleFile:
		if a := r.articles[t.ID]; a != nil {
			lang := own
			if a.Lang != "" {
				lang = a.Lang
			}
			return &original{a.Path, a.URL, lang, a.Draft, &a.Edition}
		}
	case ClaimantFile:
		if who := r.claimants[t.ID]; who != nil {
			return &original{path: who.Path, lang: own}
		}
	case TeamFile:
		if who := r.team[t.ID]; who != nil {
			return &original{path: who.Path, lang: own}
		}
	case TopicFile:
		if topic := r.topics[t.ID]; topic != nil && topic.Page != nil {
			return &original{path: topic.Page.Path, lang: own}
		}
	case PageFile:
		if page := r.pages[t.ID]; page != nil {
			return &original{page.Path, page.URL, own, page.Draft, &page.Edition}
		}
	}
	return nil
}

// beside tells that a translation stands where that of a file should.
func beside(t *claim.Translation, original string) bool {
	return norm.NFC.String(t.Original) == norm.NFC.String(original)
}

func noOriginal(t *claim.Translation, elsewhere *original) *diag.Problem {
	p := diag.Problemf(diag.NoOriginal, "there is no %s that this file could translate", t.Original)
	if elsewhere != nil {
		ext := path.Ext(elsewhere.path)
		return p.Because("move it to %s.%s%s", strings.TrimSuffix(elsewhere.path, ext), t.Lang, ext)
	}
	return p.Because("a translation stands beside its original: %s beside %s", path.Base(t.Path), path.Base(t.Original))
}
