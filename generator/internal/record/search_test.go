package record_test

import (
	stdjson "encoding/json"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/record"
)

func TestSearch(t *testing.T) {
	const file = "claims/2017/wars.md"
	const claimants = "claimant: [ann, {name: Bob Builder, type: person, role: builder, same_as: [https://bob.example.org/]}]\n"
	for what, tt := range map[string]struct {
		edits []string
		want  func(*record.SearchClaim)
	}{
		"as it is":        {nil, func(*record.SearchClaim) {}},
		"nobody is known": {[]string{claimants, ""}, func(c *record.SearchClaim) { c.Claimant = "" }},
		"one claimant":    {[]string{claimants, "claimant: ann\n"}, func(c *record.SearchClaim) { c.Claimant = "Ann Archer" }},
		"said in a month": {[]string{"said: 2017-01-18", "said: 2017-01"}, func(c *record.SearchClaim) { c.ClaimDate = "" }},
		"said in a year":  {[]string{"said: 2017-01-18", "said: 2017"}, func(c *record.SearchClaim) { c.ClaimDate = "" }},
		"no short form":   {[]string{"claim_short: Thirteen wars\n", ""}, func(c *record.SearchClaim) { c.Text = "In thirty years there were thirteen wars." }},
		"published at a moment": {[]string{"published: 2026-01-10", "published: 2026-01-10T00:30:00+01:00"},
			func(c *record.SearchClaim) { c.ClaimReview[0].ReviewDate = "2026-01-09T23:30:00Z" }},
	} {
		input := fixture(t)
		edit(t, input, file, tt.edits...)
		s := resolve(t, input)
		want := record.SearchClaim{
			Text: "Thirteen wars", Claimant: "Ann Archer, Bob Builder", ClaimDate: "2017-01-18T00:00:00Z",
			ClaimReview: []record.SearchReview{{
				Publisher: record.SearchPublisher{Name: "The Desk", Site: "facts.example.org"}, URL: "https://facts.example.org/desk/claims/wars/",
				Title: "Wars and what they cost", ReviewDate: "2026-01-10T00:00:00Z", TextualRating: "Half", LanguageCode: "en-GB",
			}},
		}
		tt.want(&want)
		if diff := cmp.Diff(want, environment(s).Search(find(t, s, "wars"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestSearchWithoutPublisher(t *testing.T) {
	input := fixture(t)
	edit(t, input, "site.yaml", "name: The Desk, ", "")
	s := resolve(t, input)
	if got := environment(s).Search(find(t, s, "wars")).ClaimReview[0].Publisher.Name; got != "Full Facts" {
		t.Errorf("the publisher is %q", got)
	}
}

// TestSearchAnswers sees that an answer is sound however many claims it has.
func TestSearchAnswers(t *testing.T) {
	for n := range 3 {
		text := written(t, func(w io.Writer) error {
			return record.WriteSearch(w, slices.Values(slices.Repeat([]record.SearchClaim{{Text: "T"}}, n)))
		})
		var answer struct{ Claims []record.SearchClaim }
		if err := stdjson.Unmarshal([]byte(text), &answer); err != nil || len(answer.Claims) != n {
			t.Errorf("%d claims: %v\n%s", n, err, text)
		}
	}
}

// full is a disk that is full.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWritersSayWhatWentWrong(t *testing.T) {
	r := record.Record{ID: "a"}
	records := func(yield func(record.Record, error) bool) {
		for yield(r, nil) { // until it does not want more
		}
	}
	for what, err := range map[string]error{
		"WriteJSON":   record.WriteJSON(full{}, r),
		"WriteNDJSON": record.WriteNDJSON(full{}, records),
		"WriteSearch": record.WriteSearch(full{}, slices.Values([]record.SearchClaim{{}})),
		"NewCSV":      func() error { _, err := record.NewCSV(full{}); return err }(),
	} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
