package id_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/diag"
	"assay/generator/internal/id"
)

func TestParse(t *testing.T) {
	tests := map[string]struct{ name, want string }{
		"letters":               {"jobs", "jobs"},
		"letters and digits":    {"us-13-wars", "us-13-wars"},
		"one letter":            {"a", "a"},
		"one digit":             {"7", "7"},
		"digits only":           {"2017", "2017"},
		"hyphens in a row":      {"a--b", "a--b"},
		"accents":               {"élysée", "élysée"},
		"sharp s":               {"straße", "straße"},
		"dotless i":             {"ırmak", "ırmak"},
		"Greek final sigma":     {"λόγος", "λόγος"},
		"Cyrillic":              {"тринадцать-войн", "тринадцать-войн"},
		"Arabic":                {"حروب-13", "حروب-13"},
		"Arabic digits":         {"حروب-١٣", "حروب-١٣"},
		"Arabic vowel marks":    {"حَرْب", "حَرْب"},
		"Hebrew points":         {"שָׁלוֹם", norm.NFC.String("שָׁלוֹם")},
		"Chinese":               {"十三场战争", "十三场战争"},
		"Japanese":              {"アリババの雇用", "アリババの雇用"},
		"Hangul":                {"전쟁-13", "전쟁-13"},
		"Hangul, decomposed":    {norm.NFD.String("전쟁"), "전쟁"},
		"Devanagari with signs": {"हिन्दी-दावा", "हिन्दी-दावा"},
		"Thai with tone marks":  {"น้ำท่วม", "น้ำท่วม"},
		"Tamil":                 {"போர்கள்", "போர்கள்"},
		"Georgian":              {"ომები", "ომები"},
		"decomposed":            {"e\u0301lyse\u0301e", "élysée"},
		"no composed form":      {"n\u0308a", "n\u0308a"},
		"longest":               {strings.Repeat("a", id.MaxBytes), strings.Repeat("a", id.MaxBytes)},
		"longest, CJK":          {strings.Repeat("战", id.MaxBytes/3), strings.Repeat("战", id.MaxBytes/3)},
		"begins like reserved":  {"pages", "pages"},
		"ends like reserved":    {"my-index", "my-index"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, err := id.Parse(tt.name)
			if err != nil || string(got) != tt.want {
				t.Errorf("Parse(%q) = %q, %v; want %q", tt.name, got, err, tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	const grammar = ": an id is lower-case letters, digits and hyphens"
	const ends = "an id begins and ends with a letter or digit"
	tests := map[string]struct{ name, message, hint string }{
		"nothing":                {"", "an id is missing", ""},
		"reserved page":          {"page", `"page" is reserved and cannot be an id`, ""},
		"reserved index":         {"index", `"index" is reserved and cannot be an id`, ""},
		"reserved feed":          {"feed", `"feed" is reserved and cannot be an id`, ""},
		"reserved in upper case": {"Index", `"I" cannot stand in an id` + grammar, ""},
		"upper case":             {"US-13-Wars", `"U" cannot stand in an id` + grammar, `for example "us-13-wars"`},
		"upper case, Cyrillic":   {"Война", `"В" cannot stand in an id` + grammar, `for example "война"`},
		"upper case, Turkish":    {"İstanbul", `"İ" cannot stand in an id` + grammar, `for example "istanbul"`},
		"title case":             {"ǅungla", `"ǅ" cannot stand in an id` + grammar, `for example "ǆungla"`},
		"space":                  {"us wars", `" " cannot stand in an id` + grammar, `for example "us-wars"`},
		"underscore":             {"us_wars", `"_" cannot stand in an id` + grammar, `for example "us-wars"`},
		"dot, as of a language":  {"us-wars.es", `"." cannot stand in an id` + grammar, `for example "us-wars-es"`},
		"slash":                  {"2017/us", `"/" cannot stand in an id` + grammar, `for example "2017-us"`},
		"two dots":               {"..", `"." cannot stand in an id` + grammar, ""},
		"apostrophe":             {"l'état", `"'" cannot stand in an id` + grammar, `for example "l-état"`},
		"emoji":                  {"war💥", `"💥" cannot stand in an id` + grammar, `for example "war"`},
		"a picture of a digit":   {"1\ufe0f\u20e3", `"` + "\ufe0f" + `" cannot stand in an id` + grammar, `for example "1"`},
		"joiner":                 {"a\u200db", `"\u200d" cannot stand in an id` + grammar, `for example "a-b"`},
		"NUL":                    {"a\x00b", `"\x00" cannot stand in an id` + grammar, `for example "a-b"`},
		"not UTF-8":              {"a\xffb", `"` + "\ufffd" + `" cannot stand in an id` + grammar, `for example "a-b"`},
		"hyphen first":           {"-a", ends, `for example "a"`},
		"hyphen last":            {"a-", ends, `for example "a"`},
		"hyphen only":            {"-", ends, ""},
		"accent first":           {"\u0301a", `"` + "\u0301" + `" cannot stand in an id` + grammar, `for example "a"`},
		"accent behind a hyphen": {"a-\u0301b", `"` + "\u0301" + `" cannot stand in an id` + grammar, `for example "a-b"`},
		"too long":               {strings.Repeat("a", id.MaxBytes+1), "an id has at most 120 bytes, this has 121", ""},
		"too long in bytes":      {strings.Repeat("战", 41), "an id has at most 120 bytes, this has 123", ""},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, err := id.Parse(tt.name)
			var p *diag.Problem
			if !errors.As(err, &p) || got != "" {
				t.Fatalf("Parse(%q) = %q, %v", tt.name, got, err)
			}
			want := diag.Problem{Code: diag.BadID, Message: tt.message, Hint: tt.hint}
			if diff := cmp.Diff(want, *p); diff != "" {
				t.Errorf("Parse(%q) (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"a title":                     {"13 US wars in 30 years cost $14.2 trillion!", "13-us-wars-in-30-years-cost-14-2-trillion"},
		"an id":                       {"us-13-wars", "us-13-wars"},
		"spaces around":               {"  Jack Ma ", "jack-ma"},
		"quotation marks":             {"“Trade stops, war starts”", "trade-stops-war-starts"},
		"Greek":                       {"Ο Πόλεμος", "ο-πόλεμος"},
		"Japanese":                    {"アリババ、雇用100万人", "アリババ-雇用100万人"},
		"Hindi":                       {"हिन्दी में", "हिन्दी-में"},
		"decomposed":                  {"E\u0301lyse\u0301e", "élysée"},
		"composed in lower case only": {"H\u0331", "ẖ"},
		"a keycap":                    {"1️⃣ first", "1-first"},
		"nothing usable":              {"💥 — !", ""},
		"nothing":                     {"", ""},
		"accents alone":               {"\u0301\u0301", ""},
		"cut where it is too long":    {strings.Repeat("a", 200), strings.Repeat("a", 120)},
		"never cut behind a hyphen":   {strings.Repeat("a", 119) + " bc", strings.Repeat("a", 119)},
		"cut between characters":      {strings.Repeat("a", 119) + "é", strings.Repeat("a", 119)},
		"cut and nothing behind":      {strings.Repeat("a", 119) + "战a", strings.Repeat("a", 119)},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if got := id.Suggest(tt.text); string(got) != tt.want {
				t.Errorf("Suggest(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestUnmarshalText(t *testing.T) {
	var v id.ID
	if err := v.UnmarshalText([]byte("e\u0301lan")); err != nil || v != "élan" {
		t.Errorf("got %q, %v", v, err)
	}
	if err := v.UnmarshalText([]byte("No")); err == nil || v != "élan" {
		t.Errorf("a bad id was taken: %q, %v", v, err)
	}
}

func TestStrings(t *testing.T) {
	if diff := cmp.Diff([]string{"b", "a"}, id.Strings([]id.ID{"b", "a"})); diff != "" {
		t.Error(diff)
	}
}

// What Suggest makes is an id, and the same again when it is suggested again.
func FuzzSuggest(f *testing.F) {
	for _, s := range []string{"13 US wars", "Élysée", "हिन्दी में", "\u0301a", "H\u0331", "1️⃣", "İ", "ᾼ", "\xff", "index", strings.Repeat("a", 119) + " b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := id.Suggest(text)
		if again := id.Suggest(string(s)); again != s {
			t.Errorf("Suggest(%q) = %q, and of that %q", text, s, again)
		}
		switch s {
		case "", "page", "index", "feed":
			return
		}
		if got, err := id.Parse(string(s)); err != nil || got != s {
			t.Errorf("Suggest(%q) = %q; Parse gives %q, %v", text, s, got, err)
		}
	})
}

// What Parse accepts is composed, bounded, and accepted again as it is.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"us-13-wars", "e\u0301lan", "전쟁", "Jobs", "-", "a\u0301-b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		v, err := id.Parse(name)
		if err != nil {
			var p *diag.Problem
			if !errors.As(err, &p) || p.Code != diag.BadID {
				t.Fatalf("Parse(%q): %v", name, err)
			}
			return
		}
		s := string(v)
		if !norm.NFC.IsNormalString(s) || !utf8.ValidString(s) || len(s) > id.MaxBytes || strings.ToLower(s) != s {
			t.Errorf("Parse(%q) = %q", name, s)
		}
		if again, err := id.Parse(s); err != nil || again != v {
			t.Errorf("Parse(%q) = %q, and of that %q, %v", name, v, again, err)
		}
	})
}
