package claim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
)

func TestOriginalOf(t *testing.T) {
	for _, c := range []struct {
		file, original string
		lang           config.Lang
	}{
		{"claims/x.es.md", "claims/x.md", "es"},
		{"claims/x.ES.md", "claims/x.md", "es"},
		{"claims/x.pt-br.md", "claims/x.md", "pt-BR"},
		{"claims/x.zh-hant.md", "claims/x.md", "zh-Hant"},
		{"claims/x/index.ar.md", "claims/x/index.md", "ar"},
		{"claims/verdicts.es.yaml", "claims/verdicts.yaml", "es"},
		{"claims/x.md", "", ""},
		{"claims/x.2.md", "", ""},
		{"claims/x.final-version-of-it.md", "", ""},
		{"claims/.es.md", "", ""},
		{"claims/x..md", "", ""},
		{"claims.es/x.md", "", ""},
		{"x.es", "", ""},
	} {
		original, lang, ok := claim.OriginalOf(c.file)
		if original != c.original || lang != c.lang || ok != (c.original != "") {
			t.Errorf("%s: %q %q %v", c.file, original, lang, ok)
		}
	}
}

// translatable is a kind of file that can be translated.
type translatable struct {
	file, required string // what a translation cannot do without
	read           func(string, []byte) (*claim.Translation, diag.Findings)
	keys           []string // of the original
	texts          []string // those that a translation has, too, in the order of the alphabet
}

func kinds() []translatable {
	return []translatable{
		{"claims/x.es.md", "claim: x\nconclusion: y\n", parser.ClaimText, doc.Keys[claim.Claim](),
			[]string{"claim", "claim_short", "conclusion", "contacted", "corrections", "developments", "figures", "image", "statements", "title", "where"}},
		{"content/articles/x.es.md", "title: x\n", parser.ArticleText, doc.Keys[claim.Article](), []string{"image", "summary", "title"}},
		{"content/team/x.es.md", "", parser.PersonText, doc.Keys[claim.Person](), []string{"image", "name", "role"}},
		{"content/x.es.md", "title: x\n", parser.PageText, doc.Keys[claim.Page](), []string{"description", "title"}},
		{"content/topics/x.es.md", "title: x\n", parser.PageText, doc.Keys[claim.Topic](), []string{"description", "title"}},
	}
}

// TestWhatIsNoTextIsInherited gives translations every key that their originals have.
func TestWhatIsNoTextIsInherited(t *testing.T) {
	for _, k := range kinds() {
		var texts []string
		for _, key := range k.keys {
			_, found := k.read(k.file, []byte("---\n"+key+":\n"+k.required+"---\n"))
			switch {
			case !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == diag.Inherited }):
				texts = append(texts, key)
			default:
				original, _, _ := claim.OriginalOf(k.file)
				wantFindings(t, found, fmt.Sprintf("2:1 A142 a translation cannot have %s; it is inherited from %s", key, original))
			}
		}
		slices.Sort(texts)
		if d := cmp.Diff(k.texts, texts); d != "" {
			t.Errorf("%s (-want +got):\n%s", k.file, d)
		}
	}
}

func TestDiagnosticsOfATranslation(t *testing.T) {
	const missing = "2:1 A017 claim is required"
	long := "claim_short: 12345678901234567890123456789012345678901234567890123456789012345678901234567890"
	for _, c := range []struct {
		name, header string
		want         []string
	}{
		{"nothing wrong", "claim: x\nconclusion: y", nil},
		{"nothing there", "title: x", []string{missing, "2:1 A017 conclusion is required"}},
		{"an unknown key", "claim: x\nconclusion: y\ntilte: z", []string{`4:1 A013 unknown key "tilte"; did you mean "title"?`}},
		{"a long short form", "claim: x\nconclusion: y\n" + long, []string{"4:14 A114 claim_short has 80 characters; at most 75 are shown elsewhere"}},
		{"a long claim", "claim: x23456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\nconclusion: y", nil},
		{"another verdict before", "claim: x\nconclusion: y\ncorrections: [{date: 2026-01-01, text: z, was: {verdict: x}}]",
			[]string{"4:48 A017 claim is required", "4:49 A142 a translation cannot have verdict; it is inherited from claims/x.md"}},
		{"another kind", "claim: x\nconclusion: y\ncorrections: [{date: 2026-01-01, text: z, kind: update}]", []string{"4:43 A142 a translation cannot have kind; it is inherited from claims/x.md"}},
		{"another status", "claim: x\nconclusion: y\ndevelopments: [{date: 2026, text: z, verdict: x}]", []string{"4:38 A142 a translation cannot have verdict; it is inherited from claims/x.md"}},
		{"another number", "claim: x\nconclusion: y\nfigures: [{of: a, label: b, claimed: 3}]", []string{"4:29 A142 a translation cannot have claimed; it is inherited from claims/x.md"}},
		{"another quote", "claim: x\nconclusion: y\nstatements: [{of: a, where: b, quote: c}]", []string{"4:32 A142 a translation cannot have quote; it is inherited from claims/x.md"}},
		{"another date of an answer", "claim: x\nconclusion: y\ncontacted: [{of: a, date: 2026}]", []string{"4:21 A142 a translation cannot have date; it is inherited from claims/x.md"}},
		{"another picture", "claim: x\nconclusion: y\nimage: {alt: a, src: b.png}", []string{"4:17 A142 a translation cannot have src; it is inherited from claims/x.md"}},
		{"an entry of nothing", "claim: x\nconclusion: y\nfigures: [{label: b}]", []string{"4:11 A017 of is required"}},
		{"a bad date", "claim: x\nconclusion: y\ndevelopments: [{date: soon, text: b}]", []string{`4:23 A019 "soon" is not a date; write 2017, 2017-01 or 2017-01-18`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := parser.ClaimText("claims/x.es.md", []byte("---\n"+c.header+"\n---\n"))
			wantFindings(t, found, c.want...)
		})
	}
}

func TestDiagnosticsOfTranslatedScales(t *testing.T) {
	for src, want := range map[string][]string{
		"scales: [{id: a, verdicts: [{id: x, label: X}]}]": nil,
		"":                               {"1:1 A017 scales is required"},
		"scales: [{label: a}]":           {"1:10 A017 id is required"},
		"scales: [{id: a, kind: truth}]": {"1:18 A142 a translation cannot have kind; it is inherited from claims/verdicts.yaml"},
		"scales: [{id: a, verdicts: [{id: x, label: X, value: 3}]}]":                               {"1:47 A142 a translation cannot have value; it is inherited from claims/verdicts.yaml"},
		"scales: [{id: a, verdicts: [{id: x, label: 12345678901234567890123456789012345678901}]}]": {"1:44 A114 a label has at most 40 characters, this has 41"},
	} {
		_, found := parser.ScalesText("claims/verdicts.es.yaml", []byte(src))
		wantFindings(t, found, want...)
	}
}

// TestATranslationLeavesItsOriginalAlone compares an original before and after it was translated.
func TestATranslationLeavesItsOriginalAlone(t *testing.T) {
	original, _ := parser.Claim(path, []byte(full))
	before := digest.Of("claim", *original)
	text, _ := parser.ClaimText("claims/x.es.md", []byte("---\nclaim: x\nconclusion: y\n---\n"))
	translated, _ := original.In(text, "en")
	if translated.Wording != "x" || translated.Title != "x" || translated.Verdict != original.Verdict {
		t.Errorf("%+v", translated.Head)
	}
	if digest.Of("claim", *original) != before {
		t.Errorf("%+v", original)
	}
}

// FuzzTranslation reads a translation and puts it over a claim that has everything.
func FuzzTranslation(f *testing.F) {
	samples(f)
	for _, src := range []string{
		"---\nclaim: x\nconclusion: y\n---\n[@crawford-2016]\n", "---\nfigures: [{}, ]\ncorrections:\n  -\nimage: {}\n---\n", "---\ncorrections: [{was: {}}]\n---\n",
	} {
		f.Add([]byte(src))
	}
	original, _ := parser.Claim(path, []byte(full))
	before := digest.Of("claim", *original)
	f.Fuzz(func(t *testing.T, src []byte) {
		text, found := parser.ClaimText("claims/us-13-wars.es.md", src)
		translated, more := original.In(text, "en")
		cleaned, _ := doc.Clean(src)
		for _, x := range append(found, more...) {
			wantInside(t, x.At, cleaned)
		}
		if !found.Failed() && (translated.Wording == "" || translated.Title == "" || translated.Conclusion == "") {
			t.Errorf("nothing is wrong, but much is missing: %+v", translated.Head)
		}
		if len(translated.Corrections) != len(original.Corrections) || translated.Verdict != original.Verdict || digest.Of("claim", *original) != before {
			t.Error("the translation changes more than texts")
		}
	})
}
