package preview_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"assay/generator/internal/preview"
)

// TestThePreviewNeverGoesDown is law 7.
func TestThePreviewNeverGoesDown(t *testing.T) {
	d := shown(t)
	good := d.get("/claims/one/")
	about, style := d.read("content/about.md"), d.style()
	d.claim("two", "published: 2026-01-02", "Changed together with a mistake.")
	two := d.rendered("claims/two/index.html")
	d.write("content/about.md", "---\ntitel: About\n---\n")
	change := d.publish()
	if !change.Failed || change.Changed+change.Added+change.Removed > 0 {
		t.Errorf("%+v", change)
	}
	got := d.get("/claims/one/")
	if got.StatusCode != 200 || got.plain() != good.plain() {
		t.Errorf("status %d, or not the last good page: %s", got.StatusCode, got.plain())
	}
	for _, want := range []string{
		`<details id="assay-preview-failed" open>`, "This is the last good version of the page.",
		"content/about.md:2:1: error A013: ", "titel: About\n      | ^</pre>", "did you mean &#34;title&#34;",
	} {
		if !strings.Contains(got.bar(), want) {
			t.Errorf("without %q: %s", want, got.bar())
		}
	}
	if got := d.get("/claims/two/"); got.plain() != two {
		t.Error("half of an edit is shown")
	}
	for target, status := range map[string]int{"/nope": 404, "/claims/one": 302, style: 200, "/about/": 200} {
		if got := d.get(target); got.StatusCode != status {
			t.Errorf("%s: status %d", target, got.StatusCode)
		}
	}
	d.write("content/about.md", about)
	d.publish()
	got = d.get("/claims/one/")
	if got.body != good.body || got.Header.Get("ETag") != good.Header.Get("ETag") {
		t.Errorf("mended, the page is not what it was: %s", got.bar())
	}
	if got := d.get("/claims/two/"); !strings.Contains(got.body, "Changed together") {
		t.Error("mended, the edit is not shown")
	}
}

func TestAFirstResultThatFailedIsShownEverywhere(t *testing.T) {
	d := newDesk(t, options(t))
	d.write("content/about.md", "---\ntitel: About\n---\n")
	d.publish()
	for _, target := range []string{"/", "/claims/one/", "/claims/one", "/nope", "/assets/style.css", "/%2F"} {
		got := d.get(target)
		if got.StatusCode != 503 || got.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: status %d, %v", target, got.StatusCode, got.Header)
		}
		if !strings.Contains(got.plain(), "content/about.md:2:1: error A013: ") || !strings.Contains(got.plain(), "titel: About") {
			t.Errorf("%s: %s", target, got.plain())
		}
		if strings.Contains(got.bar(), "last good version") || !strings.Contains(got.bar(), `data-status="503"`) {
			t.Errorf("%s: %s", target, got.bar())
		}
	}
	if got := d.get("/.assay/preview.css"); got.StatusCode != 200 {
		t.Errorf("status %d for the style sheet of that page", got.StatusCode)
	}
	d.write("content/about.md", "---\ntitle: About\n---\n")
	d.publish()
	if got := d.get("/claims/one/"); got.StatusCode != 200 || strings.Contains(got.body, "titel") {
		t.Errorf("mended: status %d", got.StatusCode)
	}
}

func TestATemplateThatFailsOnAPageFailsThatPageAlone(t *testing.T) {
	var logged []string
	d := newDesk(t, preview.Options{Log: func(message string) { logged = append(logged, message) }})
	d.write("content/method.md", "---\ntitle: Method\n---\n")
	d.write("templates/page.html", "{{define \"main\"}}\n{{if eq .Title \"About\"}}{{index .Crumbs 99}}{{end}}<h1>{{.Title}}</h1>{{end}}")
	if change := d.publish(); change.Failed {
		t.Fatal(d.last.Diagnostics)
	}
	got := d.get("/about/")
	if got.StatusCode != 500 || !strings.Contains(got.plain(), "templates/page.html:2") || !strings.Contains(got.plain(), " error A202: ") {
		t.Errorf("status %d, %s", got.StatusCode, got.plain())
	}
	if !strings.Contains(got.bar(), "content/about.md") || !strings.Contains(got.bar(), `data-status="500"`) || got.Header.Get("ETag") != "" {
		t.Errorf("%v, %s", got.Header, got.bar())
	}
	if !strings.Contains(got.plain(), "    2 | {{if eq .Title") {
		t.Errorf("the line is not quoted: %s", got.plain())
	}
	if len(logged) != 1 || !strings.HasPrefix(logged[0], "about/index.html: templates/page.html:2") {
		t.Errorf("logged %q", logged)
	}
	if got := d.get("/method/"); got.StatusCode != 200 {
		t.Errorf("another page of the template: status %d", got.StatusCode)
	}
	d.write("templates/page.html", "{{define \"main\"}}<h1>{{.Title}}</h1>{{end}}")
	d.publish()
	if got := d.get("/about/"); got.StatusCode != 200 || !strings.Contains(got.body, "<h1>About</h1>") {
		t.Errorf("mended: status %d", got.StatusCode)
	}
}

func TestATextThatIsNoDiagnosticIsShownToo(t *testing.T) {
	d := newDesk(t, options(t))
	r := *d.build()
	o := page("index.html", "")
	o.WriteTo = func(io.Writer) error { return errors.New("no space <left>") }
	r.Outputs = append(r.Outputs[:0:0], o)
	d.Publish(&r)
	if got := d.get("/"); got.StatusCode != 500 || !strings.Contains(got.body, "no space &lt;left&gt;") {
		t.Errorf("status %d, %s", got.StatusCode, got.body)
	}
}

func TestAFileThatIsBeingChangedIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, options(t))
		d.write("claims/f/index.md", d.read("claims/one.md"))
		d.write("claims/f/pic.png", "old")
		d.write("claims/f/other.png", "old")
		d.publish()
		start := time.Now()
		d.write("claims/f/pic.png", "newer")
		go func() {
			time.Sleep(300 * time.Millisecond)
			d.publish()
		}()
		if got := d.get("/claims/f/pic.png"); got.StatusCode != 200 || got.body != "newer" || time.Since(start) != 300*time.Millisecond {
			t.Errorf("status %d, %q after %s", got.StatusCode, got.body, time.Since(start))
		}
		d.write("claims/f/other.png", "newer")
		start = time.Now()
		got := d.get("/claims/f/other.png")
		if got.StatusCode != 503 || got.Header.Get("Retry-After") != "1" || time.Since(start) != time.Second {
			t.Errorf("status %d, %v after %s", got.StatusCode, got.Header, time.Since(start))
		}
		if !strings.Contains(got.bar(), `<script src="/.assay/preview.js?v=`) { // or it would never show the picture
			t.Errorf("its bar is %s", got.bar())
		}
	})
}

func TestAStyleSheetThatWasJustReplacedIsStillThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, options(t))
		d.write("templates/assets/style.css", "a{order:1}")
		d.publish()
		first := d.style()
		d.write("templates/assets/style.css", "a{order:2}")
		d.publish()
		second := d.style()
		ask := func(when, target string, status int) {
			t.Helper()
			if got := d.get(target); got.StatusCode != status {
				t.Errorf("%s: status %d", when, got.StatusCode)
			}
		}
		time.Sleep(150 * time.Millisecond)
		d.write("templates/assets/style.css", "a{order:3}")
		d.publish()
		ask("twice replaced", first, 200)
		ask("replaced", second, 200)
		time.Sleep(100 * time.Millisecond)
		ask("just before", first, 200)
		time.Sleep(100 * time.Millisecond)
		ask("later", first, 404)
		ask("replaced a little after", second, 200)
		time.Sleep(time.Second)
		ask("later", second, 404)

		d.write("templates/assets/style.css", "a{order:1}")
		d.publish()
		time.Sleep(2 * time.Second)
		ask("back again", first, 200)

		d.remove("claims/one.md")
		d.publish()
		ask("a page is gone at once", "/claims/one/", 404)
	})
}

func TestAChangeTellsHowManyOutputsDiffer(t *testing.T) {
	d := newDesk(t, options(t))
	want := func(when string, change, want preview.Change) {
		t.Helper()
		if change != want {
			t.Errorf("%s: %+v", when, change)
		}
	}
	first := d.publish()
	want("the first", first, preview.Change{Generation: 1, Added: len(d.last.Outputs)})
	want("the same again", d.publish(), preview.Change{Generation: 2})
	d.write("content/about.md", "---\ntitle: About\n---\nOthers.\n")
	want("a text", d.publish(), preview.Change{Generation: 3, Changed: 1})
	d.write("content/method.md", "---\ntitle: Method\n---\n")
	want("a new page", d.publish(), preview.Change{Generation: 4, Added: 1})
	d.remove("content/method.md")
	d.write("content/contact.md", "---\ntitle: Contact\n---\n")
	want("a renamed page", d.publish(), preview.Change{Generation: 5, Added: 1, Removed: 1})
	d.write("content/contact.md", "")
	want("a broken page", d.publish(), preview.Change{Generation: 6, Failed: true})
	d.remove("content/contact.md")
	want("a removed page", d.publish(), preview.Change{Generation: 7, Removed: 1})
}

func TestOfManyDiagnosticsSomeAreListed(t *testing.T) {
	d := shown(t)
	for i := range 70 {
		d.claim(fmt.Sprintf("a%d", i), "published: 2026-01-03\nlicence: x", "Text.")
	}
	d.publish()
	bar := d.get("/").bar()
	if n := strings.Count(bar, "<li "); n != 50 || !strings.Contains(bar, "and 20 more") || !strings.Contains(bar, "70 errors") {
		t.Errorf("%d are listed: %s", n, bar)
	}
}
