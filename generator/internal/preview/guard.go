package preview

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// refusal says why a request is not answered, "" where it is.
func (s *Server) refusal(r *http.Request) string {
	if !s.isOurs(r.Host) {
		return fmt.Sprintf("The preview does not answer to the name %q: another site may have pointed it to this machine. "+
			"Ask for localhost, or start assay serve with a name of your own.", r.Host)
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || !strings.EqualFold(u.Host, r.Host) {
			return fmt.Sprintf("The preview does not answer to other sites, and this request was sent by %q.", origin)
		}
	}
	followed := r.Header.Get("Sec-Fetch-Mode") == "navigate" && slices.Contains([]string{"document", ""}, r.Header.Get("Sec-Fetch-Dest")) // a link
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" && !followed {
		return "The preview does not answer to other sites, and this request was sent by a page of one."
	}
	return ""
}

// isOurs tells whether a Host header, whose port does not matter, is an address or a name that nobody else can give this machine.
func (s *Server) isOurs(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	same := func(name string) bool { return strings.EqualFold(name, host) }
	host = strings.TrimSuffix(host, ".")
	return same("localhost") || strings.HasSuffix(strings.ToLower(host), ".localhost") || slices.ContainsFunc(s.opt.Hosts, same)
}
