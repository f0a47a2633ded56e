package preview

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"golang.org/x/net/html"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// The marks around what is put on pages.
const (
	startMark = "<!--assay-preview-->"
	endMark   = "<!--/assay-preview-->"
)

// decoration is what is put on a page.
type decoration struct {
	version string // of all the address shows
	links   string // to the style sheet and the script, up to the script's data
	bar     []byte
}

// bar is what stands at the foot of every page.
type bar struct {
	Source string // the input file behind the page, "" where there is none
	State  string // "" where the page is published
	Notice bool   // the page itself tells what is wrong
	Failed bool   // the newest result cannot be shown, an older one is
	Count  string // of what is open in the whole site, "" where nothing is
	Here   string // of what is open in Source
	Others string // of what is open elsewhere
	Found  excerpts
}

// notice is a page of the preview's own.
type notice struct {
	Title string
	Found excerpts
}

// decorate makes what is put on an answer, if it is a page, and its version in any case.
func (s *Server) decorate(st *state, a answer) decoration {
	var d decoration
	h := digest.New("preview")
	h.Int(int64(a.status))
	h.String(a.location)
	if a.output != nil {
		h.Sum(a.output.Key)
	}
	if a.isPage() {
		d = s.dress(st, a)
		h.String(d.links)
		h.String(string(d.bar))
	}
	if a.status == http.StatusServiceUnavailable {
		for _, f := range st.found.excerpts().Listed { // on the page itself
			h.String(f.Line)
			h.String(f.Source)
		}
	}
	d.version = h.Done().Short()
	return d
}

// dress makes what is put on a page, but for its version.
func (s *Server) dress(st *state, a answer) decoration {
	links := fmt.Sprintf(`<link rel="stylesheet" href="%s?v=%s"><script src="%s?v=%s" defer data-pictures="%s"`,
		stylePath, s.client[stylePath].version, scriptPath, s.client[scriptPath].version, st.outputs.pictures)
	return decoration{links: links, bar: s.execute("bar.html", newBar(st, a))}
}

func newBar(st *state, a answer) bar {
	b := bar{Notice: st.good == nil, Failed: st.good != nil && st.found.all.Failed(), Count: st.found.String()}
	here, others := findings{}, st.found
	if a.output != nil && a.output.Source != "" {
		b.Source, b.State = diag.Visible(a.output.Source), stateOf(st.good.Site, a.output.Source)
		here, others = st.found.split(a.output.Source)
	}
	b.Here, b.Others = here.String(), others.String()
	if b.Failed {
		here = st.found
	}
	b.Found = here.excerpts()
	return b
}

// stateOf tells what a page is that is not published.
func stateOf(s *site.Site, source string) string {
	state := site.Live
	if i := slices.IndexFunc(s.Claims, func(c *site.Claim) bool { return c.Path == source }); i >= 0 {
		state = s.Claims[i].State
	}
	if i := slices.IndexFunc(s.Articles, func(a *site.Article) bool { return a.Path == source }); i >= 0 {
		state = s.Articles[i].State
	}
	switch state {
	case site.Draft:
		return "Draft"
	case site.Scheduled:
		return "Scheduled"
	default:
		return ""
	}
}

// on puts the decoration on a page that is answered with a status.
func (d decoration) on(page []byte, status int) []byte {
	at := endOfBody(page)
	var b bytes.Buffer
	b.Grow(len(page) + len(d.links) + len(d.bar) + 200)
	b.Write(page[:at])
	fmt.Fprintf(&b, `%s%s data-version="%s" data-status="%d"></script>%s%s`, startMark, d.links, d.version, status, d.bar, endMark)
	b.Write(page[at:])
	return b.Bytes()
}

// endOfBody is where a page's body is closed for the last time, or its end. What a script or a comment says of it does not count.
func endOfBody(page []byte) int {
	end, at := len(page), 0
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind, length := tokens.Next(), len(tokens.Raw())
		if kind == html.ErrorToken {
			return end
		}
		if name, _ := tokens.TagName(); kind == html.EndTagToken && string(name) == "body" {
			end = at
		}
		at += length
	}
}

// execute makes HTML from one of the client's templates.
func (s *Server) execute(name string, data any) []byte {
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, name, data); err != nil {
		return []byte(template.HTMLEscapeString(err.Error())) // a programming error, which should be seen
	}
	return bytes.TrimSpace(b.Bytes())
}
