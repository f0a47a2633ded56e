package preview

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// refusal returns why a request is not answered, "" if it is.
func (s *Server) refusal(r *http.Request) string {
	if !s.isOurs(r.Host) {
		name := nameOf(r.Host)
		return fmt.Sprintf("The preview does not answer to the name %q: another site may have pointed it to this machine. "+
			"Ask for localhost or, if the name is yours, start assay serve with --allow-host %s", r.Host, shellWord(name))
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || !strings.EqualFold(u.Host, r.Host) && !s.allows(nameOf(u.Host)) {
			return fmt.Sprintf("The preview does not answer to other sites, and this request was sent by %q.", origin)
		}
	}
	followed := r.Header.Get("Sec-Fetch-Mode") == "navigate" && slices.Contains([]string{"document", ""}, r.Header.Get("Sec-Fetch-Dest")) // a link
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" && !followed {
		return "The preview does not answer to other sites, and this request was sent by a page of one."
	}
	return ""
}

// shellWord returns a name as an argument of a command, or a placeholder for one that is not a name.
func shellWord(name string) string {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.' }) {
		return "NAME"
	}
	return name
}

// nameOf returns the name in a Host header, without its port and the point at its end.
func nameOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), "."))
}

// isOurs reports whether a Host header is an address or a name that only the user of this machine can
// give it. Its port does not matter.
func (s *Server) isOurs(host string) bool {
	name := nameOf(host)
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || s.allows(name)
}

// allows reports whether a name is one of those that the user allows, or below one with a leading point.
func (s *Server) allows(name string) bool {
	return slices.ContainsFunc(s.opt.Hosts, func(host string) bool {
		host = strings.ToLower(host)
		return name == strings.TrimPrefix(host, ".") || strings.HasPrefix(host, ".") && strings.HasSuffix(name, host)
	})
}
