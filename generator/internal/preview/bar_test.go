package preview_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

func TestTheBarNamesSourceAndState(t *testing.T) {
	d := newDesk(t, options(t))
	d.claim("soon", "published: 2027-01-01", "Text.")
	d.claim("rough", "published: 2026-01-01\ndraft: true", "Text.")
	article := "title: Tour\npublished: 2026-01-01\nauthors: [desk]\n"
	d.write("content/articles/tour.md", "---\n"+article+"---\nText.\n")
	d.write("content/articles/later.md", "---\n"+strings.Replace(article, "2026", "2027", 1)+"---\nText.\n")
	d.write("content/articles/open.md", "---\n"+article+"draft: true\n---\nText.\n")
	d.publish()
	tests := []struct{ target, source, state string }{
		{"/claims/one/", "claims/one.md", ""},
		{"/claims/soon/", "claims/soon.md", "Scheduled"},
		{"/claims/rough/", "claims/rough.md", "Draft"},
		{"/articles/tour/", "content/articles/tour.md", ""},
		{"/articles/later/", "content/articles/later.md", "Scheduled"},
		{"/articles/open/", "content/articles/open.md", "Draft"},
		{"/about/", "content/about.md", ""},
		{"/", "", ""},
		{"/nope", "", ""},
	}
	for _, tt := range tests {
		bar := parse(t, d.get(tt.target).bar())
		if source, state := text(bar, "code"), text(bar, "b"); source != tt.source || state != tt.state {
			t.Errorf("%s: source %q, state %q", tt.target, source, state)
		}
	}
}

func TestTheBarCountsWhatIsOpenHereAndElsewhere(t *testing.T) {
	d := newDesk(t, options(t))
	two := strings.Replace(d.read("claims/two.md"), "sources: [", "sources: [{id: never, title: Cited}, ", 1)
	d.write("claims/two.md", two)
	d.publish()
	if d.last.Diagnostics.Count(diag.Warning) != 1 {
		t.Fatal(d.last.Diagnostics)
	}
	summary := func(target, want string) string {
		t.Helper()
		bar := d.get(target).bar()
		if got := strings.Join(strings.Fields(text(parse(t, bar), "summary")), " "); got != want {
			t.Errorf("%s: %q", target, got)
		}
		return bar
	}
	here := summary("/claims/two/", "Preview claims/two.md 1 warning here")
	if !strings.Contains(here, "claims/two.md:6:") || !strings.Contains(here, " warning A110: ") {
		t.Errorf("the warning is not listed: %s", here)
	}
	elsewhere := summary("/claims/one/", "Preview claims/one.md 1 warning elsewhere")
	if strings.Contains(elsewhere, "A110") {
		t.Errorf("another file's warning is listed: %s", elsewhere)
	}
	d.write("content/about.md", "")
	d.publish()
	broken := summary("/claims/one/", "Not built: 1 error, 1 warning This page: claims/one.md")
	if strings.Index(broken, " error ") > strings.Index(broken, " warning A110: ") {
		t.Errorf("errors do not stand first: %s", broken)
	}
}

// Whatever files hold is text.
func TestHostileTextIsShownHarmlessly(t *testing.T) {
	const hostile = "</pre></script></aside><!--/assay-preview--><script>alert(1)</script><img src=x onerror=alert(1)> \u202eevil\u2066 \x1b[31m {{.}} \u2028"
	d := shown(t)
	r := *d.last
	r.Diagnostics = diag.List{{
		File: hostile + ".md", Line: 1, Col: 3, Severity: diag.Error, Source: hostile,
		Problem: *diag.Problemf(diag.BadYAML, "%s", hostile).Because("%s", hostile),
	}}
	d.Publish(&r)
	overlay := d.get("/").bar()

	r.Diagnostics[0].Severity = diag.Warning
	o := page("index.html", "<p>x</p>")
	o.Source = hostile + ".md"
	r.Outputs = []plan.Output{o}
	d.Publish(&r)
	warned := d.get("/").bar()

	r.Diagnostics[0].Severity = diag.Error
	first := newDesk(t, options(t))
	first.Publish(&r)
	notice := first.get("/").body

	for name, got := range map[string]string{"overlay": overlay, "bar": warned, "notice": notice} {
		page := parse(t, got)
		if n := len(find(page, "script")); n != 1 {
			t.Errorf("%s: %d scripts: %s", name, n, got)
		}
		if len(find(page, "img")) > 0 || len(find(page, "aside")) != 1 {
			t.Errorf("%s: elements came out of a text: %s", name, got)
		}
		if strings.ContainsAny(got, "\u202e\u2066\x1b\u2028") {
			t.Errorf("%s: %q", name, got)
		}
		if n := strings.Count(got, `\u202eevil\u2066 \u001b[31m {{.}} \u2028`); n < 3 {
			t.Errorf("%s shows the text %d times: %s", name, n, got)
		}
	}
}

// A strict Content-Security-Policy lets pass what is put on pages.
func TestNothingInlineIsPutOnPages(t *testing.T) {
	d := shown(t)
	d.write("content/about.md", "")
	d.publish()
	bar := parse(t, d.get("/").bar())
	for n := range bar.Descendants() {
		if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
			t.Errorf("an inline %s", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
			if (a.Key == "src" || a.Key == "href") && !strings.HasPrefix(a.Val, "/.assay/preview.") {
				t.Errorf("%s leads to %s", n.Data, a.Val)
			} else if a.Key == "src" || a.Key == "href" {
				if got := d.get(a.Val); got.StatusCode != 200 || got.body == "" {
					t.Errorf("%s: status %d", a.Val, got.StatusCode)
				}
			}
		}
	}
}

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func find(in *html.Node, tag string) (found []*html.Node) {
	for n := range in.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag {
			found = append(found, n)
		}
	}
	return found
}

// text is what the first element with a tag says, "" where there is none.
func text(in *html.Node, tag string) string {
	var b strings.Builder
	for _, e := range find(in, tag)[:min(1, len(find(in, tag)))] {
		for n := range e.Descendants() {
			if n.Type == html.TextNode {
				b.WriteString(n.Data)
			}
		}
	}
	return b.String()
}
