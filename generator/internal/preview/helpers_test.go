package preview_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/preview"
	"assay/templates"
)

// desk is a small site, the builder that builds it and the preview that shows it.
type desk struct {
	t       testing.TB
	in      afero.Fs
	builder *build.Builder
	last    *build.Result
	*preview.Server
}

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func newDesk(t testing.TB, opt preview.Options) *desk {
	d := &desk{t: t, in: afero.NewMemMapFs(), Server: preview.New(opt)}
	d.builder = build.New(build.Options{Input: d.in, Theme: templates.Files, Now: time.Now, Today: now, Drafts: true})
	d.write("site.yaml", "title: Desk\n")
	d.write("content/team/desk.md", "---\nname: Desk\n---\n")
	d.write("content/about.md", "---\ntitle: About\n---\nUs.\n")
	d.claim("one", "published: 2026-01-01", "First.")
	d.claim("two", "published: 2026-01-02", "Second.")
	return d
}

// shown is a desk whose site is shown.
func shown(t testing.TB) *desk {
	d := newDesk(t, options(t))
	d.publish()
	return d
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	if err := afero.WriteFile(d.in, name, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) read(name string) string {
	d.t.Helper()
	text, err := afero.ReadFile(d.in, name)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

func (d *desk) remove(name string) {
	d.t.Helper()
	if err := d.in.Remove(name); err != nil {
		d.t.Fatal(err)
	}
}

// claim writes a claim with a line of its own in the front matter.
func (d *desk) claim(id, line, text string) {
	d.t.Helper()
	d.write("claims/"+id+".md", "---\nclaim: "+id+" is so.\nverdict: unproven\nconclusion: Nobody knows.\nauthors: [desk]\n"+
		"sources: [{id: s, title: Source}]\n"+line+"\n---\n"+text+" [@s]\n")
}

func (d *desk) build() *build.Result {
	d.t.Helper()
	r, err := d.builder.Build(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	d.last = r
	return r
}

func (d *desk) publish() preview.Change {
	d.t.Helper()
	return d.Publish(d.build())
}

// get asks for an address with header lines in pairs of name and value.
func (d *desk) get(target string, header ...string) reply {
	return d.do(http.MethodGet, target, header...)
}

func (d *desk) do(method, target string, header ...string) reply {
	d.t.Helper()
	r := httptest.NewRequestWithContext(d.t.Context(), method, target, nil)
	r.Host = "127.0.0.1:4000"
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return read(d.t, w.Result())
}

// style is the address of the site's style sheet.
func (d *desk) style() string {
	d.t.Helper()
	m := regexp.MustCompile(`href="(/assets/style\.\w+\.css)"`).FindStringSubmatch(d.get("/").body)
	if m == nil {
		d.t.Fatal("the page has no style sheet")
	}
	return m[1]
}

// rendered is an output of the last build as it would be written to the folder.
func (d *desk) rendered(path string) string {
	d.t.Helper()
	for _, o := range d.last.Outputs {
		if o.Path == path {
			var b bytes.Buffer
			if err := o.WriteTo(&b); err != nil {
				d.t.Fatal(err)
			}
			return b.String()
		}
	}
	d.t.Fatalf("there is no output %s", path)
	return ""
}

// options are those of a preview that tells its log to the test.
func options(t testing.TB) preview.Options {
	return preview.Options{Log: func(message string) { t.Log(message) }}
}

// reply is an answer that was read.
type reply struct {
	*http.Response
	body string
}

func read(t testing.TB, r *http.Response) reply {
	t.Helper()
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{r, string(body)}
}

var decoration = regexp.MustCompile(`(?s)<!--assay-preview-->(.*)<!--/assay-preview-->`)

// plain is the page without what the preview put on it.
func (r reply) plain() string { return decoration.ReplaceAllString(r.body, "") }

// bar is what the preview put on the page.
func (r reply) bar() string {
	if m := decoration.FindStringSubmatch(r.body); m != nil {
		return m[1]
	}
	return ""
}
