// Package message holds the texts that the program itself puts before readers, in each language.
//
// A catalogue is a YAML file of one language, named by its BCP 47 tag: messages/es.yaml. It begins with the language's own name
// and whether a speaker has reviewed it; every other key is a text:
//
//	language: Español
//	reviewed: false
//	claim.by: Por {people}
//	search.found: {one: Una verificación, other: "{n} verificaciones"}
//
// # Placeholders
//
// A name in braces stands for what a page fills in, written already as the language writes it: a name, a date, a number. A message
// is a whole sentence, or all that stands in one place, so that each language may put its words in its own order. Where an
// element of the page stands in a sentence, templates ask for what is before and after it ([Catalogue.Before],
// [Catalogue.After]), or for the parts of a sentence with several ([Catalogue.Parts]).
//
// # Plurals
//
// A text that depends on a number is a mapping of plural forms by their names in CLDR
// (https://cldr.unicode.org/index/cldr-spec/plural-rules), with all that the language has; {n} is the number, and may be left out
// where the form says it in words.
//
// # Which text counts
//
// A [Set] is the catalogues of the program with those of a site over them, key by key. The texts of a language ([Set.For]) are
// the site's, then the program's; what is missing there is taken from the language without its region (pt of pt-BR), and last from
// English, which has every key. Keys that begin with "x." are a site's own, for its own templates.
//
// English says which keys there are, which of them are plurals and what they have places for. A site's catalogue that does
// not fit is an error at its line.
package message

import (
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/locale"
)

// Catalogue is the texts of one language. It is immutable and safe for concurrent use; the zero Catalogue has no text.
type Catalogue struct {
	tag     string
	name    string
	locale  locale.Locale
	entries map[string]entry
	digest  digest.Sum
}

// entry is a message in the language it was found in.
type entry struct {
	message
	locale locale.Locale // whose plural forms it has
}

// Part is a piece of a message: a text, or the name of what stands there.
type Part struct{ Text, Name string }

// Language is the language's own name, such as Español; its tag where no catalogue says it.
func (c *Catalogue) Language() string { return c.name }

// Digest names the catalogue by its content.
func (c *Catalogue) Digest() digest.Sum { return c.digest }

// Has tells whether there is a message.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.entries[key]
	return ok
}

// Text gives a message with its placeholders filled in: Text("claim.by", "people", "Ann"). Where there is no such message it gives
// the key, and what has no value keeps its braces; [Catalogue.Check] tells beforehand.
func (c *Catalogue) Text(key string, args ...string) string {
	m, ok := c.entries[key]
	if !ok {
		return key
	}
	return m.text.fill(args)
}

// Count gives the form of a plural message that a number asks for, with {n} as the language writes it.
func (c *Catalogue) Count(key string, n int, args ...string) string {
	m, ok := c.entries[key]
	if !ok {
		return key
	}
	form := m.text
	if category, ok := m.locale.Plural(strconv.Itoa(n)); ok && m.forms != nil {
		form = m.form(category)
	}
	return form.fill(append([]string{number, c.Number(n)}, args...))
}

// Number writes a whole number as the language does.
func (c *Catalogue) Number(n int) string {
	s, _ := c.locale.Number(strconv.Itoa(n)) // always a number
	return s
}

// Parts gives a message as texts and the names of places that no argument fills.
func (c *Catalogue) Parts(key string, args ...string) []Part {
	m, ok := c.entries[key]
	if !ok {
		return []Part{{Text: key}}
	}
	return m.text.parts(args)
}

// Before gives what stands before a placeholder, from the one before it or from the beginning.
func (c *Catalogue) Before(key, name string, args ...string) string {
	before, _ := c.around(key, name, args)
	return before
}

// After gives what stands after a placeholder, up to the next or to the end.
func (c *Catalogue) After(key, name string, args ...string) string {
	_, after := c.around(key, name, args)
	return after
}

func (c *Catalogue) around(key, name string, args []string) (before, after string) {
	parts := c.Parts(key, args...)
	for i, p := range parts {
		if p.Name != name {
			continue
		}
		if i > 0 {
			before = parts[i-1].Text
		}
		if i+1 < len(parts) {
			after = parts[i+1].Text
		}
	}
	return before, after
}

// Check tells what is wrong with a use of a message: an unknown key, a plural where there is none, a placeholder that it does not
// have. Where the use is complete, all of its placeholders have to be there.
func (c *Catalogue) Check(key string, counted, complete bool, names ...string) *diag.Problem {
	m, ok := c.entries[key]
	switch {
	case !ok:
		return diag.Problemf(diag.BadTemplate, "there is no text %q", key).Because("%s", diag.DidYouMean(key, c.keys()))
	case counted && m.forms == nil:
		return diag.Problemf(diag.BadTemplate, "the text %q has no plural forms", key).Because("ask for it with msg")
	case !counted && m.forms != nil:
		return diag.Problemf(diag.BadTemplate, "the text %q depends on a number", key).Because("ask for it with msgn and the number")
	}
	places := m.names()
	for _, name := range names {
		if !slices.Contains(places, name) {
			return diag.Problemf(diag.BadTemplate, "the text %q has no place for {%s}", key, name).
				Because("%s", placesOf(name, places))
		}
	}
	for _, name := range places {
		if complete && !slices.Contains(names, name) {
			return diag.Problemf(diag.BadTemplate, "the text %q lacks its {%s}", key, name).
				Because(`give names and values: "%s" …`, name)
		}
	}
	return nil
}

func placesOf(name string, places []string) string {
	if len(places) == 0 {
		return "it has no placeholders"
	}
	if near := diag.Nearest(name, places); near != "" {
		return `did you mean "` + near + `"?`
	}
	return "it has {" + strings.Join(places, "}, {") + "}"
}
