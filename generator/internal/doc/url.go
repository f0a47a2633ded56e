package doc

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/generator/internal/diag"
)

// URL is an address that was typed and may be linked: http or https with a host, or a path
// of this site beginning with a slash.
type URL string

// UnmarshalText reads a URL; the error is a [diag.Problem].
func (u *URL) UnmarshalText(text []byte) error {
	s := string(text)
	if err := CheckURL(s, []string{"http", "https"}); err != nil {
		return err
	}
	*u = URL(s)
	return nil
}

// WebURL is a [URL] that leads to another site: http or https with a host.
type WebURL string

// UnmarshalText reads a URL; the error is a [diag.Problem].
func (u *WebURL) UnmarshalText(text []byte) error {
	s := string(text)
	if strings.HasPrefix(s, "/") {
		return diag.Problemf(diag.BadURL, "%q has no host", s).Because("write it whole, beginning with https://")
	}
	if err := CheckURL(s, []string{"http", "https"}); err != nil {
		return err
	}
	*u = WebURL(s)
	return nil
}

// Contact is a URL or an e-mail address, kept as a URL that can be linked.
type Contact string

// UnmarshalText reads an address or a URL.
func (c *Contact) UnmarshalText(text []byte) error {
	s := string(text)
	if a, err := mail.ParseAddress(s); err == nil && a.Address == s {
		*c = Contact("mailto:" + s)
		return nil
	}
	if err := CheckURL(s, []string{"http", "https", "mailto"}); err != nil {
		return err
	}
	*c = Contact(s)
	return nil
}

// CheckURL tells what is wrong with an address that should be site-relative or have one of the schemes.
func CheckURL(s string, schemes []string) error {
	bad := func(format string, args ...any) *diag.Problem { return diag.Problemf(diag.BadURL, format, args...) }
	if i := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r == '\\' }); i >= 0 {
		return bad("%q is no URL: it has a space or a backslash", s).Because("write a space as %%20")
	}
	u, err := url.Parse(s)
	if scheme, rest, ok := strings.Cut(s, "://"); ok && isHTTP(scheme) && !strings.HasPrefix(rest, "/") {
		if problem := CheckHTTP(s); problem != nil {
			return problem
		}
	}
	switch {
	case err != nil:
		return bad("%q is no URL", s)
	case strings.HasPrefix(s, "//"):
		return bad("%q has no scheme", s).Because("write https:%s", s)
	case strings.HasPrefix(s, "/"):
		return nil
	case u.Scheme == "":
		return bad("%q is no URL", s).Because("write it whole, such as https://%s", strings.TrimPrefix(s, "./"))
	case !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		return bad("%q: the scheme %s is not allowed", s, u.Scheme).Because("allowed: %s", strings.Join(schemes, ", "))
	case u.Scheme == "mailto" && !strings.Contains(u.Opaque, "@"):
		return bad("%q has no e-mail address", s)
	case u.Hostname() == "" && u.Scheme != "mailto":
		return bad("%q has no host", s)
	}
	return nil
}

func isHTTP(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// Host gives the host of an address without www., "" where it has none.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// Absolute makes a path of a site whole: base is the site's address, which ends in a slash, or "" where it has none. Other
// addresses stay as they are.
//
// What is beyond ASCII is percent-encoded. Sitemaps want it (RFC 3986), and programs compare addresses letter by letter: all that
// name a page must name it in the same way.
func Absolute(base, address string) string {
	rest, ok := strings.CutPrefix(address, "/")
	if !ok || base == "" {
		return address
	}
	if isASCII(rest) {
		return base + rest
	}
	b := []byte(base)
	for i := range len(rest) {
		if c := rest[i]; c < utf8.RuneSelf {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "%%%02X", c)
		}
	}
	return string(b)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
