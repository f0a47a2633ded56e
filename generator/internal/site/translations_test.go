package site_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"assay/generator/internal/config"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// spanish is a translation of a claim: the header's lines, with what is required, and a body.
func spanish(header string, body ...string) string {
	return fmt.Sprintf("---\nclaim: Uno.\nconclusion: Sí.\n%s\n---\n%s\n", strings.TrimSpace(header), strings.Join(body, ""))
}

func with(input, changes map[string]string) map[string]string {
	all := maps.Clone(input)
	for name, content := range changes {
		if all[name] = content; content == "" {
			delete(all, name)
		}
	}
	return all
}

func TestDiagnosticsOfTranslations(t *testing.T) {
	base := with(small(), map[string]string{
		"site.yaml":        "title: T\nlanguages: [es, pt-BR]\n",
		"claims/one.es.md": spanish(""),
	})
	one := func(header string) string { return claimFile("claim: One.\n" + header) }
	const own = "scales:\n  - id: mine\n    verdicts:\n      - {id: \"true\", value: 2, label: Yes, group: \"true\"}\n      - {id: \"false\", value: 1, label: No, group: \"false\"}\n"
	const beside = ": a translation stands beside its original: two.es.md beside two.md"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"nothing wrong", nil, nil},
		{"a regional language, letter case ignored", map[string]string{"claims/one.PT-br.md": spanish("")}, nil},
		{"the site's own language", map[string]string{"claims/one.en.md": spanish("")},
			[]string{"claims/one.en.md:0:0 A141 en is the language of claims/one.md itself: put the text there, or rename this file"}},
		{"a language that the site does not have", map[string]string{"claims/one.fr.md": spanish("")},
			[]string{"claims/one.fr.md:0:0 A141 fr is not among the languages of this site: known: es, pt-BR"}},
		{"a language of another region", map[string]string{"claims/one.pt-PT.md": spanish("")},
			[]string{`claims/one.pt-PT.md:0:0 A141 pt-PT is not among the languages of this site: known: es, pt-BR`}},
		{"a site of one language", map[string]string{"site.yaml": "title: T\n"},
			[]string{"claims/one.es.md:0:0 A141 es is not among the languages of this site: add languages: [es] to site.yaml"}},
		{"no language", map[string]string{"claims/one.v2.md": spanish("")},
			[]string{`claims/one.v2.md:0:0 A006 "." cannot stand in an id: an id is lower-case letters, digits and hyphens: for example "one-v2"`,
				"claims/one.v2.md:2:1 A017 authors is required: ", "claims/one.v2.md:2:1 A017 published is required: "}},
		{"nothing to translate", map[string]string{"claims/two.es.md": spanish("")},
			[]string{"claims/two.es.md:0:0 A140 there is no claims/two.md that this file could translate" + beside}},
		{"beside the wrong place", map[string]string{"claims/one.es.md": "", "claims/2017/one.es.md": spanish("")},
			[]string{"claims/2017/one.es.md:0:0 A140 there is no claims/2017/one.md that this file could translate: move it to claims/one.es.md"}},
		{"an id that cannot be", map[string]string{"claims/One.es.md": spanish("")},
			[]string{`claims/One.es.md:0:0 A006 "O" cannot stand in an id: an id is lower-case letters, digits and hyphens: for example "one"`}},
		{"two of a kind", map[string]string{"claims/one.ES.md": spanish("")},
			[]string{"claims/one.es.md:0:0 A007 claims/one.ES.md translates claims/one.md into es, too: remove one of them"}},
		{"in a folder", map[string]string{"claims/one.md": "", "claims/one.es.md": "", "claims/one/index.md": claimFile(""), "claims/one/index.es.md": spanish("")}, nil},
		{"beside a folder", map[string]string{"claims/one.md": "", "claims/one/index.md": claimFile("")},
			[]string{"claims/one.es.md:0:0 A140 there is no claims/one.md that this file could translate: move it to claims/one/index.es.md"}},
		{"in a folder, another name", map[string]string{"claims/one.md": "", "claims/one.es.md": "", "claims/one/index.md": claimFile(""), "claims/one/two.es.md": spanish("")},
			[]string{"claims/one/two.es.md:0:0 A008 a folder with an index.md is one page and holds no other markdown: move this file out of claims/one"}},
		{"no page stands there", map[string]string{"content/news/a.es.md": spanish("")},
			[]string{"content/news/a.es.md:0:0 A008 no kind of page stands in content/news: pages stand in content/, people in content/claimants/ and content/team/, claims in claims/"}},
		{"an original that cannot be read", map[string]string{"claims/one.md": "no front matter"},
			[]string{"claims/one.md:1:1 A010 the file has no front matter: begin it with YAML between two lines of three hyphens"}},
		{"a translation that cannot be read", map[string]string{"claims/one.es.md": "no front matter"},
			[]string{"claims/one.es.md:1:1 A010 the file has no front matter: begin it with YAML between two lines of three hyphens"}},
		{"an article in that language", map[string]string{"content/articles/a.md": "---\ntitle: A\nlang: es\npublished: 2026-01-01\nauthors: [desk]\n---\n", "content/articles/a.es.md": "---\ntitle: A\n---\n"},
			[]string{"content/articles/a.es.md:0:0 A141 es is the language of content/articles/a.md itself: put the text there, or rename this file"}},
		{"a topic that is a draft", map[string]string{"content/topics/war.md": "---\ntitle: War\ndraft: true\n---\n", "content/topics/war.es.md": "---\ntitle: Guerra\n---\n"}, nil},
		{"what a text links and cites", map[string]string{"claims/one.es.md": spanish("", "[x](claim:no) [@s] [@r]")},
			[]string{`claims/one.es.md:6:1 A105 unknown claim "no": known: one`, `claims/one.es.md:6:21 A103 the source "r" is not in this claim's list: known: s`}},
		{"what a page links", map[string]string{"content/about.md": "---\ntitle: A\n---\n", "content/about.es.md": "---\ntitle: A\n---\n[x](claim:no) [@s]\n"},
			[]string{`content/about.es.md:4:1 A105 unknown claim "no": known: one`, `content/about.es.md:4:16 A103 a plain page has no sources to cite: write \[@s] if the brackets are meant`}},
		{"a correction that is not translated", map[string]string{"claims/one.md": one("corrections: [{date: 2026-02-01, kind: update, text: x}, {date: 2026-02-02, kind: update, text: y}]"), "claims/one.es.md": spanish("corrections: [{date: 2026-02-01, text: x}]")},
			[]string{"claims/one.es.md:4:14 A144 the correction of 2026-02-02 is not translated: until it is, readers see it as it is in claims/one.md"}},
		{"a correction that was not", map[string]string{"claims/one.md": one("corrections: [{date: 2026-02-01, kind: update, text: x}]"), "claims/one.es.md": spanish("corrections: [{date: 2026-02-01, text: x}, {date: 2026-02-01, text: y}, {date: 2026-02-03, text: y}]")},
			[]string{`claims/one.es.md:4:51 A143 corrections of claims/one.md has "2026-02-01" less often than this list: `, `claims/one.es.md:4:80 A143 corrections of claims/one.md has no "2026-02-03": did you mean "2026-02-01"?`}},
		{"a wording that was not changed", map[string]string{"claims/one.md": one("corrections: [{date: 2026-02-01, kind: update, text: x}]"), "claims/one.es.md": spanish("corrections: [{date: 2026-02-01, text: x, was: {claim: y}}]")},
			[]string{"claims/one.es.md:4:48 A143 the correction of 2026-02-01 changed no wording: "}},
		{"figures", map[string]string{"claims/one.md": one("figures: [{label: Cost, claimed: 1}, {label: Wars, claimed: 2}]"), "claims/one.es.md": spanish("figures: [{of: Cots, label: Coste}, {of: Wars, label: Guerras}]")},
			[]string{`claims/one.es.md:4:10 A144 the figure "Cost" is not translated: until it is, readers see it as it is in claims/one.md`, `claims/one.es.md:4:16 A143 figures of claims/one.md has no "Cots": did you mean "Cost"?`}},
		{"of a draft", map[string]string{"claims/one.md": one("draft: true\ncorrections: [{date: 2026-02-01, kind: update, text: x}]")},
			[]string{"claims/one.es.md:2:1 A144 the correction of 2026-02-01 is not translated: until it is, readers see it as it is in claims/one.md"}},
		{"no description of a picture", map[string]string{"claims/one.md": "", "claims/one.es.md": "", "claims/one/a.svg": "<svg/>", "claims/one/index.md": one("image: {src: a.svg, alt: A chart}"), "claims/one/index.es.md": spanish("")},
			[]string{"claims/one/index.es.md:2:1 A144 the description of the picture is not translated: until it is, readers see it as it is in claims/one/index.md"}},
		{"no picture", map[string]string{"claims/one.es.md": spanish("image: {alt: x}")},
			[]string{"claims/one.es.md:4:8 A143 claims/one.md has no image: "}},
		{"verdicts without labels", map[string]string{"claims/verdicts.yaml": own},
			[]string{"site.yaml:2:13 A144 the verdicts of claims/verdicts.yaml are not translated into es: add claims/verdicts.es.yaml",
				"site.yaml:2:17 A144 the verdicts of claims/verdicts.yaml are not translated into pt-BR: add claims/verdicts.pt-BR.yaml"}},
		{"verdicts of a preset", map[string]string{"claims/verdicts.yaml": "scales: [{preset: default}]\n"}, nil},
		{"labels of nothing", map[string]string{"claims/verdicts.es.yaml": "scales: [{id: default}]\n"},
			[]string{"claims/verdicts.es.yaml:0:0 A140 there is no claims/verdicts.yaml that this file could translate: a translation stands beside its original: verdicts.es.yaml beside verdicts.yaml"}},
		{"labels", map[string]string{"site.yaml": "title: T\nlanguages: [es]\n", "claims/verdicts.yaml": own, "claims/verdicts.es.yaml": "scales:\n  - {id: mein}\n  - id: mine\n    verdicts: [{id: tru, label: x}, {id: \"true\", label: Sí}, {id: \"true\", label: Sí}]\n  - {id: mine}\n"},
			[]string{`claims/verdicts.es.yaml:2:3 A144 the verdict "false" of the scale "mine" is not translated: until it is, readers see it as it is in claims/verdicts.yaml`,
				`claims/verdicts.es.yaml:2:10 A106 unknown scale "mein": known: mine`,
				`claims/verdicts.es.yaml:4:21 A102 unknown verdict "tru": did you mean "true"?`,
				`claims/verdicts.es.yaml:4:67 A116 the verdict "true" stands here a second time: `,
				`claims/verdicts.es.yaml:5:10 A116 the scale "mine" stands here a second time: `}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := resolve(t, with(base, c.files), site.Options{})
			if d := gocmp.Diff(append([]string{}, c.want...), found); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestAlternates tells where something is in each language, the site's own first.
func TestAlternates(t *testing.T) {
	input := with(bilingual(), map[string]string{"claims/one.pt-br.md": spanish(""), "claims/two.pt-BR.md": spanish("")})
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	all := func(name string) []site.Alternate {
		return []site.Alternate{{Lang: "en", URL: name}, {Lang: "es", URL: "/es" + name}, {Lang: "pt-BR", URL: "/pt-br" + name}}
	}
	es, pt := s.In("es"), s.In("pt-BR")
	for _, c := range []struct {
		what string
		got  []site.Edition
		want []site.Alternate
	}{
		{"a claim", []site.Edition{s.Claims[0].Edition, es.Claims[0].Edition, pt.Claims[0].Edition}, all("/claims/one/")},
		{"a claim in two", []site.Edition{s.Claims[1].Edition, pt.Claims[1].Edition}, slices.Delete(all("/claims/two/"), 1, 2)},
		{"an article", []site.Edition{s.Articles[0].Edition, es.Articles[0].Edition}, all("/articles/tour/")[:2]},
		{"a page", []site.Edition{s.Pages[0].Edition, es.Pages[0].Edition}, all("/about/")[:2]},
		{"somebody", []site.Edition{s.Claimants[0].Edition, es.Claimants[0].Edition, pt.Claimants[0].Edition}, all("/claimants/ann/")},
		{"a topic that something translated names", []site.Edition{s.Topics[0].Edition, es.Topics[0].Edition, pt.Topics[0].Edition}, all("/topics/costs/")},
	} {
		for _, e := range c.got {
			if d := gocmp.Diff(c.want, e.Alternates); d != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.what, e.Language, d)
			}
		}
	}
	plain, _ := resolve(t, small(), site.Options{})
	if a := plain.Claims[0].Alternates; a != nil {
		t.Error("a site of one language has", a)
	}
}

// TestTextsLeftOutStayInTheirLanguage looks at what a translation makes of a claim.
func TestTextsLeftOutStayInTheirLanguage(t *testing.T) {
	const scale = "scales:\n  - id: mine\n    label: Mine\n    verdicts:\n      - {id: \"true\", value: 2, label: \"Yes\", definition: So., group: \"true\"}\n      - {id: \"false\", value: 1, label: \"No\", definition: Not so., group: \"false\"}\n"
	original := claimFile(`
claim: One.
quote: Uno?
where: Rome
statements: [{said: 2020, where: Paris, quote: Q}, {said: 2021, where: Bonn}]
figures: [{label: Cost, unit: dollars, claimed: 1}, {label: Share, unit: "%", found: 2}]
contacted: [{who: Ann, answer: "Yes."}, {who: Bob, answer: "No."}, {who: Cid, answer: "No.", private: true}]
developments: [{date: 2026-02, text: It went on.}, {date: 2026-03, text: It ended.}]
corrections:
  - {date: 2026-02-01, kind: correction, text: First., was: {verdict: "false", claim: A.}}
  - {date: 2026-02-01, kind: update, text: Second., was: {claim: B.}}
  - {date: 2026-02-02, kind: update, text: Third., was: {claim: C.}}`)
	translation := spanish(`
statements: [{of: Paris, where: París}]
figures: [{of: Cost, label: Coste, unit: dólares}]
contacted: [{of: Ann, who: Ana, answer: Sí.}]
developments: [{date: 2026-03, text: Terminó.}]
corrections:
  - {date: 2026-02-01, text: Primero., was: {claim: A es.}}
  - {date: 2026-02-01, text: Segundo.}`)
	s, found := resolve(t, with(small(), map[string]string{
		"site.yaml": "title: T\nlanguages: [es]\n", "claims/one.md": original, "claims/one.es.md": translation, "claims/verdicts.yaml": scale,
		"claims/verdicts.es.yaml": "scales: [{id: mine, verdicts: [{id: \"true\", label: Sí}, {id: \"false\", label: \"No\", definition: No es así.}]}]\n",
	}), site.Options{})
	var codes []string
	for _, line := range found {
		codes = append(codes, strings.Fields(line)[1])
	}
	if d := gocmp.Diff([]string{"A144", "A144", "A144", "A144"}, codes); d != "" {
		t.Fatal(d, found)
	}
	c := s.In("es").Claims[0]
	var lines []string
	add := func(what, text string, lang config.Lang) {
		lines = append(lines, fmt.Sprintf("%s %s %s", what, text, lang))
	}
	add("quote", c.Quote, c.QuoteLang)
	add("where", c.Where, c.WhereLang)
	for _, st := range c.Statements {
		add("statement", st.Where, st.Lang)
		add("its quote", st.Quote, st.QuoteLang)
	}
	for _, f := range c.Figures {
		add("figure", f.Label+" "+f.Unit, f.Lang)
	}
	for _, k := range c.Contacted {
		add("answer", k.Who+" "+k.Answer, k.Lang)
	}
	for _, d := range c.Developments {
		add("development", d.Text, d.Lang)
	}
	for _, k := range c.Corrections {
		add("correction", k.Text, k.Lang)
		add("was", k.Correction.Was.Wording, k.Correction.Was.Lang)
		if k.Was != nil {
			add("verdict", k.Was.Label, k.Was.LabelLang)
		}
	}
	add("verdict", c.Verdict.Label, c.Verdict.LabelLang)
	add("definition", c.Verdict.Definition, c.Verdict.DefinitionLang)
	add("scale", c.Scale.Label, c.Scale.LabelLang)
	want := `quote Uno? en
where Rome en
statement París 
its quote Q en
statement Bonn en
its quote  
figure Coste dólares 
figure Share % en
answer Ana Sí. 
answer Bob No. en
answer Cid No. 
development It went on. en
development Terminó. 
correction Primero. 
was A es. 
verdict No 
correction Segundo. 
was B. en
correction Third. en
was C. en
verdict Sí 
definition So. en
scale Mine en`
	if d := gocmp.Diff(strings.Split(want, "\n"), lines); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestDigestsOfTranslations edits the files of a claim and sees whose digests follow.
func TestDigestsOfTranslations(t *testing.T) {
	sums := func(input map[string]string) (all map[string]digest.Sum) {
		s, found := resolve(t, input, site.Options{})
		if len(found) > 0 {
			t.Fatal(found)
		}
		all = map[string]digest.Sum{"claim": s.Claims[0].Digest, "claim's head": s.Claims[0].HeadDigest,
			"article": s.Articles[0].Digest, "article's head": s.Articles[0].HeadDigest}
		if es := s.In("es"); len(es.Claims)+len(es.Articles) == 2 {
			all["Spanish claim"], all["Spanish claim's head"] = es.Claims[0].Digest, es.Claims[0].HeadDigest
			all["Spanish article"], all["Spanish article's head"] = es.Articles[0].Digest, es.Articles[0].HeadDigest
		}
		return all
	}
	before := sums(bilingual())
	if len(before) != 8 {
		t.Fatal(before)
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing", nil, ""},
		{"the translated claim", map[string]string{"claims/one.es.md": "---\nclaim: Uno.\nconclusion: Así no es.\n---\nTexto [@r] y [dos](claim:two).\n"}, "Spanish claim, Spanish claim's head"},
		{"the translated article", map[string]string{"content/articles/tour.es.md": "---\ntitle: Viajes\n---\n[Dos](claim:two), [uno](claim:one).\n"}, "Spanish article, Spanish article's head"},
		{"somebody's role", map[string]string{"content/claimants/ann.es.md": "---\nrole: Alcaldesa\n---\n"}, "Spanish claim, Spanish claim's head"},
		{"the name of a topic", map[string]string{"content/topics/war.es.md": "---\ntitle: War\n---\n"}, "Spanish article, Spanish article's head, Spanish claim, Spanish claim's head"},
		{"another language", map[string]string{"claims/one.pt-br.md": spanish("")}, "Spanish claim, claim"},
		{"no translation of the claim", map[string]string{"claims/one.es.md": ""}, "claim"},
		{"no translation of the article", map[string]string{"content/articles/tour.es.md": ""}, "article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var changed []string
			for what, sum := range sums(with(bilingual(), c.files)) {
				if sum != before[what] {
					changed = append(changed, what)
				}
			}
			slices.Sort(changed)
			if got := strings.Join(changed, ", "); got != c.want {
				t.Errorf("changed: %s\nwant: %s", got, c.want)
			}
		})
	}
}

// TestStatesAreInherited: what is not published in one language is in none.
func TestStatesAreInherited(t *testing.T) {
	for _, c := range []struct {
		header    string
		drafts    bool
		built     int
		retracted bool
	}{
		{"draft: true", false, 0, false},
		{"draft: true", true, 1, false},
		{"published: 2027-01-01", false, 0, false},
		{"corrections: [{date: 2026-02-01, kind: retraction, text: x}]", false, 1, true},
	} {
		s, _ := resolve(t, with(bilingual(), map[string]string{"claims/one.md": claimFile("claimant: ann\n"+c.header+"\nsources: [{id: r, title: R}]", "[@r]")}), site.Options{Drafts: c.drafts})
		es := s.In("es")
		if len(es.Claims) != c.built || c.built == 1 && es.Claims[0].Retracted() != c.retracted {
			t.Errorf("%s, drafts %v: %v", c.header, c.drafts, outline(es))
		}
		if c.retracted && (len(es.Claimants[0].Claims) != 0 || len(es.Claimants[0].Retracted) != 1) {
			t.Errorf("%s: %v", c.header, outline(es))
		}
	}
}
