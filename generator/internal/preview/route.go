package preview

import (
	"net/http"
	"net/url"
	"strings"

	"assay/generator/internal/plan"
)

// answer is what an address leads to.
type answer struct {
	status   int          // 200, 302, 404, or 503 where nothing could be built yet
	output   *plan.Output // of 200; 404.html, where the site has one
	location string       // of 302
}

// isPage tells whether there is a document to put the bar on.
func (a answer) isPage() bool {
	return a.status == http.StatusServiceUnavailable || a.output != nil && isPage(a.output)
}

func isPage(o *plan.Output) bool { return strings.HasPrefix(o.Type, "text/html") }

// route finds what an address leads to. Whatever the path is made of, only an output's own can be found.
func (s *Server) route(st *state, u *url.URL) answer {
	if st.good == nil {
		return answer{status: http.StatusServiceUnavailable}
	}
	missing := answer{status: http.StatusNotFound, output: st.outputs.get("404.html")}
	if strings.Contains(strings.ToLower(u.EscapedPath()), "%2f") { // a slash that separates nothing
		return missing
	}
	file, inside := strings.CutPrefix(u.Path, st.root)
	if !inside {
		if u.Path == "/" || u.Path+"/" == st.root {
			return answer{status: http.StatusFound, location: st.base}
		}
		return missing
	}
	folder := file == "" || strings.HasSuffix(file, "/")
	if folder {
		file += "index.html"
	}
	if o := st.outputs.get(file); o != nil {
		return answer{status: http.StatusOK, output: o}
	}
	if !folder && st.outputs.get(file+"/index.html") != nil {
		to := url.URL{Path: u.Path + "/", RawQuery: u.RawQuery}
		return answer{status: http.StatusFound, location: to.String()}
	}
	if o, ok := s.retired.Load(file); ok {
		return answer{status: http.StatusOK, output: o.(*plan.Output)}
	}
	return missing
}
