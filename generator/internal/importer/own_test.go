package importer_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/corpus"
	"assay/generator/internal/files"
	"assay/generator/internal/importer"
	"assay/generator/internal/record"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// resolve reads a site.
func resolve(t testing.TB, input map[string]string) *site.Site {
	t.Helper()
	fsys := afero.NewMemMapFs()
	for name, content := range input {
		if err := afero.WriteFile(fsys, name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	parser, parsed := site.NewParser(), map[string]*site.Parsed{}
	parse := func(f files.File, data []byte) { parsed[f.Path] = parser.Parse(f.Path, data) }
	scanner := files.Scanner{FS: fsys, Now: time.Now, Workers: 1, Peek: parse}
	snapshot, found, err := scanner.Scan(t.Context(), nil, parse)
	if err != nil || found.Failed() {
		t.Fatal(err, found)
	}
	var inOrder []*site.Parsed
	for f := range snapshot.All() {
		inOrder = append(inOrder, parsed[f.Path])
	}
	s, found := parser.Resolve(snapshot, inOrder, site.Options{Now: time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)})
	if found.Failed() {
		for _, d := range found {
			t.Errorf("%s:%d: %s", d.File, d.Line, d.Message)
		}
		t.Fatal("the site has errors")
	}
	return s
}

// published gives what a site gives of its claims, as NDJSON and as a table.
func published(t testing.TB, s *site.Site) (lines, table []byte) {
	t.Helper()
	env := record.Environment(s)
	var n, c bytes.Buffer
	csv, err := record.NewCSV(&c)
	if err != nil {
		t.Fatal(err)
	}
	all := func(yield func(record.Record, error) bool) {
		for _, claim := range s.Claims {
			if claim.State == site.Live && claim.Listed() && !yield(env.Whole(claim)) {
				return
			}
		}
	}
	if err := record.WriteNDJSON(&n, all); err != nil {
		t.Fatal(err)
	}
	for r := range all {
		if err := csv.Write(&r); err != nil {
			t.Fatal(err)
		}
	}
	return n.Bytes(), c.Bytes()
}

// bare is a site without what is about its claims: its settings, and its plain pages without their texts.
func bare(of map[string]string) map[string]string {
	left := map[string]string{"site.yaml": of["site.yaml"]}
	for name, text := range of {
		if strings.HasPrefix(name, "content/") && strings.Count(name, "/") == 1 {
			header, _, _ := strings.Cut(text, "\n---\n") // the text may link claims
			left[name] = header + "\n---\n"
		}
	}
	return left
}

// moveIn imports data into a site.
func moveIn(t testing.TB, into map[string]string, name string, data []byte) (map[string]string, []string) {
	t.Helper()
	input := maps.Clone(into)
	records, found, err := importer.Read(name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	to := importer.Into{Site: resolve(t, input)}
	if len(to.Site.Team) == 1 {
		to.Author = to.Site.Team[0].ID
	}
	plan := to.Make(records)
	for _, f := range plan.New {
		if _, twice := input[f.Path]; twice {
			t.Errorf("%s is made twice", f.Path)
		}
		input[f.Path] = f.Text
	}
	var said []string
	for _, p := range append(found, plan.Problems...) {
		said = append(said, p.Message)
	}
	return input, said
}

// portable takes out of a record what data cannot bring along, and tells what that is.
func portable(t testing.TB, line []byte) (map[string]any, int) {
	t.Helper()
	var r map[string]any
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&r); err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, key := range []string{"image", "articles"} {
		if list, ok := r[key].([]any); ok {
			left += len(list)
		} else if r[key] != nil {
			left++
		}
		delete(r, key)
	}
	return r, left
}

// sites are those whose data are moved.
func sites(t testing.TB) map[string]map[string]string {
	all := map[string]map[string]string{"everything": {}, "sample": {}, "generated": {}, "hostile": hostile(t)}
	archive, err := txtar.ParseFile("../plan/testdata/full.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		all["everything"][f.Name] = string(f.Data)
	}
	root := "../../../"
	for _, dir := range []string{"claims", "content", "site.yaml"} {
		err := filepath.WalkDir(root+dir, func(name string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			all["sample"][strings.TrimPrefix(filepath.ToSlash(name), root)] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range corpus.Site(200, 7) {
		all["generated"][f.Path] = string(f.Content)
	}
	return all
}

// What a site gives of its claims becomes the same data again in a site that was made of it, and what does not is told.
func TestOwnDataAreMovedWithoutLoss(t *testing.T) {
	for what, input := range sites(t) {
		t.Run(what, func(t *testing.T) {
			from := resolve(t, input)
			lines, table := published(t, from)
			made, said := moveIn(t, bare(input), "claims.ndjson", lines)
			again, _ := published(t, resolve(t, made))
			before, after := bytes.Split(lines, []byte("\n")), bytes.Split(again, []byte("\n"))
			if len(before) != len(after) || len(before) < 2 {
				t.Fatalf("%d records become %d: %q", len(before)-1, len(after)-1, said)
			}
			left := 0
			for i, line := range before[:len(before)-1] {
				want, n := portable(t, line)
				got, _ := portable(t, after[i])
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s\n%s", diff, made["claims/"+want["id"].(string)+".md"])
				}
				left += n
			}
			told := 0
			for _, message := range said {
				if strings.Contains(message, "not part of the data: http") {
					told++
				}
			}
			if told != left {
				t.Errorf("%d things are left behind, and %d are told: %q", left, told, said)
			}
			made, said = moveIn(t, bare(input), "claims.csv", table)
			_, tableAgain := published(t, resolve(t, made))
			if diff := cmp.Diff(strings.Split(string(table), "\r\n"), strings.Split(string(tableAgain), "\r\n")); diff != "" {
				t.Errorf("the table: %s\n%q", diff, said)
			}
		})
	}
}

// hostile makes a site of texts that a form might lose.
func hostile(t testing.TB) map[string]string {
	r := rand.New(rand.NewPCG(3, 4))
	bits := []string{
		"'", "=1+1", "+49", "-5", "@x", "|", " | ", "||", `"`, `\`, "''", "<b>", "&amp;", "[@a]", "[x](y)", "# ", "- ", "1. ", "* ", "> ", "`code`", "~~s~~", "a_b_c", "**b**", "| a | b |", "---", "...", "--",
		"ünï", "漢字", "العربية", "😀", "\u00a0", "%", ": ", " #", "{", "}", "[", "]", ",", "true", "null", "2017", "1e3", "é", "https://x.org/?a=b&c", "!", "~", "$", "^", "[^1]", "Word", "word", "is", "the",
	}
	text := func(n int) string {
		var b strings.Builder
		for range 1 + r.IntN(n) {
			b.WriteString(bits[r.IntN(len(bits))])
			if r.IntN(2) == 0 {
				b.WriteByte(' ')
			}
		}
		return strings.TrimSpace(strings.Join(strings.Fields(b.String()), " ")) + "x"
	}
	quote := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	input := map[string]string{
		"site.yaml":            "title: Hostile\nbase_url: https://facts.example.org/\nprivate: [kept]\ntime_zone: Asia/Tokyo\n",
		"content/team/desk.md": "---\nname: " + quote(text(4)) + "\n---\n",
	}
	for i := range 80 {
		claim, body := text(12), ""
		for range r.IntN(4) {
			body += escaped(text(12)) + "\n\n"
		}
		name := fmt.Sprintf("c%d", i)
		input["claims/"+name+".md"] = fmt.Sprintf(`---
title: %s
claim: %s
claim_short: short %d
claimant: {name: %s, type: person, role: %s}
where: %s
verdict: "false"
conclusion: %s
published: %s
authors: [desk]
topics: [%s]
appearances: [{url: "https://x.org/%d?a=|b", title: %s}]
sources: [{id: s, title: %s, author: %s, url: "https://x.org/s%d|y", quote: %s}]
figures: [{label: %s, claimed: 007.50, found: -3}]
contacted: [{who: %s, answer: %s}]
developments: [{date: 2026-02, text: %s, sources: [s]}]
corrections: [{date: %q, kind: clarification, text: %s}]
x: {kept: [%s, {a: %s, b: 1.50}]}
---
%s[@s]
`, quote(text(6)), quote(claim), i, quote(text(4)), quote(text(3)), quote(text(3)), quote(text(9)), []string{"2026-01-05", `"2026-01-05T07:30:00+02:00"`}[i%2], []string{"one", "two-three"}[i%2], i, quote(text(3)),
			quote(text(4)), quote(text(2)), i, quote(text(5)), quote(text(3)), quote(text(2)), quote(text(5)), quote(text(5)), []string{"2026-03-01", "2026-03-01T10:00:00Z"}[i%2], quote(text(6)), quote(text(2)), quote(text(2)), body)
	}
	return input
}

// escaped has no sign mean anything in markdown.
func escaped(text string) string {
	var b strings.Builder
	for _, c := range text {
		if c < 128 && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Data that are imported again find what was made of them.
func TestOwnDataAgain(t *testing.T) {
	input := sites(t)["everything"]
	lines, _ := published(t, resolve(t, input))
	made, _ := moveIn(t, bare(input), "claims.ndjson", lines)
	records, _, err := importer.Read("claims.ndjson", lines, nil)
	if err != nil {
		t.Fatal(err)
	}
	into := importer.Into{Site: resolve(t, made), HasScales: true, Read: func(path string) ([]byte, error) { return []byte(made[path]), nil }}
	if plan := into.Make(records); len(plan.New)+len(plan.Changed) > 0 || plan.Same != len(records) {
		t.Errorf("again: %d new, %d changed, %d the same", len(plan.New), len(plan.Changed), plan.Same)
	}
	records[0].Own.Conclusion = "Another."
	if plan := into.Make(records); len(plan.New) > 0 || len(plan.Changed) != 1 || !strings.Contains(plan.Changed[0].Text, "conclusion: Another.") {
		t.Errorf("with a change: %+v", plan)
	}
}

// A check that was withdrawn has no verdict in its data, and is not published again by mistake.
func TestARetractedRecordIsADraft(t *testing.T) {
	for _, c := range resolve(t, sites(t)["everything"]).Claims {
		if !c.Retracted() {
			continue
		}
		env := record.Environment(resolve(t, sites(t)["everything"]))
		r, err := env.Whole(c)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := record.WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		made, said := moveIn(t, map[string]string{"site.yaml": "title: X\n"}, "claim.json", b.Bytes())
		text := made["claims/"+string(c.ID)+".md"]
		if !strings.Contains(text, "draft: true") || !strings.Contains(text, "kind: retraction") || !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, "it is a draft") }) {
			t.Errorf("%s\n%q", text, said)
		}
		return
	}
	t.Error("nothing was retracted")
}

// A feed of ClaimReview comes back, too, but for what is not taken over from anybody: the numbers of ratings, times of day, and the pages of people on the site they
// come from. In which language a claim was quoted is kept under x.
func TestFeedsAreMovedButForNumbers(t *testing.T) {
	all := sites(t)
	delete(all, "hostile") // what looks like an entity of HTML is taken for one
	for what, input := range all {
		t.Run(what, func(t *testing.T) {
			into := bare(input)
			into["content/team/desk.md"] = "---\nname: Desk\n---\n"
			feed := feedOf(t, resolve(t, input))
			made, said := moveIn(t, into, "claimreview.json", feed)
			before, after := reviewsOf(t, feed), reviewsOf(t, feedOf(t, resolve(t, made)))
			if len(before) == 0 || len(before) != len(after) {
				t.Fatalf("%d reviews become %d: %.1000q", len(before), len(after), said)
			}
			for i := range before {
				if diff := cmp.Diff(before[i], after[i]); diff != "" {
					t.Errorf("%s", diff)
				}
			}
		})
	}
}

// feedOf writes the feed of a site.
func feedOf(t testing.TB, s *site.Site) []byte {
	t.Helper()
	var b bytes.Buffer
	var f schemaorg.Feed
	for _, c := range s.Claims {
		if c.State == site.Live && c.Listed() {
			f.Claims = append(f.Claims, c)
		}
	}
	if err := schemaorg.New(s).WriteDataFeed(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reviewsOf gives the reviews of a feed, by the claim, without what does not come along.
func reviewsOf(t testing.TB, feed []byte) []any {
	t.Helper()
	var f struct {
		Elements []struct{ Item []map[string]any } `json:"dataFeedElement"`
	}
	if err := json.Unmarshal(feed, &f); err != nil {
		t.Fatal(err)
	}
	var all []any
	for _, e := range f.Elements {
		for _, item := range e.Item {
			if item["@type"] != "ClaimReview" {
				continue
			}
			for _, key := range []string{"url", "author"} { // the site's
				delete(item, key)
			}
			strip(item, "ratingValue", "bestRating", "worstRating", "mainEntityOfPage")
			for _, key := range []string{"datePublished", "dateModified"} {
				if moment, ok := item[key].(string); ok {
					item[key], _, _ = strings.Cut(moment, "T")
				}
			}
			strip(item["itemReviewed"], "inLanguage")
			all = append(all, item)
		}
	}
	slices.SortFunc(all, func(a, b any) int { x, _ := json.Marshal(a); y, _ := json.Marshal(b); return bytes.Compare(x, y) })
	return all
}

// strip takes keys out of a value, however deep.
func strip(v any, keys ...string) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range keys {
			delete(v, key)
		}
		for _, inner := range v {
			strip(inner, keys...)
		}
	case []any:
		for _, inner := range v {
			strip(inner, keys...)
		}
	}
}
