package message_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/diag"
	"assay/generator/internal/message"
)

// catalogues are a theme's, of file names and contents.
func catalogues(t *testing.T, files ...string) message.Set {
	t.Helper()
	theme := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		theme["messages/"+files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	set, err := message.Read(theme)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

const english = `
language: English
reviewed: true
by: By {people}
range: from {low} to {high}
found: {one: "{n} check of {who}", other: "{n} checks of {who}"}
plain: Nothing
`

// in gives the texts of a language.
func in(t *testing.T, lang string, set message.Set) *message.Catalogue {
	t.Helper()
	c, found := set.For(lang)
	if found.Failed() {
		t.Fatal(found)
	}
	return c
}

func TestTexts(t *testing.T) {
	c := in(t, "en", catalogues(t, "en.yaml", english))
	for _, got := range [][2]string{
		{c.Text("plain"), "Nothing"},
		{c.Text("by", "people", "Ann"), "By Ann"},
		{c.Text("by", "people", "{people}"), "By {people}"}, // a value is no message
		{c.Text("range", "high", "2", "low", "1"), "from 1 to 2"},
		{c.Text("by"), "By {people}"},
		{c.Text("nothing.of.it"), "nothing.of.it"},
		{c.Count("found", 1, "who", "Ann"), "1 check of Ann"},
		{c.Count("found", 2, "who", "Ann"), "2 checks of Ann"},
		{c.Count("found", 1234, "who", "Ann"), "1,234 checks of Ann"},
		{c.Before("by", "people"), "By "},
		{c.After("by", "people"), ""},
		{c.Before("range", "high"), " to "},
		{c.After("range", "low"), " to "},
		{c.Before("range", "high", "low", "1"), "from 1 to "},
		{c.After("range", "low", "high", "2"), " to 2"},
		{fmt.Sprint(c.Parts("range", "low", "1")), "[{from 1 to  } { high}]"},
		{c.Language(), "English"},
	} {
		if got[0] != got[1] {
			t.Errorf("%q, not %q", got[0], got[1])
		}
	}
}

// TestPluralForms follow the language, in Arabic six of them.
func TestPluralForms(t *testing.T) {
	set := catalogues(t, "en.yaml", `found: {one: "{n} check", other: "{n} checks"}`,
		"ar.yaml", `found: {zero: لا تحقق, one: تحقق واحد, two: تحققان, few: "{n} تحققات", many: "{n} تحققًا", other: "{n} تحقق"}`)
	c := in(t, "ar", set)
	for n, want := range map[int]string{0: "لا تحقق", 1: "تحقق واحد", 2: "تحققان", 3: "3 تحققات", 11: "11 تحققًا", 100: "100 تحقق"} {
		if got := c.Count("found", n); got != want {
			t.Errorf("%d: %q, not %q", n, got, want)
		}
	}
	if got := in(t, "ar-EG", set).Count("found", 3); got != "٣ تحققات" {
		t.Errorf("in Egypt: %q", got)
	}
	// English stands in with its own forms, but numbers are those of the page.
	if got := in(t, "de", catalogues(t, "en.yaml", english)).Count("found", 1234, "who", "Ann"); got != "1.234 checks of Ann" {
		t.Errorf("for German: %q", got)
	}
}

// TestWhichTextCounts: the site's before the program's, the region's before the language's, English last.
func TestWhichTextCounts(t *testing.T) {
	set := catalogues(t, "en.yaml", "a: a\nb: b\nc: c\nd: d\n", "pt.yaml", "a: a pt\nb: b pt\nc: c pt\n", "pt-PT.yaml", "a: a PT\nb: b PT\n")
	own, found := message.Parse("templates/messages/pt-PT.yaml", []byte("a: a own\nx.mine: mine\n"))
	if found.Failed() {
		t.Fatal(found)
	}
	set, problems := set.With([]*message.File{own})
	if problems.Failed() {
		t.Fatal(problems)
	}
	c := in(t, "pt-PT", set)
	got := []string{c.Text("a"), c.Text("b"), c.Text("c"), c.Text("d"), c.Text("x.mine")}
	if d := cmp.Diff([]string{"a own", "b PT", "c pt", "d", "mine"}, got); d != "" {
		t.Error(d)
	}
	if got := in(t, "pt-BR", set).Text("a"); got != "a pt" {
		t.Errorf("in Brazil: %q", got)
	}
}

// TestWhatStandsInIsToldOf for a language without texts, and for one in another script.
func TestWhatStandsInIsToldOf(t *testing.T) {
	set := catalogues(t, "en.yaml", "a: a\nb: b\n", "zh.yaml", "a: 甲\nb: 乙\n", "es.yaml", "b: b es\n")
	for lang, want := range map[string]string{
		"en":      "",
		"en-US":   "",
		"zh":      "",
		"zh-CN":   "",
		"zh-TW":   "note: there are no texts in zh-TW; those of zh, which has another script, stand in for them",
		"zh-Hant": "note: there are no texts in zh-Hant; those of zh, which has another script, stand in for them",
		"tlh":     "warning: the program has no texts in tlh: English stands in for them",
		"es-MX":   "warning: in es-MX, 1 of the program's texts are missing: English stands in for them",
	} {
		_, found := set.For(lang)
		var got []string
		for _, f := range found {
			got = append(got, f.Severity.String()+": "+f.Message)
			if f.Code != diag.NoTranslation {
				t.Errorf("%s: %s", lang, f.Code)
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q, not %q", lang, got, want)
		}
	}
}

func TestDigestCoversEveryText(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{"a: a\nb: b\n", "a: b\nb: b\n", "a: a\n", "a: '{x}'\nb: b\n", "a: a\nb: {one: b, other: b}\n", "language: E\na: a\nb: b\n"} {
		sum := in(t, "en", catalogues(t, "en.yaml", text)).Digest().String()
		if other, same := seen[sum]; same {
			t.Errorf("%q and %q give the same digest", text, other)
		}
		seen[sum] = text
	}
}

// TestWhatDoesNotFit is found at its place, with a hint.
func TestWhatDoesNotFit(t *testing.T) {
	set := catalogues(t, "en.yaml", english)
	for text, want := range map[string]string{
		"bye: By {people}":                            `own.yaml:1:1: error A013: unknown key "bye"; did you mean "by"?`,
		"plain: No\nby: By {poeple}":                  `own.yaml:2:1: error A204: by has no place for {poeple}; did you mean "people"?`,
		"plain: No {thing}":                           `own.yaml:1:1: error A204: plain has no place for {thing}; it has no placeholders`,
		"by: By":                                      `own.yaml:1:1: error A204: by lacks its {people}; the program's own text is "By {people}"`,
		"by: By {people":                              `own.yaml:1:5: error A204: a placeholder is not closed or has no name; write it as a name in braces, of small letters, digits and hyphens: {people}`,
		"by: By {}":                                   `own.yaml:1:5: error A204: a placeholder is not closed or has no name; write it as a name in braces, of small letters, digits and hyphens: {people}`,
		"found: Checks of {who}":                      `own.yaml:1:1: error A014: found must be a mapping of plural forms; the program's own text is {one: "{n} check of {who}", other: "{n} checks of {who}"}`,
		"plain: {one: a, other: b}":                   `own.yaml:1:1: error A014: plain must be one text; the program's own text is "Nothing"`,
		`found: {other: "{n} of {who}"}`:              `own.yaml:1:1: error A204: found lacks the plural form "one"; the language has other, one`,
		`found: {one: "{who}", othr: "{n} of {who}"}`: `own.yaml:1:1: error A204: found lacks the plural form "other"; the language has other, one|own.yaml:1:23: error A204: "othr" is no plural form; did you mean "other"?`,
		`found: {one: "{who}", other: "{n}"}`:         `own.yaml:1:1: error A204: found lacks its {who}; the program's own text is {one: "{n} check of {who}", other: "{n} checks of {who}"}`,
		"by: [a, b]":                                  `own.yaml:1:1: error A014: by must be a text, or plural forms; a text may not be empty; leave the key out to keep the program's text`,
		"by:":                                         `own.yaml:1:1: error A014: by must be a text, or plural forms; a text may not be empty; leave the key out to keep the program's text`,
		"reviewed: maybe":                             `own.yaml:1:11: error A014: reviewed must be true or false`,
		"by: By {people}\nby: From {people}":          `own.yaml:2:1: error A015: "by" stands here a second time; the first is in line 1`,
	} {
		f, found := message.Parse("messages/en.yaml", []byte(text))
		_, problems := set.With([]*message.File{f})
		all := append(found.In("own.yaml"), problems...)
		for i := range all {
			all[i].File = "own.yaml"
		}
		var got []string
		for _, d := range all.Sort() {
			got = append(got, d.Error())
		}
		if d := cmp.Diff(want, strings.Join(got, "|")); d != "" {
			t.Errorf("%s\n%s", text, d)
		}
	}
}

func TestAFileIsNamedByItsLanguage(t *testing.T) {
	_, found := message.Parse("templates/messages/klingonisch.yaml", []byte("by: By {people}"))
	if len(found) != 1 || found[0].Code != diag.BadMessage {
		t.Error(found)
	}
	f, found := message.Parse("templates/messages/pt-br.yaml", []byte("by: Por {people}"))
	if len(found) > 0 || f.Tag != "pt-BR" {
		t.Error(f.Tag, found)
	}
}
