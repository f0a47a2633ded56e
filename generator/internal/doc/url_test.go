package doc_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// outcome is the value a type takes a text for, or why it refuses it. The text itself is written §.
func outcome(t *testing.T, text, value string, err error) string {
	t.Helper()
	if err == nil {
		return strings.ReplaceAll(value, text, "§")
	}
	var p *diag.Problem
	if !errors.As(err, &p) || p.Code != diag.BadURL || value != "" {
		t.Fatalf("%q and error %v", value, err)
	}
	return strings.TrimSuffix(strings.ReplaceAll(p.Message, strconv.Quote(text), "§")+"; "+p.Hint, "; ")
}

func TestURLs(t *testing.T) {
	const (
		space   = "§ is no URL: it has a space or a backslash; write a space as %20"
		whole   = "§ is no URL; write it whole, such as https://"
		foreign = "§ has no host; write it whole, beginning with https://"
		noHost  = "§ has no host"
		user    = "§ has a user name, which hides the host it leads to; remove everything between // and @, and the @"
		noPort  = `§ has the port "port", which is impossible; remove the port, or write a number from 1 to 65535`
		noName  = "§ has a character that no host name has; copy the address from the browser's address bar"
		scheme  = "§: the scheme NAME is not allowed; allowed: http, https"
	)
	not := func(name string) string { return strings.Replace(scheme, "NAME", name, 1) }
	tests := map[string]struct{ text, url, web string }{
		"https":                  {"https://example.org/a/b.html?c=d&e=f#g", "§", "§"},
		"http":                   {"http://example.org", "§", "§"},
		"upper case":             {"HTTPS://EXAMPLE.ORG/A", "§", "§"},
		"port":                   {"https://example.org:8443/", "§", "§"},
		"IPv4":                   {"http://127.0.0.1/", "§", "§"},
		"IPv6":                   {"http://[::1]:80/", "§", "§"},
		"host of another script": {"https://bücher.example/straße", "§", "§"},
		"host in CJK":            {"https://例え.テスト/パス", "§", "§"},
		"punycode":               {"https://xn--bcher-kva.example/", "§", "§"},
		"escapes":                {"https://example.org/a%20b?c=%C3%A9", "§", "§"},
		"quotes and brackets":    {`https://example.org/a(b)"c'<d>`, "§", "§"},
		"a path":                 {"/methodology/", "§", foreign},
		"the root":               {"/", "§", foreign},
		"a path with a query":    {"/search/?q=a#b", "§", foreign},
		"no scheme":              {"example.org/a", whole + "example.org/a", whole + "example.org/a"},
		"a relative path":        {"./a", whole + "a", whole + "a"},
		"a fragment":             {"#a", whole + "#a", whole + "#a"},
		"a host only":            {"//example.org/a", "§ has no scheme; write https://example.org/a", foreign},
		"a host behind a slash":  {`/\example.org`, space, foreign},
		"a space":                {"https://example.org/a b", space, space},
		"a space before":         {" https://example.org/", space, space},
		"a line end":             {"https://example.org/\n", space, space},
		"a tab in the scheme":    {"java\tscript:alert(1)", space, space},
		"backslashes":            {`https:\\example.org\a`, space, space},
		"javascript":             {"javascript:alert(1)", not("javascript"), not("javascript")},
		"javascript, mixed case": {"JaVaScRiPt:alert(1)", not("javascript"), not("javascript")},
		"data":                   {"data:text/html,x", not("data"), not("data")},
		"ftp":                    {"ftp://example.org/", not("ftp"), not("ftp")},
		"mailto":                 {"mailto:a@example.org", not("mailto"), not("mailto")},
		"a claim":                {"claim:us-13-wars", not("claim"), not("claim")},
		"no host":                {"https:///a", noHost, noHost},
		"no slashes":             {"https:example.org", noHost, noHost},
		"a port for a host":      {"https://:443/", noHost, noHost},
		"a user for a host":      {"https://user@/", user, user},
		"a bad port":             {"https://example.org:port/", noPort, noPort},
		"a bad escape":           {"https://exa%mple.org/", noName, noName},
		"half an IPv6 address":   {"https://[::1/", "§ has no valid IPv6 address", "§ has no valid IPv6 address"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			var u doc.URL
			err := u.UnmarshalText([]byte(tt.text))
			if got := outcome(t, tt.text, string(u), err); got != tt.url {
				t.Errorf("URL %q: %s\nwant %s", tt.text, got, tt.url)
			}
			var w doc.WebURL
			err = w.UnmarshalText([]byte(tt.text))
			if got := outcome(t, tt.text, string(w), err); got != tt.web {
				t.Errorf("WebURL %q: %s\nwant %s", tt.text, got, tt.web)
			}
		})
	}
}

func TestContacts(t *testing.T) {
	const allowed = "is not allowed; allowed: http, https, mailto"
	tests := map[string]struct{ text, want string }{
		"an address":              {"facts@example.org", "mailto:§"},
		"a tagged address":        {"facts+corrections@example.org", "mailto:§"},
		"an address of a script":  {"fakten@bücher.example", "mailto:§"},
		"mailto":                  {"mailto:facts@example.org", "§"},
		"mailto with a subject":   {"mailto:facts@example.org?subject=A%20claim", "§"},
		"a URL":                   {"https://example.org/contact", "§"},
		"a path":                  {"/contact/", "§"},
		"a name and an address":   {"Facts <facts@example.org>", "§ is no URL: it has a space or a backslash; write a space as %20"},
		"in brackets":             {"<facts@example.org>", "§ is no URL; write it whole, such as https://<facts@example.org>"},
		"no address":              {"facts", "§ is no URL; write it whole, such as https://facts"},
		"nobody":                  {"@example.org", "§ is no URL; write it whole, such as https://@example.org"},
		"mailto and nothing":      {"mailto:", "§ has no e-mail address"},
		"mailto and no address":   {"mailto:facts", "§ has no e-mail address"},
		"mailto and a host":       {"mailto://example.org", "§ has no e-mail address"},
		"javascript":              {"javascript:alert(1)", "§: the scheme javascript " + allowed},
		"telephone":               {"tel:+123", "§: the scheme tel " + allowed},
		"a host without a scheme": {"//example.org", "§ has no scheme; write https://example.org"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			var c doc.Contact
			err := c.UnmarshalText([]byte(tt.text))
			if got := outcome(t, tt.text, string(c), err); got != tt.want {
				t.Errorf("%q: %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestNoURL(t *testing.T) {
	if err := doc.CheckURL("", nil); err == nil {
		t.Error("no text is a URL")
	}
	if err := doc.CheckURL("ftp://example.org", []string{"ftp"}); err != nil {
		t.Error(err)
	}
}

func TestAbsolute(t *testing.T) {
	for _, tt := range []struct{ base, address, want string }{
		{"https://example.org/facts/", "/claims/wars/", "https://example.org/facts/claims/wars/"},
		{"https://example.org/facts/", "/", "https://example.org/facts/"},
		{"https://example.org/", "/claims/人口/#é", "https://example.org/claims/%E4%BA%BA%E5%8F%A3/#%C3%A9"},
		{"https://example.org/", "/a%20b/%e4/", "https://example.org/a%20b/%e4/"},
		{"https://example.org/", "https://example.net/é", "https://example.net/é"},
		{"", "/claims/人口/", "/claims/人口/"},
		{"https://example.org/", "", ""},
	} {
		if got := doc.Absolute(tt.base, tt.address); got != tt.want {
			t.Errorf("Absolute(%q, %q) = %q, want %q", tt.base, tt.address, got, tt.want)
		}
	}
}
