package build_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/corpus"
	"assay/generator/internal/output"
	"assay/generator/internal/site"
)

// wording is what may be edited of a claim without anything else being another.
type wording struct{ title, claim, conclusion, text string }

// related is a site in which nearly everything names claims.
type related struct {
	*chain
	random *rand.Rand
	words  []wording
	facts  []string // front matter beside the words
}

const relatedClaims = 14

func newRelated(t *testing.T, seed uint64) *related {
	in := rootFs(t, t.TempDir())
	c := &chain{Editor: corpus.NewEditor(in, seed), t: t, out: afero.NewMemMapFs(), options: options(in)}
	c.writer = &output.Writer{FS: c.out}
	c.options.Today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	c.options.Now = func() time.Time { return time.Now().Add(time.Hour) } // as if all files were old
	c.builder = build.New(c.options)
	r := &related{chain: c, random: rand.New(rand.NewPCG(seed, 7))}
	for name, text := range map[string]string{
		"site.yaml":                "title: Related\nbase_url: https://facts.example.org/\nper_page: 2\nembeds: true\nsearch: true\n" + fmt.Sprintf("cards: %v\n", seed == 0),
		"content/team/desk.md":     "---\nname: Desk\ntype: organization\n---\nSee [it](claim:c3).\n",
		"content/team/eva.md":      "---\nname: Eva\ntype: person\n---\n",
		"content/claimants/ann.md": "---\nname: Ann\ntype: person\n---\nKnown for this:\n\n![](claim:c1)\n",
		"content/claimants/ben.md": "---\nname: Ben\ntype: person\n---\n",
		"content/topics/war.md":    "---\ntitle: War\ndescription: Of war.\n---\nThe [most read](claim:c2).\n",
		"content/about.md":         "---\ntitle: About\n---\nSuch as [this](claim:c4).\n",
		"content/articles/tour.md": "---\ntitle: Tour\npublished: 2026-02-01\nauthors: [desk]\ntopics: [war]\n---\n[One](claim:c1).\n\n![](claim:c5)\n",
		"claims/sources.yaml":      "sources:\n  - {id: shared, title: Shared, publisher: Archive, url: \"https://archive.example/x\"}\n",
	} {
		r.write(name, text)
	}
	for i := range relatedClaims {
		facts := fmt.Sprintf("verdict: %s\npublished: 2026-01-%02d\nauthors: [%s]\ntopics: [%s]\nsources:\n  - {id: shared}\n  - {id: own, title: Own, publisher: \"Outlet %d\", url: \"https://o%d.example/%d\"}\n",
			[]string{`"true"`, `"false"`, "unproven"}[i%3], i+1, []string{"desk", "eva"}[i%2], []string{"war", "war, money", "money"}[i%3], i%2, i%2, i)
		facts += []string{"claimant: ann\n", "claimant: ben\nstatements: [{claimant: ann, said: 2026-01-01}]\n"}[i%2]
		if i > 2 && i%3 == 0 {
			facts += fmt.Sprintf("related: [c%d]\n", i-3)
		}
		if i%5 == 4 {
			facts += "part_of: tour\ncorrections: [{date: 2026-03-01, kind: correction, text: Mended.}]\n"
		}
		if i == 7 {
			facts += "corrections: [{date: 2026-03-02, kind: retraction, text: Wrong.}]\n"
		}
		text := "Text [@shared] and [@own]."
		if i > 0 && i%4 == 0 {
			text += fmt.Sprintf(" As with [this](claim:c%d).", i-1)
		}
		r.words = append(r.words, wording{fmt.Sprintf("Title %d", i), fmt.Sprintf("Claim %d.", i), "So it is.", text})
		r.facts = append(r.facts, facts)
		r.writeClaim(i)
	}
	return r
}

func (r *related) write(name, text string) {
	r.t.Helper()
	if err := afero.WriteFile(r.options.Input, name, []byte(text), 0o644); err != nil {
		if err := r.options.Input.MkdirAll(name[:strings.LastIndex(name, "/")], 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := afero.WriteFile(r.options.Input, name, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *related) writeClaim(i int) {
	w := r.words[i]
	r.write(fmt.Sprintf("claims/c%d.md", i), fmt.Sprintf("---\ntitle: %s\nclaim: %s\nconclusion: %s\n%s---\n%s\n", w.title, w.claim, w.conclusion, r.facts[i], w.text))
}

// reword edits the words of a claim.
func (r *related) reword(i, step int) {
	w := &r.words[i]
	switch r.random.IntN(4) {
	case 0:
		w.title = fmt.Sprintf("Title %d of %d", i, step)
	case 1:
		w.claim = fmt.Sprintf("Claim %d of %d.", i, step)
	case 2:
		w.conclusion = fmt.Sprintf("So it is in %d.", step)
	default:
		w.text += fmt.Sprintf(" More of %d.", step)
	}
	r.writeClaim(i)
}

// TestEditsOfTextsEqualCleanBuilds is law 4 where the next site is made of the last.
func TestEditsOfTextsEqualCleanBuilds(t *testing.T) {
	steps := 15
	if testing.Short() {
		steps = 8
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := newRelated(t, seed)
			r.check("the first build")
			line := r.line()
			for step := range steps {
				what, follows := "an edit of texts", true
				r.reword(r.random.IntN(relatedClaims), step)
				switch r.random.IntN(8) {
				case 0:
					r.reword(r.random.IntN(relatedClaims), step)
				case 1:
					what, follows = "an edit of facts", false
					i := r.random.IntN(relatedClaims)
					r.facts[i] = strings.NewReplacer("[war]", "[money]", "[money]", "[war, peace]", "Outlet", "Paper", "Paper", "Outlet").Replace(r.facts[i])
					r.writeClaim(i)
				case 2:
					what, follows = "an edit of a page", false
					r.write("content/about.md", fmt.Sprintf("---\ntitle: About %d\n---\nSuch as [this](claim:c%d).\n", step, r.random.IntN(relatedClaims)))
				}
				if !r.check(fmt.Sprintf("step %d, %s,", step, what)) {
					t.Fatalf("step %d, %s, is an error", step, what)
				}
				now := r.line()
				if follows && now != line {
					t.Errorf("step %d, %s: all was resolved anew", step, what)
				}
				line = now
			}
		})
	}
}

// line is what the last site has in common with those it was made of.
func (r *related) line() *site.Line { return r.builder.Make().Site.Line }

// What was made before is left alone by what is made of it.
func TestSitesThatFollowLeaveThoseBeforeAlone(t *testing.T) {
	r := newRelated(t, 1)
	first := mustBuild(t, r.builder)
	before := listing(t, first)
	for i := range relatedClaims {
		r.reword(i, 100+i)
		if next := mustBuild(t, r.builder); next.Site.Line != first.Site.Line {
			t.Fatal("all was resolved anew")
		}
	}
	if after := listing(t, first); !slices.Equal(different(before, after), nil) {
		t.Errorf("of the first site are different now: %v", different(before, after))
	}
}

// different lists what two listings have not in common. Texts that were read again are those of the files as they are now, and these have changed.
func different(a, b map[string]string) (paths []string) {
	for path, text := range a {
		if b[path] != text {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}
