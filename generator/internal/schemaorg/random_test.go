package schemaorg_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// TestAnyValidClaimGivesMarkupThatTheValidatorAccepts makes sites at random, with whatever a file may say. All that
// the validator says of their markup, but for notes, is what [expected] knows the reason of.
func TestAnyValidClaimGivesMarkupThatTheValidatorAccepts(t *testing.T) {
	sites, claims, warned := 10, 30, 0
	for seed := range sites {
		g := randomSite{rand.New(rand.NewPCG(uint64(seed), 1))}
		s := resolved(t, g.files(seed, claims))
		b := schemaorg.New(s)
		if len(s.Claims) != claims {
			t.Fatalf("site %d has %d claims", seed, len(s.Claims))
		}
		for _, c := range s.Claims {
			documents := append(b.MediaReviews(c), b.CheckArticle(c, c.Picture))
			if review := b.ClaimReview(c); review != nil {
				documents = append(documents, review)
			}
			var blocks []schemaorg.Block
			for _, d := range documents {
				blocks = append(blocks, schemaorg.Block{Root: d, Page: schemaorg.Page{URL: b.Address(c.URL)}})
				roundTrips(t, d)
			}
			got, want := serious(validator.ValidateFile(blocks)), expected(s, c)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("site %d, %s (-want +got):\n%s", seed, c.Path, d)
			}
			warned += len(want)
		}
		page := schemaorg.Page{URL: b.Address("/")}
		rest := []*doc.Node{b.WebSite(), b.Organization()}
		for _, who := range s.Team {
			rest = append(rest, b.Profile(who))
		}
		for _, d := range rest {
			if d == nil {
				continue
			}
			if got := serious(validator.Validate(d, page)); got != nil {
				t.Errorf("site %d: %q", seed, got)
			}
		}
		var w bytes.Buffer
		if err := b.WriteDataFeed(&w, schemaorg.Feed{Name: "All", Claims: site.Listed(s.Claims)}); err != nil {
			t.Fatal(err)
		}
		for _, i := range validator.Validate(parse(t, w.String()), schemaorg.Page{}) {
			if i.Severity == diag.Error && (s.Base != "" || i.Code != "A375") {
				t.Errorf("site %d: the feed: %q", seed, show([]schemaorg.Issue{i}))
			}
		}
	}
	if warned < sites {
		t.Errorf("there were %d warnings in all: the sites are too tame to prove anything", warned)
	}
}

// serious gives code and path of what is more than a note.
func serious(issues []schemaorg.Issue) []string {
	more := slices.DeleteFunc(slices.Clone(issues), func(i schemaorg.Issue) bool { return i.Severity == diag.Note })
	found := codes(more)
	slices.Sort(found)
	return found
}

// expected is what there is to say of the markup of a claim in which nothing is wrong that an error would tell.
func expected(s *site.Site, c *site.Claim) (want []string) {
	if c.Retracted() {
		return nil
	}
	if s.Base == "" {
		want = append(want, "A375 url")
	}
	if c.Short == "" {
		want = append(want, "A376 claimReviewed")
	}
	sameDay := func(d date.Partial) bool { return d.Day != 0 && d == c.Said }
	appeared := false
	for _, a := range c.Appearances {
		appeared = appeared || sameDay(a.Date)
	}
	published := date.Of(c.Published) // in the site's zone, where it may still be the day before
	if (c.Said == published || published.Before(c.Said)) && !appeared {
		want = append(want, "A381 itemReviewed.datePublished")
	}
	return want
}

// roundTrips checks that a document is read as it was made, and that nothing in it can end a script.
func roundTrips(t *testing.T, d *doc.Node) {
	t.Helper()
	text := d.AppendJSON(nil)
	again, found := doc.ParseJSON(text)
	if found.Failed() {
		t.Fatalf("%v in %s", found, text)
	}
	if got := again.AppendJSON(nil); !bytes.Equal(got, text) {
		t.Errorf("it is read as %s, and was %s", got, text)
	}
	if bytes.ContainsAny(text, "<>&\u2028\u2029") {
		t.Errorf("it can end a script: %s", text)
	}
}

// randomSite makes the files of a site. What is optional is there or not, and texts are of any script.
type randomSite struct{ *rand.Rand }

// scraps are pieces of texts. None of them is a placeholder or a verdict.
var scraps = []string{
	"war", "Wars", "costs", "14.2", "trillion", "ünïcode", "Кошт", "战争", "的代价", "حرب", "תקציב", "युद्ध", "🎉", "e\u0301", "“so”", `"so"`, `\`, "</script>", "<!--", "-->", "]]>",
	"<script>", "&amp;", "&", "'", "\u2028", "\u2029", "\u00a0", "50 %", "{x}", "$9", "#1", "- a", "a: b", "[c]", "*", "null hypothesis", "12:31",
}

func (g randomSite) text(words int) string {
	parts := make([]string, 1+g.IntN(words))
	for i := range parts {
		parts[i] = scraps[g.IntN(len(scraps))]
	}
	return "The " + strings.Join(parts, " ") + " of it" // never only space or punctuation
}

// quoted writes a text as YAML.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text can always be written
	}
	return string(b)
}

func (g randomSite) maybe() bool { return g.IntN(2) == 0 }

// line adds a key now and then.
func (g randomSite) line(b *strings.Builder, key, value string) {
	if g.maybe() {
		fmt.Fprintf(b, "%s: %s\n", key, value)
	}
}

func (g randomSite) url() string {
	return fmt.Sprintf("https://%s.example.net/%d?a=%d&b=%%20#x", []string{"news", "tv", "xn--e1afmkfd"}[g.IntN(3)], g.IntN(99), g.IntN(9))
}

// before is a date not later than a day, as exact as it happens to be.
func (g randomSite) before(day time.Time) string {
	d := day.AddDate(0, 0, -g.IntN(4)*g.IntN(700))
	return d.Format([]string{"2006", "2006-01", time.DateOnly, time.DateOnly}[g.IntN(4)])
}

func (g randomSite) person() string {
	parts := []string{"name: " + quoted(g.text(3))}
	for _, optional := range []string{"type: " + []string{"person", "organization"}[g.IntN(2)], "role: " + quoted(g.text(3)), "same_as: [" + quoted(g.url()) + "]"} {
		if g.maybe() {
			parts = append(parts, optional)
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (g randomSite) claimant() string {
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("who-%d", g.IntN(3))
	case 1:
		return fmt.Sprintf("[who-%d, %s]", g.IntN(3), g.person())
	default:
		return g.person()
	}
}

func (g randomSite) files(seed, claims int) map[string]string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\n", quoted(g.text(4)))
	g.line(&b, "description", quoted(g.text(9)))
	if seed%3 > 0 {
		fmt.Fprintf(&b, "base_url: https://facts.example.org/%s\n", []string{"", "desk/"}[g.IntN(2)])
	}
	g.line(&b, "lang", []string{"en-GB", "de", "ar", "zh-Hans"}[g.IntN(4)])
	g.line(&b, "time_zone", []string{"Europe/Berlin", "Pacific/Auckland", "America/Sao_Paulo"}[g.IntN(3)])
	g.line(&b, "publisher", fmt.Sprintf("{name: %s, logo: /logo.png, same_as: [%s]}", quoted(g.text(3)), quoted(g.url())))
	g.line(&b, "contact", "{corrections: desk@example.org, submit: https://forms.example.org/}")
	g.line(&b, "licence", "https://licences.example.org/free")
	all := map[string]string{
		"site.yaml": b.String(),
		"claims/verdicts.yaml": "scales:\n  - {preset: default, id: truth}\n  - {preset: promises, id: pledges}\n" +
			"  - {preset: media, id: pictures}\n  - {preset: six-step, id: six}\n  - {id: loose, kind: free}\n",
		"claims/sources.yaml": "sources: [{id: shared, title: " + quoted(g.text(5)) + ", url: https://shared.example.net/, archive: https://archive.example.net/}]\n",
	}
	for i := range 3 {
		person := strings.Trim(g.person(), "{}")
		all[fmt.Sprintf("content/claimants/who-%d.md", i)] = "---\n{" + person + "}\n---\n"
		all[fmt.Sprintf("content/team/member-%d.md", i)] = "---\n{" + strings.Trim(g.person(), "{}") + "}\n---\n"
	}
	for i := range claims {
		all[fmt.Sprintf("claims/c-%d.md", i)] = g.claim()
	}
	return all
}

func (g randomSite) claim() string {
	published := time.Date(2001+g.IntN(25), time.Month(1+g.IntN(12)), 1+g.IntN(28), 0, 0, 0, 0, time.UTC)
	var b strings.Builder
	b.WriteString("---\n")
	wording := g.text(25)
	fmt.Fprintf(&b, "claim: %s\n", quoted(wording))
	if short := g.text(4); utf8.RuneCountInString(short) <= 75 {
		g.line(&b, "claim_short", quoted(short))
	}
	g.line(&b, "title", quoted(g.text(9)))
	g.line(&b, "quote", quoted(g.text(12)))
	g.line(&b, "quote_lang", []string{"de", "ar", "zh"}[g.IntN(3)])
	g.line(&b, "claimant", g.claimant())
	g.line(&b, "said", g.before(published))
	g.line(&b, "where", quoted(g.text(3)))
	b.WriteString([]string{
		"verdict: \"true\"\n", "verdict: mostly-false\n", "verdict: unproven\n", "verdict: not-checkable\n", "scale: six\nverdict: half-true\n",
		"scale: pledges\nverdict: kept\n", "scale: pictures\nverdict: staged\n", "scale: loose\n",
	}[g.IntN(8)])
	fmt.Fprintf(&b, "conclusion: %s\n", quoted(g.text(20)))
	fmt.Fprintf(&b, "published: %s%s\n", published.Format(time.DateOnly), []string{"", "T00:00:00Z", "T12:59:59+02:00"}[g.IntN(3)])
	g.line(&b, "updated", published.AddDate(0, 0, 400).Format(time.DateOnly))
	fmt.Fprintf(&b, "authors: [member-%d]\n", g.IntN(3))
	g.line(&b, "reviewers", "[member-0, member-1]")
	g.line(&b, "topics", "[wars, costs]")
	g.line(&b, "appearances", fmt.Sprintf("[{url: %s, archive: https://archive.example.net/, title: %s, publisher: %s, date: %s, first: true}, {url: %s, media: video, start: \"12:31\"}]",
		quoted(g.url()), quoted(g.text(5)), quoted(g.text(3)), g.before(published), quoted(g.url())))
	g.line(&b, "statements", fmt.Sprintf("[{claimant: %s, said: %s, url: %s, quote: %s}, {said: 2000}, {url: %s}]",
		g.claimant(), g.before(published), quoted(g.url()), quoted(g.text(9)), quoted(g.url())))
	g.line(&b, "media", fmt.Sprintf("[{type: %s, url: %s, category: %s, original: %s, context: %s}]", []string{"image", "video", "audio", "text"}[g.IntN(4)],
		quoted(g.url()), []string{"original", "missing-context", "edited", "transformed", "staged", "satire"}[g.IntN(6)], quoted(g.url()), quoted(g.text(9))))
	fmt.Fprintf(&b, "sources:\n  - {id: own, title: %s, author: %s, publisher: %s, date: %s, url: %s, lang: fr}\n", quoted(g.text(6)), quoted(g.text(2)), quoted(g.text(2)), g.before(published), quoted(g.url()))
	b.WriteString("  - {id: shared, supports: against}\n  - {id: hidden, withheld: The source fears for its job.}\n")
	kind := []string{"correction", "clarification", "update", "update", "retraction"}[g.IntN(5)]
	g.line(&b, "corrections", fmt.Sprintf("[{date: %s, kind: %s, text: %s}]", published.AddDate(0, 0, 1+g.IntN(300)).Format(time.DateOnly), kind, quoted(g.text(15))))
	b.WriteString("---\nSee [@own; @shared; @hidden].\n")
	return b.String()
}
