package doc_test

import (
	"strings"
	"testing"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

func TestCheckHTTP_RefusesMisleadingHosts(t *testing.T) {
	for name, tt := range map[string]struct{ url, says string }{
		"user":                     {"https://facts.example.org@elsewhere.invalid/", "a user name"},
		"user and password":        {"https://user:pw@elsewhere.invalid/", "a user name"},
		"empty user":               {"https://@elsewhere.invalid/", "a user name"},
		"empty user and password":  {"https://:@elsewhere.invalid/", "a user name"},
		"two at signs":             {"https://a@b@elsewhere.invalid/", "a user name"},
		"user without path":        {"http://a@elsewhere.invalid", "a user name"},
		"user before a query":      {"http://a@elsewhere.invalid?x", "a user name"},
		"encoded at sign":          {"https://facts.example.org%40elsewhere.invalid/", "a user name"},
		"twice encoded at sign":    {"https://facts.example.org%2540elsewhere.invalid/", "a user name"},
		"fullwidth at sign":        {"https://facts.example.org\uff20elsewhere.invalid/", "a user name"},
		"small at sign":            {"https://facts.example.org\ufe6belsewhere.invalid/", "a user name"},
		"encoded fullwidth at":     {"https://facts.example.org%EF%BC%A0elsewhere.invalid/", "a user name"},
		"backslash and at":         {`https://facts.example.org\@elsewhere.invalid/`, "a user name"},
		"encoded backslash and at": {"https://facts.example.org%5C@elsewhere.invalid/", "a user name"},
		"encoded slash and at":     {"https://facts.example.org%2F@elsewhere.invalid/", "a user name"},
		"backslash":                {`https://facts.example.org\.elsewhere.invalid/`, "no host name has"},
		"encoded slash":            {"https://facts.example.org%2f.elsewhere.invalid/", "no host name has"},
		"fullwidth slash":          {"https://facts.example.org\uff0f.elsewhere.invalid/", "no host name has"},
		"encoded question mark":    {"https://facts.example.org%3f.elsewhere.invalid/", "no host name has"},
		"fullwidth number sign":    {"https://facts.example.org\uff03.elsewhere.invalid/", "no host name has"},
		"tab":                      {"https://facts.exa\tmple.org/", "no host name has"},
		"line break":               {"https://facts.exa\nmple.org/", "no host name has"},
		"no-break space":           {"https://facts.example.org\u00a0.invalid/", "no host name has"},
		"encoded letter":           {"https://%65xample.org/", "encoded host name"},
		"division slash":           {"https://facts.example.org\u2215a.invalid/", "invalid host name"},
		"fraction slash":           {"https://facts.example.org⁄a.invalid/", "invalid host name"},
		"letter colon":             {"https://facts.example.org꞉a.invalid/", "invalid host name"},
		"port 0":                   {"https://example.org:0/", "impossible"},
		"port 00":                  {"https://example.org:00/", "impossible"},
		"port 65536":               {"https://example.org:65536/", "impossible"},
		"endless port":             {"https://example.org:" + strings.Repeat("9", 50), "impossible"},
		"negative port":            {"https://example.org:-1/", "impossible"},
		"signed port":              {"https://example.org:+80/", "impossible"},
		"hexadecimal port":         {"https://example.org:0x50/", "impossible"},
		"port with underscore":     {"https://example.org:8_0/", "impossible"},
		"word for a port":          {"https://example.org:port/", "impossible"},
		"empty port":               {"https://example.org:/", "no port"},
		"two ports":                {"https://example.org:80:80/", "invalid host name"},
		"fullwidth colon":          {"https://example.org\uff1a0/", "impossible"},
		"port of IPv6":             {"https://[::1]:0/", "impossible"},
		"IPv6 with a zone":         {"https://[fe80::1%25eth0]/", "no host name has"},
		"IPv4 in brackets":         {"https://[127.0.0.1]/", "IPv6"},
		"IPv6 without brackets":    {"https://fe80::1/", "invalid host name"},
		"only dots":                {"https://../", "invalid host name"},
		"no host":                  {"https:///path", "no host"},
		"no host, only a port":     {"https://:80/", "no host"},
	} {
		t.Run(name, func(t *testing.T) {
			p := doc.CheckHTTP(tt.url)
			if p == nil || p.Code != diag.BadURL || !strings.Contains(p.Message, tt.says) {
				t.Errorf("%q: %v, want %q", tt.url, p, tt.says)
			}
			var u doc.URL
			if u.UnmarshalText([]byte(tt.url)) == nil {
				t.Errorf("%q is accepted as a URL", tt.url)
			}
		})
	}
}

func TestCheckHTTP_AcceptsPossibleHosts(t *testing.T) {
	for _, address := range []string{
		"https://example.org", "http://example.org:1/", "https://example.org:65535/?a@b", "https://example.org/@user",
		"https://example.org/a:0/", "https://example.org#a@b", "https://example.org?q=https://a@b", "https://[2001:db8::1]:8080/",
		"https://b\u00fccher.example/", "https://xn--bcher-kva.example/", "https://a_b.example.org/", "https://example.org./",
		"https://\u4f8b\u3048.\u30c6\u30b9\u30c8/", "HTTPS://EXAMPLE.ORG:443/", "https://127.0.0.1:8080/",
	} {
		if p := doc.CheckHTTP(address); p != nil {
			t.Errorf("%q: %v", address, p)
		}
	}
}

func FuzzCheckHTTP(f *testing.F) {
	f.Add("https://a@b/")
	f.Add("https://%25%34%30:99999")
	f.Fuzz(func(t *testing.T, address string) {
		p := doc.CheckHTTP(address)
		_, rest, _ := strings.Cut(address, "://")
		authority, _, _ := strings.Cut(rest, "/")
		authority, _, _ = strings.Cut(authority, "?")
		authority, _, _ = strings.Cut(authority, "#")
		if p == nil && strings.ContainsAny(authority, `@\% `) {
			t.Errorf("%q is accepted", address)
		}
	})
}
