package archive_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/archive"
	"assay/generator/internal/date"
	"assay/generator/internal/fetch"
	"assay/generator/internal/wayback"
	"assay/generator/internal/waybacktest"
)

// begin starts a service, and somebody who asks it in haste.
func begin(t *testing.T) (*waybacktest.Service, *archive.Keeper) {
	t.Helper()
	s, server := waybacktest.New()
	t.Cleanup(server.Close)
	client := fetch.New(fetch.Options{UserAgent: "test", AllowPrivate: true, Timeout: 200 * time.Millisecond})
	t.Cleanup(client.Close)
	return s, &archive.Keeper{
		Wayback: &wayback.Client{HTTP: client, Keys: &wayback.Keys{Access: "access", Secret: "secret"}, Lookup: s.URL, Web: s.URL, Now: func() time.Time { return s.Now }},
		Pause:   time.Millisecond, Poll: time.Millisecond, Busy: 20 * time.Millisecond, Patience: time.Second,
	}
}

// keep asks for pages and gives what came of each, in few words.
func keep(t *testing.T, ctx context.Context, k *archive.Keeper, pages ...archive.Page) (map[string]string, error) {
	t.Helper()
	got := map[string]string{}
	err := k.Keep(ctx, pages, func(r archive.Result) {
		var words []string
		if r.Copy != nil {
			rest, ok := strings.CutPrefix(r.Copy.URL, k.Wayback.Web+"/web/"+r.Copy.Made.Format("20060102150405")+"/")
			if !ok || rest != r.URL {
				t.Errorf("the copy of %s is at %s", r.URL, r.Copy.URL)
			}
			words = append(words, r.Copy.Made.Format(time.DateOnly))
		}
		if r.New {
			words = append(words, "new")
		}
		if r.Later {
			words = append(words, "later")
		}
		if r.Why != nil {
			words = append(words, r.Why.Error())
		}
		got[r.URL] = strings.Join(words, " ")
	})
	return got, err
}

func day(t *testing.T, s string) date.Partial {
	t.Helper()
	d, err := date.ParsePartial(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhichCopy(t *testing.T) {
	s, k := begin(t)
	for _, page := range []string{"near", "far", "year", "unread", "gone"} {
		s.Copies["https://example.org/"+page] = []string{"20170110000000", "20170210000000", "20200101000000"}
	}
	s.Troubles["https://example.org/gone"] = "refuse"
	s.Troubles["https://example.org/lost"] = "refuse"
	pages := []archive.Page{
		{"https://example.org/near", day(t, "2017-02-01")}, {"https://example.org/far", day(t, "2018-06-01")}, {"https://example.org/year", day(t, "2017")},
		{"https://example.org/unread", date.Partial{}}, {"https://example.org/gone", day(t, "2018-06-01")}, {"https://example.org/lost", date.Partial{}},
	}
	got, err := keep(t, t.Context(), k, pages...)
	refused := "the Wayback Machine refuses it: Couldn't resolve host for https://example.org/"
	want := map[string]string{
		"https://example.org/near": "2017-02-10", "https://example.org/far": "2026-06-01 new", "https://example.org/year": "2017-01-10",
		"https://example.org/unread": "2026-06-01 new", "https://example.org/gone": "2017-02-10 " + refused + "gone", "https://example.org/lost": refused + "lost",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if len(k.Jobs) > 0 {
		t.Errorf("jobs are left: %v", k.Jobs)
	}
	s.Copies["https://example.org/far"], s.Copies["https://example.org/unread"] = s.Copies["https://example.org/gone"], s.Copies["https://example.org/gone"]
	k.Wayback.Keys = nil
	got, err = keep(t, t.Context(), k, pages...)
	want = map[string]string{
		"https://example.org/near": "2017-02-10", "https://example.org/far": "2017-02-10", "https://example.org/year": "2017-01-10",
		"https://example.org/unread": "2020-01-01", "https://example.org/gone": "2017-02-10",
		"https://example.org/lost": "the Wayback Machine has no copy, and makes one only for those who have an account",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("without keys: %v\n%s", err, diff)
	}
}

func TestTroubles(t *testing.T) {
	for trouble, want := range map[string]string{
		"":                     "2026-06-01 new",
		"busy":                 "2026-06-01 new",
		"limit":                "2026-06-01 new",
		"limit limit":          "2026-06-01 new",
		"half":                 "2026-06-01 new",
		"broken down":          "2026-06-01 new",
		"slow":                 "2026-06-01 new",
		"celery":               "2026-06-01 new",
		"celery half broken":   "2026-06-01 new",
		"long half broken":     "2026-06-01 new",
		"half half half":       "later",
		"down down down":       "later the Wayback Machine answers with status 500",
		"broken broken broken": "later the Wayback Machine answers with status 200, and nothing that can be read",
		"slow slow slow":       "later",
		"celery celery celery": "later the Wayback Machine has too much to do; try again later",
		"block":                "the Wayback Machine refuses it: This URL is in the Save Page Now service block list and cannot be captured.",
		"limit half refuse":    "the Wayback Machine refuses it: Couldn't resolve host for https://example.org/a?b=c&d=e",
	} {
		t.Run(trouble, func(t *testing.T) {
			t.Parallel()
			s, k := begin(t)
			const page = "https://example.org/a?b=c&d=e"
			s.Troubles[page] = trouble
			got, err := keep(t, t.Context(), k, archive.Page{URL: page})
			if err != nil || got[page] != want && !(want == "later" && strings.HasPrefix(got[page], "later ")) {
				t.Errorf("%q, %v", got[page], err)
			}
		})
	}
}

func TestWrongKeysEndAll(t *testing.T) {
	s, k := begin(t)
	k.Wayback.Keys.Secret = "wrong"
	var pages []archive.Page
	for i := range 20 {
		pages = append(pages, archive.Page{URL: fmt.Sprintf("https://example.org/%d", i)})
	}
	got, err := keep(t, t.Context(), k, pages...)
	if asked, _ := s.Asked(); !errors.Is(err, wayback.ErrKeys) || len(got) > 0 || len(asked) > 3 {
		t.Errorf("%v, %v, asked %d times", got, err, len(asked))
	}
}

func TestAServiceThatIsDownEndsAll(t *testing.T) {
	s, k := begin(t)
	var pages []archive.Page
	for i := range 50 {
		page := fmt.Sprintf("https://example.org/%d", i)
		pages = append(pages, archive.Page{URL: page})
		s.Troubles[page] = "down down down"
	}
	got, err := keep(t, t.Context(), k, pages...)
	if err == nil || !strings.Contains(err.Error(), "one after the other") || len(got) > 8 {
		t.Errorf("%d were asked for: %v", len(got), err)
	}
}

func TestManners(t *testing.T) {
	s, k := begin(t)
	k.Pause = 10 * time.Millisecond
	var pages []archive.Page
	for i := range 10 {
		pages = append(pages, archive.Page{URL: fmt.Sprintf("https://example.org/%d", i)})
	}
	if _, err := keep(t, t.Context(), k, pages...); err != nil {
		t.Fatal(err)
	}
	_, at := s.Asked()
	if took := at[len(at)-1].Sub(at[0]); took < time.Duration(len(at)-1)*9*time.Millisecond {
		t.Errorf("%d requests in %v", len(at), took)
	}
	if most := s.Most(); most > 3 {
		t.Errorf("%d pages at once", most)
	}
}

// What was begun is not begun again.
func TestALongJobIsRemembered(t *testing.T) {
	s, k := begin(t)
	const page = "https://example.org/"
	s.Troubles[page], k.Patience = "long", 5*time.Millisecond
	got, err := keep(t, t.Context(), k, archive.Page{URL: page, Read: day(t, "2026-05-30")})
	if err != nil || got[page] != "later the Wayback Machine is still at work on it; ask again later" || len(k.Jobs) != 1 {
		t.Fatalf("%v, %v, %v", got, err, k.Jobs)
	}
	k.Patience = time.Second
	got, err = keep(t, t.Context(), k, archive.Page{URL: page, Read: day(t, "2026-05-30")})
	if err != nil || got[page] != "2026-06-01 new" || len(k.Jobs) > 0 {
		t.Errorf("%v, %v, %v", got, err, k.Jobs)
	}
	saves := 0
	asked, _ := s.Asked()
	for _, what := range asked {
		if what == "POST /save" {
			saves++
		}
	}
	if saves != 1 {
		t.Errorf("it was handed in %d times", saves)
	}
	k.Jobs[page] = "spn2-forgotten"
	if got, err = keep(t, t.Context(), k, archive.Page{URL: page}); err != nil || got[page] != "2026-06-01 new" {
		t.Errorf("a job that is not known any more: %v, %v", got, err)
	}
}

func TestInterrupted(t *testing.T) {
	s, k := begin(t)
	s.Troubles["https://example.org/1"] = "busy busy busy"
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	began := time.Now()
	got, err := keep(t, ctx, k, archive.Page{URL: "https://example.org/1"}, archive.Page{URL: "https://example.org/2"})
	if !errors.Is(err, context.DeadlineExceeded) || got["https://example.org/2"] != "2026-06-01 new" || len(got) != 1 || time.Since(began) > time.Second {
		t.Errorf("%v, %v", got, err)
	}
}
