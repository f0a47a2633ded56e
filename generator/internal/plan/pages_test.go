package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

func numbered(n int) []*site.Claim {
	all := make([]*site.Claim, n)
	for i := range all {
		all[i] = &site.Claim{Claim: &claim.Claim{ID: id.ID(fmt.Sprint(i))}}
	}
	return all
}

// show gives an archive's pages as text, by address.
func show(parts []part[*site.Claim]) map[string]string {
	shown := map[string]string{}
	for _, p := range parts {
		var ids []string
		for _, c := range p.items {
			ids = append(ids, string(c.ID))
		}
		shown[p.address] = fmt.Sprintf("%s older=%s newest=%s", strings.Join(ids, " "), p.pager.Older, p.pager.Newest)
	}
	return shown
}

func TestArchive(t *testing.T) {
	want := map[string]string{
		"/l/":        "6 5 4 older=/l/page/2/ newest=",
		"/l/page/1/": "1 0 older= newest=/l/",
		"/l/page/2/": "3 2 older=/l/page/1/ newest=/l/",
	}
	if d := cmp.Diff(want, show(archive("/l/", numbered(7), 2))); d != "" {
		t.Error(d)
	}
}

// TestOldPagesNeverChange adds claims one by one and sees which pages differ.
func TestOldPagesNeverChange(t *testing.T) {
	for perPage := 2; perPage <= 5; perPage++ {
		before := map[string]string{}
		for n := range 60 {
			parts := archive("/l/", numbered(n), perPage)
			after := show(parts)
			for address, content := range before {
				if address != "/l/" && after[address] != content {
					t.Fatalf("with %d claims, %d a page, %s changed from %q to %q", n, perPage, address, content, after[address])
				}
			}
			if newest := len(parts[0].items); n >= perPage && (newest < perPage || newest >= 2*perPage) {
				t.Fatalf("with %d claims, %d a page, the newest page has %d", n, perPage, newest)
			}
			total := 0
			for _, p := range parts {
				total += len(p.items)
			}
			if total != n {
				t.Fatalf("with %d claims, %d a page, the archive holds %d", n, perPage, total)
			}
			before = after
		}
	}
}

func TestTextOnAnyColourIsReadable(t *testing.T) {
	for r := 0; r < 256; r += 5 {
		for g := 0; g < 256; g += 5 {
			for b := 0; b < 256; b += 15 {
				background := claim.Colour(fmt.Sprintf("#%02x%02x%02x", r, g, b))
				light, dark := luminance(background), luminance(claim.Colour(textOn(background)))
				if light < dark {
					light, dark = dark, light
				}
				if contrast := (light + 0.05) / (dark + 0.05); contrast < 4.5 {
					t.Fatalf("%s on %s has a contrast of %.2f", textOn(background), background, contrast)
				}
			}
		}
	}
}

func TestTextFragment(t *testing.T) {
	long := "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
	for _, c := range []struct{ link, quote, want string }{
		{"https://a.org/x", "half-true, they said & left", "https://a.org/x#:~:text=half%2Dtrue%2C%20they%20said%20%26%20left"},
		{"https://a.org/x#part", "Größe", "https://a.org/x#part:~:text=Gr%C3%B6%C3%9Fe"},
		{"https://a.org/x", long, "https://a.org/x#:~:text=one%20two%20three%20four%20five%20six,twelve%20thirteen%20fourteen%20fifteen%20sixteen%20seventeen"},
		{"https://a.org/x", "a+b", "https://a.org/x#:~:text=a%2Bb"},
	} {
		if got := textFragment(c.link, c.quote); got != c.want {
			t.Errorf("textFragment(%q, %q) = %s\nwant %s", c.link, c.quote, got, c.want)
		}
	}
}
