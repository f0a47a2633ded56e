package message

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/locale"
)

// unknown is the tag of a file that names no language.
var unknown = language.Und.String()

// Dir is where catalogues stand in a theme.
const Dir = "messages/"

// File is the catalogue of one file, as far as the file alone goes.
type File struct {
	Path     string
	Tag      string // of the language, by the file's name
	Language string // its own name, "" where the file does not say it
	Reviewed bool   // by somebody who speaks it

	messages map[string]message
}

// message is a text, or its forms by category.
type message struct {
	at    diag.At
	text  text
	forms map[string]text // nil where it depends on no number
}

// form gives the form of a category.
func (m message) form(category string) text {
	if t, ok := m.forms[category]; ok {
		return t
	}
	return m.forms["other"]
}

// texts lists the text, or all its forms by the names of their categories.
func (m message) texts() []text {
	if m.forms == nil {
		return []text{m.text}
	}
	var all []text
	for _, category := range slices.Sorted(maps.Keys(m.forms)) {
		all = append(all, m.forms[category])
	}
	return all
}

// names lists the placeholders but for the number.
func (m message) names() []string {
	var names []string
	for _, t := range m.texts() {
		names = append(names, t.names()...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if m.forms != nil {
		names = slices.DeleteFunc(names, func(name string) bool { return name == number })
	}
	return names
}

// Parse reads a catalogue. The file is never nil; with errors among the findings it is incomplete.
func Parse(file string, src []byte) (*File, diag.Findings) {
	f := &File{Path: file, messages: map[string]message{}}
	var found diag.Findings
	tag, err := language.Parse(strings.TrimSuffix(path.Base(file), path.Ext(file)))
	if err != nil {
		found.Add(diag.At{}, diag.Problemf(diag.BadMessage, "the file's name is no language").
			Because("name it by the tag of its language: messages/pt-BR.yaml"))
	}
	f.Tag = tag.String()
	src, unclean := doc.Clean(src)
	if unclean.Failed() {
		return f, append(found, unclean...)
	}
	node, unread := doc.ParseYAML(src, 1)
	found = append(found, unread...)
	if node == nil || node.Kind != doc.Map {
		return f, found
	}
	forms := locale.New(f.Tag).Categories()
	for _, field := range node.Fields {
		f.read(field, forms, &found)
	}
	return f, found
}

// read reads what stands under a key.
func (f *File) read(field doc.Field, forms []string, found *diag.Findings) {
	n := field.Value
	switch {
	case n.Kind == doc.Broken:
	case n.Kind == doc.Scalar && field.Key == "language":
		f.Language = n.Text
	case n.Kind == doc.Scalar && field.Key == "reviewed" && (n.Text == "true" || n.Text == "false"):
		f.Reviewed = n.Text == "true"
	case field.Key == "reviewed":
		found.Add(n.At, diag.Problemf(diag.WrongType, "reviewed must be true or false"))
	case n.Kind == doc.Scalar && strings.TrimSpace(n.Text) != "":
		if t, ok := readText(n, found); ok {
			f.messages[field.Key] = message{at: field.KeyAt, text: t}
		}
	case n.Kind == doc.Map && field.Key != "language":
		f.messages[field.Key] = message{at: field.KeyAt, forms: readForms(field, forms, found)}
	default:
		found.Add(field.KeyAt, diag.Problemf(diag.WrongType, "%s must be a text, or plural forms", field.Key).
			Because("a text may not be empty; leave the key out to keep the program's text"))
	}
}

// maxText is the length of a text in characters. Texts are shown on every page.
const maxText = 2000

func readText(n *doc.Node, found *diag.Findings) (t text, ok bool) {
	if size := utf8.RuneCountInString(n.Text); size > maxText {
		found.Add(n.At, diag.Problemf(diag.TooLong, "this text has %d characters; at most %d are allowed", size, maxText).
			Because("shorten it"))
		return nil, false
	}
	t, problem := parseText(n.Text)
	if problem != nil {
		found.Add(n.At, problem)
	}
	return t, problem == nil
}

// readForms reads the forms of a plural message, which must be those of the language.
func readForms(field doc.Field, want []string, found *diag.Findings) map[string]text {
	forms := map[string]text{}
	for _, form := range field.Value.Fields {
		switch {
		case !slices.Contains(locale.Categories(), form.Key):
			found.Add(form.KeyAt, diag.Problemf(diag.BadMessage, "%q is no plural form", form.Key).
				Because("%s", diag.DidYouMean(form.Key, locale.Categories())))
		case form.Value.Kind != doc.Scalar || strings.TrimSpace(form.Value.Text) == "":
			found.Add(form.KeyAt, diag.Problemf(diag.WrongType, "%s must be a text", form.Key))
		default:
			if t, ok := readText(form.Value, found); ok {
				forms[form.Key] = t
			}
		}
	}
	for _, category := range want {
		if !slices.ContainsFunc(field.Value.Fields, func(f doc.Field) bool { return f.Key == category }) {
			found.Add(field.KeyAt, diag.Problemf(diag.BadMessage, "%s lacks the plural form %q", field.Key, category).
				Because("the language has %s", strings.Join(want, ", ")))
		}
	}
	return forms
}
