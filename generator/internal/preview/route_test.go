package preview_test

import (
	"net/http"
	"strings"
	"testing"

	"assay/generator/internal/diag"
	"assay/generator/internal/output"
	"assay/generator/internal/plan"
)

func TestAddressesLeadWhereAStaticHostWouldLead(t *testing.T) {
	at := map[string]*desk{"/": shown(t), "/repo/": newDesk(t, options(t))}
	for base, d := range at {
		if base != "/" {
			d.write("site.yaml", "title: Desk\nbase_url: https://facts.example.org"+base+"\n")
		}
		d.write("claims/größe.md", d.read("claims/one.md"))
		d.write("claims/f/index.md", d.read("claims/one.md"))
		d.write("claims/f/a map.png", "map")
		d.publish()
	}
	tests := []struct {
		base, target string
		status       int
		location     string
	}{
		{"/", "/", 200, ""},
		{"/", "/index.html", 200, ""},
		{"/", "/claims/one/", 200, ""},
		{"/", "/claims/one/?q=1", 200, ""},
		{"/", "/claims/one/index.html", 200, ""},
		{"/", "/claims/gr%C3%B6%C3%9Fe/", 200, ""},
		{"/", "/%63laims/one/", 200, ""},
		{"/", "/claims/f/a%20map.png", 200, ""},
		{"/", "/404.html", 200, ""},
		{"/", "/claims/one", 302, "/claims/one/"},
		{"/", "/claims/gr%C3%B6%C3%9Fe", 302, "/claims/gr%C3%B6%C3%9Fe/"},
		{"/", "/claims/one?q=1&r=%2F", 302, "/claims/one/?q=1&r=%2F"},
		{"/", "http://127.0.0.1:4000/claims/one", 302, "/claims/one/"},

		{"/", "/nope", 404, ""},
		{"/", "/nope/", 404, ""},
		{"/", "/claims/one/nope", 404, ""},
		{"/", "/claims/f/a%20map.png/", 404, ""},
		{"/", "/claims/f/", 200, ""},
		{"/", "/assets/", 404, ""},
		{"/", "/assets", 404, ""},
		{"/", "/Claims/one/", 404, ""},
		{"/", "//", 404, ""},
		{"/", "//claims/one", 404, ""},
		{"/", "//claims/one/", 404, ""},
		{"/", "//evil.example/", 404, ""},
		{"/", "/claims//one/", 404, ""},
		{"/", "/claims/one//", 404, ""},
		{"/", "/claims%2Fone/", 404, ""},
		{"/", "/claims%2fone", 404, ""},
		{"/", "/claims%5Cone/", 404, ""},
		{"/", `/claims\one/`, 404, ""},
		{"/", "/claims/one/%00", 404, ""},
		{"/", "/%00", 404, ""},
		{"/", "/../claims/one/", 404, ""},
		{"/", "/claims/two/../one/", 404, ""},
		{"/", "/claims/%2e%2e/claims/one/", 404, ""},
		{"/", "/./claims/one/", 404, ""},
		{"/", "/claims/..%2f..%2fsite.yaml", 404, ""},
		{"/", "/site.yaml", 404, ""},
		{"/", "/claims/one.md", 404, ""},
		{"/", "/.assay/", 404, ""},
		{"/", "/.assay/client/preview.js", 404, ""},
		{"/", "/.assay-manifest", 404, ""},
		{"/", "/%FF%FE", 404, ""},
		{"/", "/" + strings.Repeat("a/", 5000), 404, ""},

		{"/repo/", "/", 302, "/repo/"},
		{"/repo/", "/repo", 302, "/repo/"},
		{"/repo/", "/repo/", 200, ""},
		{"/repo/", "/repo/claims/one/", 200, ""},
		{"/repo/", "/repo/claims/one?q", 302, "/repo/claims/one/?q"},
		{"/repo/", "/claims/one/", 404, ""},
		{"/repo/", "/claims/one", 404, ""},
		{"/repo/", "/repository/", 404, ""},
		{"/repo/", "/repo//claims/one/", 404, ""},
		{"/repo/", "/repo%2Fclaims/one/", 404, ""},
		{"/repo/", "/.assay/preview.js", 200, ""},
		{"/repo/", "/repo/.assay/preview.js", 404, ""},
	}
	for _, tt := range tests {
		d := at[tt.base]
		got := d.get(tt.target)
		if got.StatusCode != tt.status || got.Header.Get("Location") != tt.location {
			t.Errorf("below %s: %.60s: status %d, location %q", tt.base, tt.target, got.StatusCode, got.Header.Get("Location"))
		}
		if tt.status == http.StatusNotFound && (got.plain() != d.rendered("404.html") || got.bar() == "") {
			t.Errorf("below %s: %.60s is not answered with the site's 404.html and a bar: %s", tt.base, tt.target, got.body)
		}
	}
}

func TestTheBaseIsThatOfTheLastGoodResult(t *testing.T) {
	d := newDesk(t, options(t))
	base := func(when, want string) {
		t.Helper()
		if got := d.Base(); got != want {
			t.Errorf("%s: %q", when, got)
		}
	}
	base("before anything was published", "/")
	d.write("site.yaml", "title: Desk\nbase_url: https://facts.example.org/n%C3%B6/\n")
	d.write("content/about.md", "")
	d.publish()
	base("a first result that failed", "/n%C3%B6/")
	d.write("content/about.md", "---\ntitle: About\n---\n")
	d.publish()
	base("mended", "/n%C3%B6/")
	if got := d.get("/n%C3%B6/about/"); got.StatusCode != 200 {
		t.Errorf("status %d below a base that is not ASCII", got.StatusCode)
	}
	d.write("site.yaml", "titel: Desk\n")
	d.publish()
	base("broken again", "/n%C3%B6/")
	d.write("site.yaml", "title: Desk\n")
	d.publish()
	base("without a base URL", "/")
}

func TestWithoutA404PageThereIsAText(t *testing.T) {
	d := newDesk(t, options(t))
	r := *d.build()
	r.Outputs = nil
	d.Publish(&r)
	got := d.get("/")
	if got.StatusCode != 404 || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/plain") || !strings.Contains(got.body, "no 404.html") {
		t.Errorf("status %d, %v, %s", got.StatusCode, got.Header, got.body)
	}
}

// The preview's own addresses hide nothing.
func TestNoOutputCanHaveAnAddressOfThePreview(t *testing.T) {
	for _, path := range []string{".assay/preview.js", ".assay/events", ".ASSAY/x"} {
		if found := output.CheckPaths([]plan.Output{{Path: path}}); len(found) != 1 || found[0].Code != diag.BadPath {
			t.Errorf("%s: %v", path, found)
		}
	}
}
