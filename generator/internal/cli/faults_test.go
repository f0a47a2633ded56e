package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/cli"
	"assay/generator/internal/diag"
)

const (
	moon = "claims/2017/moon-cheese/index.md"
	wars = "claims/2017/us-13-wars.md"
	page = "page.html"
)

// another is a second ClaimReview, without fault but for being there.
const another = `<script type="application/ld+json">{"@context":"https://schema.org","@type":"ClaimReview","url":"https://facts.example.org/claims/us-13-wars/","claimReviewed":"Wars are dear.",
"author":{"@type":"Organization","name":"Davos Desk"},"datePublished":"2026-11-23","reviewRating":{"@type":"Rating","alternateName":"Unproven"},
"itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Jack Ma"},"datePublished":"2017-01-18","appearance":"https://news.example.org/forum"}}</script>`

// fault is one edit and the one finding that it brings about.
type fault struct {
	code     diag.Code
	file     string // in which
	old, new string // is replaced; without old the file is written anew, without either it is removed
	at       string // the text at the place of the finding, which stands behind the ‸; "" for the file as a whole
	in       string // the file that the finding names, where it is not the one of the edit; "-" for the site as a whole
}

// faults has a row for every check. The site is the sample with one more claim, testdata/faults, both committed; page.html is
// the sample's page of wars as a build makes it, which is checked as anybody's.
var faults = []fault{
	{code: diag.Overdue, file: wars, old: "published: 2026-11-23\n", new: "published: 2026-11-23\nreview_by: 2026-11-30\n", at: "review_by: ‸2026"},

	{code: diag.OneSource, file: moon, old: "publisher: A museum", new: "publisher: An agency", at: "  ‸- id: apollo"},
	{code: diag.NoPrimarySource, file: moon, old: "kind: primary", new: "kind: news", at: "  ‸- id: apollo"},
	{code: diag.OneSided, file: moon, old: "supports: context", new: "supports: against", at: "  ‸- id: apollo"},
	{code: diag.SourceNewer, file: moon, old: "date: 2026-10\n", new: "date: 2026-11-20\n", at: "date: ‸2026-11-20"},
	{code: diag.QuoteNotKept, file: moon, old: "nothing but rock", new: "nothing but cheese", at: "quote: ‸nothing"},
	{code: diag.OtherVerdict, file: moon, old: "It is rock.", new: "It is rock, so we rate it mostly true.", at: "conclusion: ‸It"},
	{code: diag.NoAppearance, file: moon, old: `appearances: [{url: "https://video.example.org/speech", date: 2026-11-01}]` + "\n", at: "claim: ‸The"},

	{code: diag.NoHistory, file: ".git", in: "-"},
	{code: diag.VerdictChanged, file: moon, old: `verdict: "false"`, new: "verdict: mostly-false", at: "verdict: ‸mostly-false"},
	{code: diag.WordingChanged, file: moon, old: "made of cheese", new: "made of butter", at: "claim: ‸The"},
	{code: diag.WordingChanged, file: wars, old: "said: 2017-01-18", new: "said: 2017-01-17", at: "said: ‸2017-01-17"},
	{code: diag.ClaimGone, file: "claims/2017/moon-cheese", in: moon},
	{code: diag.ClaimGone, file: moon, old: "topics:", new: "draft: true\ntopics:", at: "draft: ‸true"},
	{code: diag.PublishedChanged, file: moon, old: "published: 2026-11-10", new: "published: 2026-11-11", at: "published: ‸2026-11-11"},
	{code: diag.AuthorityChanged, file: "site.yaml", old: "feed_authority: facts.", new: "feed_authority: news.", at: "feed_authority: ‸news."},
	{code: diag.CorrectionChanged, file: moon, old: "We had rated it unproven.", new: "A comma.", at: "  - ‸{date: 2026-11-15"},

	{code: diag.HeadingOrder, file: moon, old: "### In museums", new: "#### In museums", at: "‸#### In museums"},
	{code: diag.NearClaim, file: "claims/moon-also.md", new: `---
claim: The moon is made of a cheese.
claimant: {name: Ann Archer, type: person}
said: 2026-11-02
appearances: [{url: "https://video.example.org/other", date: 2026-11-02}]
verdict: "false"
conclusion: It is rock.
published: 2026-11-12
authors: [davos-desk]
sources:
  - {id: apollo, title: Samples from the moon, publisher: An agency, kind: primary}
  - {id: meteorites, title: Meteorites from the moon, publisher: A museum, kind: expert}
---
They brought rock back [@apollo], and some fell down [@meteorites].
`, at: "claim: ‸The"},
	{code: diag.NearTopic, file: moon, old: "topics: [opinion]", new: "topics: [opinions]", at: "topics: [‸opinions]"},

	{code: diag.NoBaseURL, file: "site.yaml", old: "base_url: https://facts.example.org/ # reserved for examples: put the address of your site here, or give --base-url\n"},
	{code: diag.NoLicence, file: "site.yaml", old: "licence: https://spdx.org/licenses/MIT.html\n"},
	{code: diag.NoPublisher, file: "site.yaml", old: "publisher:\n  name: Davos Desk\n"},
	{code: diag.LooseAuthority, file: "site.yaml", old: "feed_authority: facts.example.org\n", at: "base_url: ‸https"},

	{code: diag.DeadPageLink, file: moon, old: "https://video.example.org/speech", new: "https://facts.example.org/speech"},
	{code: diag.DeadPageLink, file: "templates/partials/footer.html", new: `<p><a href="{{url "/imprint/"}}">Imprint</a></p>`, in: "-"},
	{code: diag.DeadAnchor, file: "content/methodology.md", old: "](/corrections-policy/)", new: "](/corrections-policy/#nowhere)", at: "handled as ‸[the"},
	{code: diag.DeadPicture, file: "templates/404.html", old: "<h1>", new: `<img src="{{url "/lost.png"}}" alt=""><h1>`, in: "-"},

	{code: diag.NotJSONLD, file: page, old: `{"@context":"https://schema.org","@type":"ClaimReview",`, new: `{"@context":"https://schema.org","@type":"ClaimReview"`, at: `"ClaimReview"‸"url"`},
	{code: diag.UnknownTerm, file: page, old: `"inLanguage":"en-GB","reviewRating"`, new: `"inLangauge":"en-GB","reviewRating"`, at: `,‸"inLangauge"`},
	{code: diag.MarkupLacks, file: page, old: `"alternateName":"Mostly false",`, at: `"reviewRating":‸{`},
	{code: diag.MarkupWants, file: page, old: `"datePublished":"2017-01-18",`, at: `"itemReviewed":‸{`},
	{code: diag.BadRating, file: page, old: `"ratingValue":2`, new: `"ratingValue":6`, at: `"reviewRating":‸{`},
	{code: diag.WrongPage, file: page, old: `"ClaimReview","url":"https://facts.`, new: `"ClaimReview","url":"https://other.`, at: `"url":‸"https://other.`},
	{code: diag.LongReviewed, file: page, old: `"claimReviewed":"`, new: `"claimReviewed":"In a talk at Davos in Switzerland he said that `, at: `"claimReviewed":‸"In`},
	{code: diag.VerdictInClaim, file: page, old: `"claimReviewed":"`, new: `"claimReviewed":"Mostly false: `, at: `"claimReviewed":‸"Mostly`},
	{code: diag.VerdictInClaim, file: wars, old: "claim_short: 13 US wars in 30 years cost $14.2 trillion", new: `claim_short: "Mostly false: 13 US wars"`, at: `claim_short: ‸"Mostly`},
	{code: diag.NotISODate, file: page, old: `"datePublished":"2017-01-18"`, new: `"datePublished":"18 January 2017"`, at: `"datePublished":‸"18`},
	{code: diag.Placeholder, file: page, old: `"name":"Jack Ma"`, new: `"name":"undefined"`, at: `"name":‸"undefined"`},
	{code: diag.Placeholder, file: moon, old: "conclusion: It is rock.", new: "conclusion: Lorem ipsum dolor sit amet.", at: "conclusion: ‸Lorem"},
	{code: diag.WrongValueType, file: page, old: `"inLanguage":"en-GB","reviewRating"`, new: `"inLanguage":{"@type":"Person","name":"Ann"},"reviewRating"`, at: `"inLanguage":‸{`},
	{code: diag.SuspiciousValue, file: page, old: `"datePublished":"2017-01-18"`, new: `"datePublished":"2026-11-23"`, at: `"datePublished":‸"2026-11-23","appearance"`},
	{code: diag.ManyReviews, file: page, old: "</body>", new: `` + another + `</body>`, at: `>‸{"@context":"https://schema.org","@type":"ClaimReview","url":"https://facts.example.org/claims/us-13-wars/","claimReviewed":"Wars`},

	{code: diag.UntypedPerson, file: "content/claimants/jack-ma.md", old: "type: person\n", new: "", at: "name: ‸Jack Ma"},
	{code: diag.UnneededWaiver, file: moon, old: "topics:", new: "accept: {A316: it was said in a closed room}\ntopics:", at: "accept: {A316: ‸it"},
	{code: diag.NoSuchCheck, file: moon, old: "topics:", new: "accept: {A102: we know better}\ntopics:", at: "accept: {A102: ‸we"},
	{code: diag.NoSuchCheck, file: "site.yaml", old: "lang: en-GB", new: "lang: en-GB\nchecks: {A319: off}", at: "checks: {A319: ‸off"},
}

// TestEachFaultGivesItsCodeAtItsLine puts every kind of fault into a copy of the sample.
func TestEachFaultGivesItsCodeAtItsLine(t *testing.T) {
	site := sample(t)
	for _, d := range checked(t, "check", "--root", site, "--clock", "2026-12-01") {
		t.Errorf("before any edit: %s", d)
	}
	built := t.TempDir()
	checked(t, "build", "--root", site, "--output", built, "--clock", "2026-12-01")
	whole := filepath.Join(built, "claims", "us-13-wars", "index.html")
	for i, f := range faults {
		t.Run(fmt.Sprintf("%d %s", i, f.code), func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			args := []string{"check", "--root", root, "--clock", "2026-12-01"}
			if f.file == page {
				args = []string{"check", "--jsonld", filepath.Join(root, page)}
				write(t, filepath.Join(root, page), read(t, whole))
			} else if err := os.CopyFS(root, os.DirFS(site)); err != nil {
				t.Fatal(err)
			}
			edited := f.edit(t, root)
			want := finding{Code: f.code, File: f.file}
			if f.in != "" {
				want.File = strings.TrimPrefix(f.in, "-")
			}
			want.Line, want.Column = f.place(t, edited)
			got := checked(t, args...)
			if len(got) != 1 || got[0].named(root) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// TestEveryCheckHasAFault compares the rows with the codes there are.
func TestEveryCheckHasAFault(t *testing.T) {
	for code := range diag.Kinds() {
		tried := slices.ContainsFunc(faults, func(f fault) bool { return f.code == code })
		if code.IsCheck() && !tried {
			t.Errorf("no fault gives %s", code)
		}
	}
}

// sample makes a repository of the sample and the claim in testdata/faults.
func sample(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	const repository = "../../.."
	for _, folder := range []string{"claims", "content", "templates"} {
		if err := os.CopyFS(filepath.Join(root, folder), os.DirFS(filepath.Join(repository, folder))); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(root, "site.yaml"), read(t, filepath.Join(repository, "site.yaml")))
	if err := os.CopyFS(root, os.DirFS("testdata/faults")); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "sample"}} {
		c := exec.Command("git", args...)
		c.Dir = root
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	return root
}

// edit brings the fault about and gives the file's new text.
func (f fault) edit(t *testing.T, root string) string {
	t.Helper()
	name := filepath.Join(root, filepath.FromSlash(f.file))
	switch {
	case f.old != "":
		text := read(t, name)
		if strings.Count(text, f.old) != 1 {
			t.Fatalf("%s has %q %d times", f.file, f.old, strings.Count(text, f.old))
		}
		text = strings.Replace(text, f.old, f.new, 1)
		write(t, name, text)
		return text
	case f.new != "":
		write(t, name, f.new)
		return f.new
	}
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
	return ""
}

// place finds the line and the column, in code points, at which the finding must stand.
func (f fault) place(t *testing.T, text string) (line, column int) {
	t.Helper()
	if f.at == "" {
		return 0, 0
	}
	lead, rest, _ := strings.Cut(f.at, "‸")
	if strings.Count(text, lead+rest) != 1 {
		t.Fatalf("%s has %q %d times", f.file, lead+rest, strings.Count(text, lead+rest))
	}
	before, _, _ := strings.Cut(text, lead+rest)
	before += lead
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, len([]rune(before[start:])) + 1
}

// finding is a diagnostic as JSON has it.
type finding struct {
	Code         diag.Code
	File         string
	Line, Column int
	message
}

// message is what is compared with nothing.
type message struct{ Message, Hint string }

func (f finding) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s:%d:%d: %s %s; %s", f.File, f.Line, f.Column, f.Code, f.Message, f.Hint))
}

// named gives the finding without its words, its file named from a folder.
func (f finding) named(root string) finding {
	f.message, f.File = message{}, strings.TrimPrefix(f.File, filepath.ToSlash(root)+"/")
	return f
}

// checked runs a command and gives what it finds.
func checked(t *testing.T, args ...string) []finding {
	t.Helper()
	var out, errs bytes.Buffer
	cli.Main(append(args, "--format", "json"), cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
	var found struct{ Diagnostics []finding }
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatalf("%q: %v\n%s%s", args, err, out.Bytes(), errs.Bytes())
	}
	return found.Diagnostics
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
