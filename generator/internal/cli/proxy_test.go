package cli_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// proxy stands between a browser and a preview, adds headers to answers and counts the open streams of events.
type proxy struct {
	address string
	streams atomic.Int32
}

func between(t *testing.T, w *watching, headers ...string) *proxy {
	t.Helper()
	to, err := url.Parse(w.address)
	if err != nil {
		t.Fatal(err)
	}
	to.Path = ""
	behind := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}
	p := &proxy{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/.assay/events") {
			p.streams.Add(1)
			defer p.streams.Add(-1)
		}
		for i := 0; i < len(headers); i += 2 {
			rw.Header().Set(headers[i], headers[i+1])
		}
		behind.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	p.address = server.URL
	return p
}
