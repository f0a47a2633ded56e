package message_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"assay/generator/internal/claim"
	"assay/generator/internal/locale"
	"assay/generator/internal/message"
	"assay/templates"
)

// typed reads a catalogue of the program as it is typed: texts, and texts by plural form.
func typed(t *testing.T, lang string) map[string]any {
	t.Helper()
	data, err := fs.ReadFile(templates.Files, "messages/"+lang+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatal(lang, err)
	}
	return all
}

func keys(all map[string]any) []string {
	var names []string
	for key := range all {
		names = append(names, key)
	}
	slices.Sort(names)
	return names
}

func languages(t *testing.T) []string {
	t.Helper()
	set, err := message.Read(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set.Languages()
}

var placeholders = regexp.MustCompile(`\{[^}]*\}`)

func placesIn(text string) []string {
	places := placeholders.FindAllString(text, -1)
	slices.Sort(places)
	return slices.Compact(places)
}

// TestCataloguesAreComplete: each language has all keys of English, all plural forms it needs and the same placeholders.
func TestCataloguesAreComplete(t *testing.T) {
	if d := cmp.Diff([]string{"ar", "de", "en", "es", "fr", "hi", "pt", "zh"}, languages(t)); d != "" {
		t.Fatal(d)
	}
	english := typed(t, "en")
	for _, lang := range languages(t) {
		all := typed(t, lang)
		if d := cmp.Diff(keys(english), keys(all)); d != "" {
			t.Errorf("%s (-en +%s):\n%s", lang, lang, d)
			continue
		}
		if name, _ := all["language"].(string); name == "" {
			t.Errorf("%s does not say its name", lang)
		}
		if reviewed, ok := all["reviewed"].(bool); !ok || reviewed != (lang == "en") {
			t.Errorf("%s: reviewed is %v", lang, all["reviewed"])
		}
		for key, want := range english {
			sameShape(t, lang, key, want, all[key])
		}
	}
}

// sameShape compares a text with that in English.
func sameShape(t *testing.T, lang, key string, want, got any) {
	t.Helper()
	switch want := want.(type) {
	case string:
		text, ok := got.(string)
		if !ok {
			t.Errorf("%s: %s is %v", lang, key, got)
			return
		}
		tidy(t, lang, key, text)
		if d := cmp.Diff(placesIn(want), placesIn(text)); d != "" {
			t.Errorf("%s: %s\n%s", lang, key, d)
		}
		if strings.HasPrefix(key, "join.") && !slices.Equal(placeholders.FindAllString(want, -1), placeholders.FindAllString(text, -1)) {
			t.Errorf("%s: %s has its places in another order", lang, key)
		}
		if strings.HasPrefix(key, "verdict.") && strings.HasSuffix(key, ".label") && utf8.RuneCountInString(text) > 40 {
			t.Errorf("%s: %s is longer than a label may be", lang, key)
		}
	case map[string]any:
		forms, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: %s has no forms", lang, key)
			return
		}
		categories := locale.New(lang).Categories()
		slices.Sort(categories)
		if d := cmp.Diff(categories, keys(forms)); d != "" {
			t.Errorf("%s: %s\n%s", lang, key, d)
		}
		other, _ := want["other"].(string)
		for form, text := range forms {
			text, _ := text.(string)
			tidy(t, lang, key+"."+form, text)
			saysNumber := slices.Contains([]string{"few", "many", "other"}, form)
			for _, place := range placesIn(other) {
				if !strings.Contains(text, place) && (place != "{n}" || saysNumber) {
					t.Errorf("%s: %s.%s lacks %s", lang, key, form, place)
				}
			}
		}
	}
}

func tidy(t *testing.T, lang, key, text string) {
	t.Helper()
	if text == "" || strings.TrimSpace(text) != text || strings.Contains(text, "  ") || strings.ContainsAny(text, "\n\t") {
		t.Errorf("%s: %s is %q", lang, key, text)
	}
	if lang != "en" && text == "TODO" {
		t.Errorf("%s: %s is not written", lang, key)
	}
}

// TestPresetsSpeakEnglishAlike: the file of the presets and the English catalogue say the same.
func TestPresetsSpeakEnglishAlike(t *testing.T) {
	english, got := typed(t, "en"), map[string]any{}
	for _, scale := range claim.NewParser().Presets() {
		got["scale."+string(scale.Kind)] = scale.Label
		for _, v := range scale.Verdicts {
			key := "verdict." + string(scale.ID) + "." + string(v.ID)
			got[key+".label"], got[key+".definition"] = v.Label, v.Definition
		}
	}
	want := map[string]any{}
	for key, text := range english {
		if strings.HasPrefix(key, "verdict.") || strings.HasPrefix(key, "scale.") {
			want[key] = text
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-catalogue +presets):\n%s", d)
	}
}

// computed are the beginnings of keys that templates and programs put together, with what may follow.
func computed() map[string][]string {
	media := []string{"text", "video", "audio", "image"}
	return map[string][]string{
		"appearances.":      media,
		"media.":            media,
		"media.category.":   {"original", "missing-context", "edited", "transformed", "staged", "satire"},
		"corrections.kind.": {"correction", "clarification", "update", "retraction"},
		"feed.":             {"correction", "clarification", "update", "retraction"},
		"sources.":          {"for", "against", "context"},
		"sources.kind.":     {"primary", "dataset", "document", "expert", "interview", "news"},
		"list.":             {"claims", "articles", "claimants", "topics", "verdicts", "sources", "team", "corrections", "data"},
	}
}

// TestEveryTextIsUsed, so that nobody translates what no reader sees, and every text that a program asks for is there.
func TestEveryTextIsUsed(t *testing.T) {
	used := map[string]bool{"language": true, "reviewed": true}
	for start, ends := range computed() {
		for _, end := range ends {
			used[start+end] = true
		}
	}
	for _, pattern := range []string{"../../../templates/*.html", "../../../templates/partials/*.html", "../plan/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?:msg\w*|\.Text\(|\.Before\(|\.After\() ?"([a-z.-]+)"`).FindAllSubmatch(text, -1) {
				used[string(m[1])] = true
			}
			for _, m := range regexp.MustCompile(`"(data\.form\.[a-z]+)"`).FindAllSubmatch(text, -1) {
				used[string(m[1])], used[string(m[1])+"-text"] = true, true
			}
		}
	}
	for key := range typed(t, "en") {
		if strings.HasPrefix(key, "verdict.") || strings.HasPrefix(key, "scale.") {
			continue // which are compared with the presets
		}
		if !used[key] {
			t.Errorf("nothing uses %s", key)
		}
		delete(used, key)
	}
	for key := range used {
		if !strings.HasSuffix(key, ".") && key != "language" && key != "reviewed" {
			t.Errorf("there is no text %s", key)
		}
	}
}
