package message

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/locale"
)

// English is the language that has every text.
const English = "en"

// ownKeys begin the keys of a site's own templates, which the program does not know.
const ownKeys = "x."

// Set is the catalogues of all languages. It is immutable; the zero Set has none.
type Set struct {
	files map[string][]*File // by tag, the site's before the program's
}

// Read reads the catalogues of a theme. The error is a [diag.List] where one is not as it should be.
func Read(theme fs.FS) (Set, error) {
	names, err := fs.Glob(theme, Dir+"*.yaml")
	if err != nil {
		return Set{}, err
	}
	s := Set{files: map[string][]*File{}}
	var found diag.List
	for _, name := range names {
		src, err := fs.ReadFile(theme, name)
		if err != nil {
			return Set{}, err
		}
		f, problems := Parse(name, src)
		found = append(found, problems.In("default theme/"+name)...)
		s.files[f.Tag] = []*File{f}
	}
	if found.Failed() {
		return Set{}, found
	}
	return s, nil
}

// Languages lists the tags of the languages that have a catalogue.
func (s Set) Languages() []string { return slices.Sorted(maps.Keys(s.files)) }

// Files lists the catalogues of a language, the one that counts first.
func (s Set) Files(tag string) []*File { return s.files[tag] }

// With puts a site's catalogues over those of the program, and tells where they do not fit.
func (s Set) With(own []*File) (Set, diag.List) {
	if len(own) == 0 {
		return s, nil
	}
	var found diag.List
	all := Set{files: maps.Clone(s.files)}
	if all.files == nil {
		all.files = map[string][]*File{}
	}
	reference := s.reference()
	for _, f := range own {
		if f.Tag == unknown { // which was reported
			continue
		}
		fit, problems := f.fitting(reference)
		all.files[f.Tag] = append([]*File{fit}, s.files[f.Tag]...)
		found = append(found, problems.In(f.Path)...)
	}
	return all, found
}

// reference is the catalogue that tells which keys there are.
func (s Set) reference() map[string]message {
	files := s.files[English]
	if len(files) == 0 {
		return nil
	}
	return files[len(files)-1].messages
}

// fitting gives the file without the texts that do not fit the catalogue of reference, so that nothing else is blamed for them.
func (f *File) fitting(reference map[string]message) (*File, diag.Findings) {
	var found diag.Findings
	fit := *f
	fit.messages = maps.Clone(f.messages)
	known := sync.OnceValue(func() *diag.Words {
		return diag.NewWords(append(slices.Collect(maps.Keys(reference)), "language", "reviewed"))
	})
	for _, key := range slices.Sorted(maps.Keys(f.messages)) {
		m := f.messages[key]
		if problem := m.misfit(key, reference); problem != nil {
			if problem.Code == diag.UnknownKey && len(found) < diag.MaxShown { // the others are only counted
				problem.Hint = known().DidYouMean(key)
			}
			found.Add(m.at, problem)
			delete(fit.messages, key)
		}
	}
	return &fit, found
}

// misfit tells why a message does not fit that of reference.
func (m message) misfit(key string, reference map[string]message) *diag.Problem {
	want, known := reference[key]
	switch {
	case strings.HasPrefix(key, ownKeys):
		return nil
	case !known:
		return diag.Problemf(diag.UnknownKey, "unknown key %q", key)
	case (m.forms == nil) != (want.forms == nil):
		return diag.Problemf(diag.WrongType, "%s must be %s", key, shape(want)).Because("the program's own text is %s", want.typed())
	}
	places := want.names()
	for _, t := range m.texts() {
		names := t.names()
		for _, name := range names {
			if !slices.Contains(places, name) && (m.forms == nil || name != number) {
				return diag.Problemf(diag.BadMessage, "%s has no place for {%s}", key, name).Because("%s", placesOf(name, places))
			}
		}
		for _, name := range places {
			if !slices.Contains(names, name) {
				return diag.Problemf(diag.BadMessage, "%s lacks its {%s}", key, name).Because("the program's own text is %s", want.typed())
			}
		}
	}
	return nil
}

func shape(m message) string {
	if m.forms == nil {
		return "one text"
	}
	return "a mapping of plural forms"
}

// typed gives a message as a catalogue has it.
func (m message) typed() string {
	if m.forms == nil {
		return `"` + m.text.String() + `"`
	}
	var forms []string
	for _, category := range slices.Sorted(maps.Keys(m.forms)) {
		forms = append(forms, category+`: "`+m.forms[category].String()+`"`)
	}
	return "{" + strings.Join(forms, ", ") + "}"
}

// For gives the texts of a language. The findings, which have no place, tell of what is taken from another one.
func (s Set) For(tag string) (*Catalogue, diag.Findings) {
	c := &Catalogue{tag: tag, name: tag, locale: locale.New(tag), entries: map[string]entry{}}
	var found diag.Findings
	chain := parents(tag)
	for _, t := range chain {
		for _, f := range s.files[t] {
			if c.name == tag && f.Language != "" {
				c.name = f.Language
			}
		}
		s.take(c, t)
	}
	missing := s.missing(c)
	switch used := s.nearest(chain); {
	case len(missing) > 0 && used == "":
		found.Warn(diag.At{}, diag.Problemf(diag.NoTranslation, "the program has no texts in %s: English stands in for them", tag).
			Because("write them in templates/%s%s.yaml", Dir, tag))
	case len(missing) > 0:
		found.Warn(diag.At{}, diag.Problemf(diag.NoTranslation, "in %s, %d of the program's texts are missing: English stands in for them", tag, len(missing)).
			Because("write them in templates/%s%s.yaml; the first is %s", Dir, tag, missing[0]))
	case used != "" && script(used) != script(tag):
		found = append(found, diag.Finding{Severity: diag.Note, Problem: *diag.Problemf(diag.NoTranslation,
			"there are no texts in %s; those of %s, which has another script, stand in for them", tag, used).
			Because("write your own in templates/%s%s.yaml", Dir, tag)})
	}
	s.take(c, English)
	c.sum()
	return c, found
}

// parents lists a language and those that it is a variety of: pt-BR, pt.
func parents(tag string) []string {
	var chain []string
	parsed := language.Make(tag)
	for t := parsed; t != language.Und; t = t.Parent() {
		chain = append(chain, t.String())
	}
	if base, _ := parsed.Base(); len(chain) > 0 && !slices.Contains(chain, base.String()) { // zh of zh-TW, whose parent is none
		chain = append(chain, base.String())
	}
	return chain
}

// take adds the texts of a language that are not there yet.
func (s Set) take(c *Catalogue, tag string) {
	l := locale.New(tag)
	for _, f := range s.files[tag] {
		for key, m := range f.messages {
			if _, there := c.entries[key]; !there {
				c.entries[key] = entry{m, l}
			}
		}
	}
}

// missing lists the texts that are not there yet, in order.
func (s Set) missing(c *Catalogue) []string {
	var keys []string
	for key := range s.reference() {
		if _, there := c.entries[key]; !there {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// nearest is the first of some languages that has a catalogue.
func (s Set) nearest(chain []string) string {
	for _, tag := range chain {
		if len(s.files[tag]) > 0 {
			return tag
		}
	}
	return ""
}

func script(tag string) language.Script {
	s, _ := language.Make(tag).Script()
	return s
}

func (c *Catalogue) keys() []string { return slices.Collect(maps.Keys(c.entries)) }

// sum names the catalogue by its texts.
func (c *Catalogue) sum() {
	h := digest.New("messages")
	h.String(c.tag)
	h.String(c.name)
	for _, key := range slices.Sorted(maps.Keys(c.entries)) {
		h.String(key)
		h.String(c.entries[key].typed())
	}
	c.digest = h.Done()
}
