package preview_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
)

func TestAPageIsTheOutputAndABar(t *testing.T) {
	d := shown(t)
	got := d.get("/claims/one/")
	if got.StatusCode != 200 || got.plain() != d.rendered("claims/one/index.html") {
		t.Errorf("status %d, %s", got.StatusCode, got.plain())
	}
	if !strings.Contains(got.body, "<!--/assay-preview--></body>") {
		t.Error("the bar does not stand at the end of the body")
	}
}

func TestTheBarFindsItsPlace(t *testing.T) {
	tests := []struct{ page, want string }{
		{"<p>x</body></html>", "<p>x|</body></html>"},
		{"<p>x</BODY\n></html>", "<p>x|</BODY\n></html>"},
		{"<p></body>x</body>", "<p></body>x|</body>"},
		{"<p>x", "<p>x|"},
		{"", "|"},
		{"<p>\u212a\u0130</body>", "<p>\u212a\u0130|</body>"}, // other lengths in lower case
		{"<p>x</bod", "<p>x</bod|"},
		{"<p>x</body></html><!-- </body> -->", "<p>x|</body></html><!-- </body> -->"},
		{"<p>x</body><script>say('</body>')</script>", "<p>x|</body><script>say('</body>')</script>"},
		{"<p>x</body><p title='</body>'>", "<p>x|</body><p title='</body>'>"},
	}
	d := newDesk(t, options(t))
	r := *d.build()
	for _, tt := range tests {
		r.Outputs = []plan.Output{page("index.html", tt.page)}
		d.Publish(&r)
		if got := decoration.ReplaceAllString(d.get("/").body, "|"); got != tt.want {
			t.Errorf("%q became %q", tt.page, got)
		}
	}
}

// page is an output that is made of its text alone.
func page(path, text string) plan.Output {
	return plan.Output{
		Path: path, Type: plan.TypeOf(path), Key: digest.Of("test", text),
		WriteTo: func(w io.Writer) error { _, err := io.WriteString(w, text); return err },
	}
}

func TestFilesOtherThanPagesAreLeftAlone(t *testing.T) {
	d := newDesk(t, options(t))
	d.write("site.yaml", "title: Desk\nbase_url: https://facts.example.org/\n")
	d.publish()
	seen := map[string]bool{}
	for _, o := range d.last.Outputs {
		if strings.HasPrefix(o.Type, "text/html") {
			continue
		}
		got := d.get("/" + o.Path)
		if got.StatusCode != 200 || got.body != d.rendered(o.Path) || got.Header.Get("Content-Type") != o.Type {
			t.Errorf("%s: status %d, type %s", o.Path, got.StatusCode, got.Header.Get("Content-Type"))
		}
		seen[o.Type] = true
	}
	if len(seen) < 4 {
		t.Errorf("only %v were seen", seen)
	}
}

func TestHeaders(t *testing.T) {
	d := shown(t)
	tests := []struct{ target, mediaType string }{
		{"/claims/one/", "text/html; charset=utf-8"},
		{"/nope", "text/html; charset=utf-8"},
		{d.style(), "text/css; charset=utf-8"},
		{"/.assay/preview.js", "text/javascript; charset=utf-8"},
		{"/.assay/preview.css", "text/css; charset=utf-8"},
	}
	for _, tt := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			got := d.do(method, tt.target)
			h := got.Header
			if h.Get("Content-Type") != tt.mediaType || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-cache" {
				t.Errorf("%s %s: %v", method, tt.target, h)
			}
		}
	}
}

// Over a real connection, where HEAD has no body.
func TestHeadIsGetWithoutTheBody(t *testing.T) {
	d := shown(t)
	server := httptest.NewServer(d)
	defer server.Close()
	for _, target := range []string{"/claims/one/", "/nope", "/.assay/preview.js", "/claims/one"} {
		replies := map[string]reply{}
		for _, method := range []string{"GET", "HEAD"} {
			r, err := http.NewRequestWithContext(t.Context(), method, server.URL+target, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept-Encoding", "identity")
			answer, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			replies[method] = read(t, answer)
		}
		get, head := replies["GET"], replies["HEAD"]
		if head.StatusCode != get.StatusCode || head.body != "" || head.Header.Get("ETag") != get.Header.Get("ETag") {
			t.Errorf("%s: %d %q", target, head.StatusCode, head.body)
		}
		if get.StatusCode != 302 && head.ContentLength != int64(len(get.body)) {
			t.Errorf("%s: length %d", target, head.ContentLength)
		}
	}
}

func TestWhatDidNotChangeIsNotSentAgain(t *testing.T) {
	d := shown(t)
	for _, target := range []string{"/claims/one/", d.style(), "/.assay/preview.js"} {
		tag := d.get(target).Header.Get("ETag")
		if tag == "" || strings.HasPrefix(tag, "W/") {
			t.Fatalf("%s: ETag %s", target, tag)
		}
		if got := d.get(target, "If-None-Match", tag); got.StatusCode != 304 || got.body != "" {
			t.Errorf("%s: status %d, %q", target, got.StatusCode, got.body)
		}
		if got := d.get(target, "If-None-Match", `"other"`); got.StatusCode != 200 {
			t.Errorf("%s: status %d for another tag", target, got.StatusCode)
		}
	}
	tag := d.get("/claims/one/").Header.Get("ETag")
	d.claim("two", "published: 2026-01-02", "Changed.")
	d.publish()
	if got := d.get("/claims/one/", "If-None-Match", tag); got.StatusCode != 304 {
		t.Errorf("status %d after another page was changed", got.StatusCode)
	}
	d.claim("one", "published: 2026-01-01", "Changed.")
	d.publish()
	if got := d.get("/claims/one/", "If-None-Match", tag); got.StatusCode != 200 || !strings.Contains(got.body, "Changed.") {
		t.Errorf("status %d after the page was changed", got.StatusCode)
	}
	tag = d.get("/claims/one/").Header.Get("ETag")
	d.write("content/about.md", "")
	d.publish()
	if got := d.get("/claims/one/", "If-None-Match", tag); got.StatusCode != 200 || got.Header.Get("ETag") == tag {
		t.Errorf("status %d, tag %s after the bar was changed", got.StatusCode, got.Header.Get("ETag"))
	}
}

func TestRanges(t *testing.T) {
	d := newDesk(t, options(t))
	r := *d.build()
	r.Outputs = []plan.Output{page("film.mp4", "0123456789")}
	d.Publish(&r)
	tag := d.get("/film.mp4").Header.Get("ETag")
	tests := []struct {
		header []string
		status int
		body   string
	}{
		{nil, 200, "0123456789"},
		{[]string{"Range", "bytes=2-4"}, 206, "234"},
		{[]string{"Range", "bytes=-3"}, 206, "789"},
		{[]string{"Range", "bytes=20-"}, 416, ""},
		{[]string{"Range", "bytes=2-4", "If-Range", tag}, 206, "234"},
		{[]string{"Range", "bytes=2-4", "If-Range", `"other"`}, 200, "0123456789"},
	}
	for _, tt := range tests {
		got := d.get("/film.mp4", tt.header...)
		if got.StatusCode != tt.status || tt.body != "" && got.body != tt.body {
			t.Errorf("%v: status %d, %q", tt.header, got.StatusCode, got.body)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	d := shown(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "BREW"} {
		for _, target := range []string{"/claims/one/", "/.assay/events?url=/"} {
			if got := d.do(method, target); got.StatusCode != 405 || got.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: status %d, %v", method, target, got.StatusCode, got.Header)
			}
		}
	}
}

func TestOutputsAreMadeOnceAndForgottenWhenThereAreTooMany(t *testing.T) {
	d := newDesk(t, options(t))
	made := map[string]int{}
	counted := func(path string, size int) plan.Output {
		return plan.Output{Path: path, Type: plan.TypeOf(path), Key: digest.Of("test", path), WriteTo: func(w io.Writer) error {
			made[path]++
			_, err := w.Write(make([]byte, size))
			return err
		}}
	}
	r := *d.build()
	r.Outputs = []plan.Output{counted("a.png", 15<<20), counted("b.png", 15<<20), counted("c.png", 15<<20), counted("huge.mp4", 40<<20)}
	d.Publish(&r)
	ask := func(path string, want int) {
		t.Helper()
		if got := d.do("HEAD", "/"+path); got.StatusCode != 200 || made[path] != want {
			t.Errorf("%s: status %d, made %d times, not %d", path, got.StatusCode, made[path], want)
		}
	}
	ask("a.png", 1)
	ask("a.png", 1)
	ask("b.png", 1)
	ask("a.png", 1)
	ask("c.png", 1) // b is forgotten, which was asked for longest ago
	ask("a.png", 1)
	ask("b.png", 2)
	ask("huge.mp4", 1)
	ask("huge.mp4", 1)
	d.Publish(&r)
	ask("huge.mp4", 1)
	ask("a.png", 2)
}

func TestTheFirstResultIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, options(t))
		answered := make(chan reply, 1)
		go func() { answered <- d.get("/claims/one/") }()
		synctest.Wait()
		select {
		case got := <-answered:
			t.Fatalf("status %d before there was anything", got.StatusCode)
		default:
		}
		d.publish()
		if got := <-answered; got.StatusCode != 200 {
			t.Errorf("status %d", got.StatusCode)
		}
	})
}

func TestWhoLeavesBeforeTheFirstResultIsNotWaitedFor(t *testing.T) {
	d := newDesk(t, options(t))
	ctx, leave := context.WithCancel(t.Context())
	leave()
	r := httptest.NewRequestWithContext(ctx, "GET", "http://localhost/", nil)
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if w.Body.Len() > 0 {
		t.Errorf("%s", w.Body)
	}
}
