package sitemap

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/digest"
)

const base = "https://facts.example.org/"

// some makes so many addresses, each with its day.
func some(kind string, n int) []URL {
	urls := make([]URL, n)
	for i := range urls {
		urls[i] = URL{
			Loc:     fmt.Sprintf("%s%s/%d/", base, kind, i),
			LastMod: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC),
		}
	}
	return urls
}

// entry is an address as it is read back.
type entry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

// document is a sitemap or an index as it is read back.
type document struct {
	XMLName xml.Name
	URLs    []entry `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	Parts   []entry `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemap"`
}

func written(t testing.TB, f File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.WriteXML(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, f File) document {
	t.Helper()
	var d document
	if err := xml.Unmarshal(written(t, f), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func names(files []File) (names []string) {
	for _, f := range files {
		names = append(names, f.Name)
	}
	return names
}

func TestOneFile(t *testing.T) {
	files := Files(base, []Group{
		{Name: "claims", URLs: []URL{
			{Loc: base + "claims/a/", LastMod: time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("", 3600))},
			{Loc: base + "claims/%D0%B2/?a=1&b='2'", LastMod: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)},
		}},
		{Name: "pages", URLs: []URL{{Loc: base}}},
	})
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://facts.example.org/claims/a/</loc><lastmod>2026-11-22T09:30:00+01:00</lastmod></url>
<url><loc>https://facts.example.org/claims/%D0%B2/?a=1&amp;b=&#39;2&#39;</loc><lastmod>2026-11-22T00:00:00Z</lastmod></url>
<url><loc>https://facts.example.org/</loc></url>
</urlset>
`
	if d := cmp.Diff([]string{"sitemap.xml"}, names(files)); d != "" {
		t.Fatal(d)
	}
	if d := cmp.Diff(want, string(written(t, files[0]))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestIndex(t *testing.T) {
	claims, pages := some("claims", 50_001), some("pages", 2)
	pages[1].LastMod = time.Time{}
	files := Files(base, []Group{{Name: "claims", URLs: claims}, {Name: "none"}, {Name: "pages", URLs: pages}})
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://facts.example.org/sitemap-claims-1.xml</loc><lastmod>2026-01-28T18:39:00Z</lastmod></sitemap>
<sitemap><loc>https://facts.example.org/sitemap-claims-2.xml</loc><lastmod>2026-02-04T17:20:00Z</lastmod></sitemap>
<sitemap><loc>https://facts.example.org/sitemap-pages-1.xml</loc><lastmod>2026-01-01T00:00:00Z</lastmod></sitemap>
</sitemapindex>
`
	wantNames := []string{"sitemap.xml", "sitemap-claims-1.xml", "sitemap-claims-2.xml", "sitemap-pages-1.xml"}
	if d := cmp.Diff(wantNames, names(files)); d != "" {
		t.Fatal(d)
	}
	if d := cmp.Diff(want, string(written(t, files[0]))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for i, n := range []int{40_000, 10_001, 2} {
		if got := bytes.Count(written(t, files[i+1]), []byte("<url>")); got != n {
			t.Errorf("%s has %d addresses, want %d", files[i+1].Name, got, n)
		}
	}
}

// TestIndexWithoutDates leaves out what is not known.
func TestIndexWithoutDates(t *testing.T) {
	files := limits{1, 1_000}.files(base, []Group{{Name: "pages", URLs: []URL{{Loc: base}, {Loc: base + "about/"}}}})
	if text := string(written(t, files[0])); len(files) != 3 || strings.Contains(text, "lastmod") {
		t.Errorf("%v\n%s", names(files), text)
	}
}

func TestNumberOfFiles(t *testing.T) {
	tests := []struct{ claims, pages, files int }{
		{0, 0, 0}, {1, 0, 1}, {0, 1, 1}, {4, 0, 1}, {3, 1, 1}, {4, 1, 3}, {5, 0, 3}, {5, 1, 4}, {8, 1, 4}, {9, 0, 4},
	}
	for _, tt := range tests {
		groups := []Group{{Name: "claims", URLs: some("claims", tt.claims)}, {Name: "pages", URLs: some("pages", tt.pages)}}
		if files := (limits{4, 10_000}).files(base, groups); len(files) != tt.files {
			t.Errorf("%d claims and %d pages, four to a file, stand in %v", tt.claims, tt.pages, names(files))
		}
	}
}

// TestUsualLimits tries numbers of addresses about the program's limit and the protocol's.
func TestUsualLimits(t *testing.T) {
	for n, files := range map[int]int{40_000: 1, 40_001: 3, 49_999: 3, 50_001: 3} {
		if got := Files(base, []Group{{Name: "claims", URLs: some("claims", n)}}); len(got) != files {
			t.Errorf("%d addresses stand in %v", n, names(got))
		}
	}
}

func TestLeftOut(t *testing.T) {
	long := base + strings.Repeat("a", 2_047-len(base))
	urls := []URL{
		{Loc: "/claims/"}, {Loc: long}, {Loc: ""}, {Loc: long + "b"}, {Loc: "http://facts.example.org/"},
		{Loc: "ftp://facts.example.org/"},
	}
	files := Files(base, []Group{{Name: "pages", URLs: urls}})
	want := []entry{{Loc: long}, {Loc: "http://facts.example.org/"}}
	if d := cmp.Diff(want, read(t, files[0]).URLs); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if urls[0].Loc != "/claims/" || urls[5].Loc == "" {
		t.Error("the caller's addresses were changed")
	}
}

// TestEscaping sees that any address is read back as it was.
func TestEscaping(t *testing.T) {
	var urls []URL
	for _, s := range []string{`<loc>`, `]]>`, `&amp;`, `"'`, "é/战争/עב", "a b", "\t\n"} {
		urls = append(urls, URL{Loc: base + s})
	}
	files := Files(base, []Group{{Name: "pages", URLs: urls}})
	for i, got := range read(t, files[0]).URLs {
		if got.Loc != urls[i].Loc {
			t.Errorf("%q is read back as %q", urls[i].Loc, got.Loc)
		}
	}
}

// TestSize cuts by bytes where addresses are so long, and so full of what is escaped, that few fit.
func TestSize(t *testing.T) {
	tight := limits{urls: 1_000, bytes: 100_000}
	fillings := map[string]string{
		"plain": "a", "escaped": "&'", "beyond ASCII": "战", "no XML": "\x00", "no UTF-8": "\xff", "lines": "\n",
	}
	for name, filling := range fillings {
		t.Run(name, func(t *testing.T) {
			var urls []URL
			for i := range 200 {
				loc := fmt.Sprintf("%s%d/", base, i)
				urls = append(urls, URL{
					Loc:     loc + strings.Repeat(filling, (maxLength-len(loc))/len(filling)),
					LastMod: time.Date(2026, 1, 1, 0, 0, 0, 123456789, time.FixedZone("", 3600)),
				})
			}
			n := 0
			files := tight.files(base, []Group{{Name: "claims", URLs: urls}})
			for _, f := range files[1:] {
				text := written(t, f)
				n += bytes.Count(text, []byte("<url>"))
				if len(text) > tight.bytes {
					t.Errorf("%s has %d bytes", f.Name, len(text))
				}
			}
			if n != len(urls) {
				t.Errorf("%d of %d addresses stand in %v", n, len(urls), names(files))
			}
		})
	}
}

// TestPlainAddressesFillAFile sees that the size of a file is not overrated.
func TestPlainAddressesFillAFile(t *testing.T) {
	urls := some("claims", 40)
	for i := range urls {
		urls[i].LastMod = time.Date(2026, 1, 1, 0, 0, 0, 123456789, time.FixedZone("", 3600))
	}
	size := len(written(t, Files(base, []Group{{Name: "claims", URLs: urls}})[0]))
	room := 2*(len("sitemapindex")-len("urlset")) + len(declared)
	for bytes, want := range map[int]int{size + room: 1, size + room - 1: 3} {
		if files := (limits{100, bytes}).files(base, []Group{{Name: "claims", URLs: urls}}); len(files) != want {
			t.Errorf("%d bytes stand in %v of at most %d", size, names(files), bytes)
		}
	}
}

// TestEveryAddressStandsInOneFile tries groups of any size.
func TestEveryAddressStandsInOneFile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		l := limits{urls: 1 + random.IntN(8), bytes: 500 + random.IntN(1_000)}
		var groups []Group
		want := map[string]bool{}
		for i := range random.IntN(4) {
			name := fmt.Sprintf("group%d", i)
			urls := some(name, random.IntN(30))
			groups = append(groups, Group{Name: name, URLs: urls})
			for _, u := range urls {
				want[u.Loc] = true
			}
		}
		var index []string
		for i, f := range l.files(base, groups) {
			d := read(t, f)
			for _, part := range d.Parts {
				index = append(index, strings.TrimPrefix(part.Loc, base))
			}
			for _, u := range d.URLs {
				if !want[u.Loc] {
					t.Fatalf("%s stands in no group, or in two files", u.Loc)
				}
				delete(want, u.Loc)
			}
			if i > 0 && (len(index) < i || index[i-1] != f.Name) {
				t.Fatalf("the index does not name %s at place %d", f.Name, i)
			}
			if len(d.URLs) > l.urls || !f.index && len(written(t, f)) > l.bytes {
				t.Fatalf("%s is too long", f.Name)
			}
		}
		if len(want) > 0 {
			t.Fatalf("%d addresses stand in no file", len(want))
		}
	}
}

// TestOneMoreAddressChangesTwoFiles sees that a site of any size has a constant number of files to write again.
func TestOneMoreAddressChangesTwoFiles(t *testing.T) {
	const perFile = 10
	claims, pages := some("claims", 5*perFile), some("pages", 5)
	groups := func(n int) []Group { return []Group{{Name: "claims", URLs: claims[:n]}, {Name: "pages", URLs: pages}} }
	for n := perFile; n < len(claims); n++ {
		before := sums(limits{perFile, 10_000}.files(base, groups(n)))
		after := sums(limits{perFile, 10_000}.files(base, groups(n+1)))
		var changed []string
		for name, sum := range after {
			if before[name] != sum {
				changed = append(changed, name)
			}
		}
		slices.Sort(changed)
		want := []string{fmt.Sprintf("sitemap-claims-%d.xml", n/perFile+1), "sitemap.xml"}
		if d := cmp.Diff(want, changed); d != "" {
			t.Errorf("%d claims and one (-want +got):\n%s", n, d)
		}
	}
}

func sums(files []File) map[string]digest.Sum {
	sums := map[string]digest.Sum{}
	for _, f := range files {
		sums[f.Name] = f.Digest()
	}
	return sums
}

// TestADateMovesNoCut sees that a page that was changed stays in its file, even where files are cut by bytes.
func TestADateMovesNoCut(t *testing.T) {
	urls := some("claims", 200)
	l := limits{urls: 1_000, bytes: 5_000}
	after := l.files(base, []Group{{Name: "claims", URLs: urls}})
	without := slices.Clone(urls)
	for i := range without {
		without[i].LastMod = time.Time{}
	}
	before := l.files(base, []Group{{Name: "claims", URLs: without}})
	if len(before) < 4 || len(before) != len(after) {
		t.Fatalf("%v and %v", names(before), names(after))
	}
	for i := range before {
		if len(before[i].urls) != len(after[i].urls) {
			t.Errorf("%s has %d addresses, with dates %d", before[i].Name, len(before[i].urls), len(after[i].urls))
		}
	}
}

// TestDigest sees that files differ in their digests where they differ in their bytes, and only there.
func TestDigest(t *testing.T) {
	at := func(hour int, zone *time.Location) time.Time { return time.Date(2026, 1, 1, hour, 0, 0, 0, zone) }
	east := time.FixedZone("", 3600)
	variants := []URL{
		{Loc: base + "a"}, {Loc: base + "b"}, {Loc: base + "a", LastMod: at(1, time.UTC)}, {Loc: base + "a", LastMod: at(2, time.UTC)},
		{Loc: base + "a", LastMod: at(2, east)}, {Loc: base + "a", LastMod: at(2, time.FixedZone("a name", 3600))},
	}
	seen := map[digest.Sum]string{}
	for _, u := range variants {
		f := Files(base, []Group{{Name: "pages", URLs: []URL{u}}})[0]
		text := string(written(t, f))
		if other, ok := seen[f.Digest()]; ok && other != text {
			t.Errorf("one digest for\n%s\nand\n%s", other, text)
		}
		seen[f.Digest()] = text
	}
	if len(seen) != len(variants)-1 { // the last two are written alike
		t.Errorf("%d digests", len(seen))
	}
}

// full takes so many bytes and no more.
type full struct{ room int }

func (w *full) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return 0, os.ErrClosed
	}
	return len(b), nil
}

func TestWriteErrorsAreReturned(t *testing.T) {
	f := Files(base, []Group{{Name: "claims", URLs: some("claims", 5_000)}})[0]
	all := len(written(t, f))
	for _, room := range []int{0, all / 2, all - 1} {
		if err := f.WriteXML(&full{room}); err == nil {
			t.Errorf("%d bytes were written into %d", all, room)
		}
	}
	if err := Robots(&full{}, ""); err == nil {
		t.Error("robots.txt was written into nothing")
	}
}

func TestRobots(t *testing.T) {
	for address, want := range map[string]string{
		"":                   "User-agent: *\nDisallow:\n",
		base + "sitemap.xml": "User-agent: *\nDisallow:\n\nSitemap: https://facts.example.org/sitemap.xml\n",
	} {
		var b bytes.Buffer
		if err := Robots(&b, address); err != nil || b.String() != want {
			t.Errorf("%q, %v; want %q", b.String(), err, want)
		}
	}
}

func BenchmarkSitemap(b *testing.B) {
	urls := some("claims/2026-a-claim-with-an-id-of-the-usual-length", usual().urls)
	groups := []Group{{Name: "claims", URLs: urls}}
	b.Run("Files", func(b *testing.B) {
		for b.Loop() {
			Files(base, groups)
		}
	})
	f := Files(base, groups)[0]
	b.Run("Digest", func(b *testing.B) {
		for b.Loop() {
			f.Digest()
		}
	})
	b.Run("WriteXML", func(b *testing.B) {
		var w bytes.Buffer
		for b.Loop() {
			w.Reset()
			if err := f.WriteXML(&w); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(w.Len()))
	})
}
