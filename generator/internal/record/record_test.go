package record_test

import (
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"assay/generator/internal/record"
	"assay/generator/internal/site"
)

// outputs are all forms of a site's claims, by name.
func outputs(t *testing.T, s *site.Site) []txtar.File {
	t.Helper()
	e, claims := environment(s), live(s)
	var all []txtar.File
	add := func(name, data string) { all = append(all, txtar.File{Name: name, Data: []byte(data)}) }
	for _, c := range s.Claims {
		if c.State != site.Live {
			continue
		}
		add(string(c.ID)+"/claim.json", json(t, whole(e, c)))
		var tags strings.Builder
		for _, m := range e.Citation(c) {
			tags.WriteString(m.Name + ": " + m.Content + "\n")
		}
		tags.WriteString(e.COinS(c) + "\n")
		for _, source := range c.Sources {
			tags.WriteString(record.SourceCOinS(source) + "\n")
		}
		add(string(c.ID)+"/tags.txt", tags.String())
	}
	records := func(yield func(record.Record, error) bool) {
		for _, c := range claims {
			if !yield(e.Whole(c)) {
				return
			}
		}
	}
	add("claims.ndjson", written(t, func(w io.Writer) error { return record.WriteNDJSON(w, records) }))
	add("claims-search.json", written(t, func(w io.Writer) error {
		return record.WriteSearch(w, func(yield func(record.SearchClaim) bool) {
			for _, c := range claims {
				if !yield(e.Search(c)) {
					return
				}
			}
		})
	}))
	add("claims.csv", written(t, func(w io.Writer) error {
		table, err := record.NewCSV(w)
		for r := range records {
			if err == nil {
				err = table.Write(&r)
			}
		}
		return err
	}))
	return all
}

// TestGolden compares all that is made of the fixture with what is expected. The ends of a table's rows are not shown.
func TestGolden(t *testing.T) {
	const golden = "testdata/golden.txtar"
	made := &txtar.Archive{Comment: []byte("What is made of the site in which everything is said; go test -update writes it.\n")}
	for _, f := range outputs(t, resolve(t, fixture(t))) {
		if f.Name == "claims.ndjson" {
			continue // the same records in longer lines; see TestNDJSON
		}
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "\r\n", "\n"))
		made.Files = append(made.Files, f)
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(txtar.Format(made))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFixtureFillsEveryField guards the test above: a field that the fixture never fills would prove nothing.
func TestFixtureFillsEveryField(t *testing.T) {
	s := resolve(t, fixture(t))
	filled := map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				name := v.Type().Name() + "." + v.Type().Field(i).Name
				filled[name] = filled[name] || !v.Field(i).IsZero()
				walk(v.Field(i))
			}
		}
	}
	for _, c := range s.Claims {
		walk(reflect.ValueOf(whole(environment(s), c)))
	}
	for name, ok := range filled {
		if !ok {
			t.Errorf("no record fills %s", name)
		}
	}
	if len(filled) < 100 {
		t.Errorf("only %d fields", len(filled))
	}
}

// TestNDJSON sees that a line is the record that stands beside the page, without its spaces.
func TestNDJSON(t *testing.T) {
	s := resolve(t, fixture(t))
	for _, f := range outputs(t, s) {
		if f.Name != "claims.ndjson" {
			continue
		}
		lines := strings.SplitAfter(string(f.Data), "\n")
		claims := live(s)
		if len(lines) != len(claims)+1 || lines[len(claims)] != "" {
			t.Fatalf("%d lines for %d claims", len(lines), len(claims))
		}
		for i, c := range claims {
			if want := compact(t, json(t, whole(environment(s), c))); lines[i] != want+"\n" {
				t.Errorf("the line of %s is\n%s", c.ID, lines[i])
			}
		}
	}
}

// TestRetracted sees that the record of a withdrawn check has nothing but what was claimed and the corrections.
func TestRetracted(t *testing.T) {
	input := fixture(t)
	edit(t, input, "claims/2017/wars.md", "updated: 2026-02-03\n", "", "corrections:\n", "corrections:\n  - {date: 2026-02-15, kind: retraction, text: We withdraw it., was: {verdict: half}}\n")
	s := resolve(t, input)
	r := whole(environment(s), find(t, s, "wars"))
	want := record.Record{
		FormatVersion: 1, ID: "wars", URL: "https://facts.example.org/desk/claims/wars/", Licence: "https://creativecommons.org/licenses/by/4.0/",
		Publisher: record.Publisher{Name: "The Desk", URL: "https://desk.example.org/"}, Lang: "en-GB", Retracted: true,
		Title: "Wars and what they cost", Claim: "In thirty years there were thirteen wars.",
		Corrections: []record.Correction{
			{Date: "2026-01-15T00:00:00+01:00", Kind: "correction", Text: "A number was wrong.", Was: &record.Was{Claim: "In thirty years there were twelve wars."}},
			{Date: "2026-02-15T00:00:00+01:00", Kind: "retraction", Text: "We withdraw it."},
		},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if other := whole(environment(s), find(t, s, "peace")); strings.Contains(json(t, other), "claims/wars/") {
		t.Error("another record refers to it")
	}
}

func TestWithoutBaseURL(t *testing.T) {
	input := fixture(t)
	edit(t, input, "site.yaml", "base_url: https://facts.example.org/desk/\n", "", "url: https://desk.example.org/, ", "")
	s := resolve(t, input)
	e, c := environment(s), find(t, s, "wars")
	r := whole(e, c)
	for _, got := range []struct{ got, want string }{
		{r.URL, "/claims/wars/"},
		{r.Publisher.URL, "/"},
		{r.Image.URL, "/claims/folder/pic.gif"},
		{r.Claimants[0].URL, "/claimants/ann/"},
		{r.ClaimsSearch.ClaimReview[0].Publisher.Site, ""},
		{r.ClaimsSearch.ClaimReview[0].URL, "/claims/wars/"},
	} {
		if got.got != got.want {
			t.Errorf("got %q, want %q", got.got, got.want)
		}
	}
	for _, m := range e.Citation(c) {
		if m.Name == "citation_public_url" {
			t.Errorf("a page that stands nowhere has the address %s", m.Content)
		}
	}
	if strings.Contains(e.COinS(c), "rft.identifier") {
		t.Errorf("a page that stands nowhere has an address in %s", e.COinS(c))
	}
}

func TestNumbersKeepTheirDigits(t *testing.T) {
	for typed, want := range map[string]string{
		"14.20": "14.20", "-1.2": "-1.2", "007": "7", "-007.50": "-7.50", "0.5": "0.5", "00.5": "0.5", "0": "0", "000": "0", "-0": "-0",
		"123456789012345678901234567890.123456789": "123456789012345678901234567890.123456789",
	} {
		input := fixture(t)
		edit(t, input, "claims/2017/wars.md", "claimed: 14.2, found: 4.92, low: 1.73, high: 5.5", "claimed: "+typed)
		s := resolve(t, input)
		got := whole(environment(s), find(t, s, "wars"))
		if n := got.Figures[0].Claimed; n.Value.String() != want || n.Text != typed {
			t.Errorf("%s: got %+v", typed, n)
		}
		if text := json(t, got); !strings.Contains(text, `"value": `+want+",\n") {
			t.Errorf("%s: the JSON has no %s", typed, want)
		}
	}
}

// TestDigest sees that no part of the environment is left out of its name.
func TestDigest(t *testing.T) {
	base := environment(resolve(t, fixture(t)))
	v := reflect.ValueOf(&base).Elem()
	for i := range v.NumField() {
		changed := base
		switch f := reflect.ValueOf(&changed).Elem().Field(i); f.Kind() {
		case reflect.String, reflect.Struct, reflect.Slice, reflect.Pointer:
			f.SetZero()
		default:
			t.Fatalf("a field of the kind %s", f.Kind())
		}
		if changed.Digest() == base.Digest() {
			t.Errorf("%s does not count", v.Type().Field(i).Name)
		}
	}
}

func TestMarkupStaysAsItIs(t *testing.T) {
	input := fixture(t)
	edit(t, input, "claims/peace.md", "claim: There is peace.", "claim: Profits & <b>losses</b>.")
	s := resolve(t, input)
	if text := json(t, whole(environment(s), find(t, s, "peace"))); !strings.Contains(text, `"claim": "Profits & <b>losses</b>."`) {
		t.Error(text)
	}
}
