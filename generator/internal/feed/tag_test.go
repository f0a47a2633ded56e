package feed_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"testing/quick"

	"assay/generator/internal/diag"
	"assay/generator/internal/feed"
)

// tagForm is tagURI of RFC 4151 without e-mail addresses and fragments, with pchar of RFC 3986.
var tagForm = regexp.MustCompile(`^tag:[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?(\.[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?)*` +
	`,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?:([0-9A-Za-z._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$`)

func authority(t testing.TB, text string) feed.Authority {
	t.Helper()
	a, err := feed.ParseAuthority(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAuthority(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"a domain":              {"facts.example.org", "facts.example.org,2026"},
		"the day it would have": {"facts.example.org,2026", "facts.example.org,2026"},
		"a year":                {"facts.example.org,2031", "facts.example.org,2031"},
		"a month":               {"facts.example.org,2031-05", "facts.example.org,2031-05"},
		"a day":                 {"facts.example.org,2032-02-29", "facts.example.org,2032-02-29"},
		"upper case":            {"Facts.Example.ORG", "facts.example.org,2026"},
		"beyond ASCII":          {"fäkten.example.org", "xn--fkten-gra.example.org,2026"},
		"beyond ASCII, capital": {"FÄKTEN.example.org", "xn--fkten-gra.example.org,2026"},
		"decomposed":            {"fa\u0308kten.example.org", "xn--fkten-gra.example.org,2026"},
		"sharp s":               {"straße.example.org", "xn--strae-oqa.example.org,2026"},
		"Greek final sigma":     {"λόγος.example.org", "xn--oxapnm1c.example.org,2026"},
		"punycode":              {"xn--fkten-gra.example.org", "xn--fkten-gra.example.org,2026"},
		"Hebrew":                {"חדשות.example.org", "xn--7dbee7eg.example.org,2026"},
		"Chinese, wide dot":     {"事实。example.org", "xn--3kqq23a.example.org,2026"},
		"a machine":             {"localhost", "localhost,2026"},
		"hyphens":               {"a--b.example.org", "a--b.example.org,2026"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			var got feed.Authority
			if err := got.UnmarshalText([]byte(tt.text)); err != nil || string(got) != tt.want {
				t.Errorf("%q is read as %q, %v; want %q", tt.text, got, err, tt.want)
			}
		})
	}
}

func TestAuthorityRefuses(t *testing.T) {
	tests := map[string]struct{ text, message, hint string }{
		"nothing":          {"", `"" is no domain name`, "write it like facts.example.org"},
		"a URL":            {"https://example.org", `"https://example.org" is no domain name`, "write it like facts.example.org"},
		"a path":           {"example.org/facts", `"example.org/facts" is no domain name`, "write it like facts.example.org"},
		"a port":           {"example.org:80", `"example.org:80" is no domain name`, "write it like facts.example.org"},
		"an e-mail":        {"a@example.org", `"a@example.org" is no domain name`, "write it like facts.example.org"},
		"IPv6":             {"::1", `"::1" is no domain name`, "write it like facts.example.org"},
		"a space":          {"example .org", `"example .org" is no domain name`, "write it like facts.example.org"},
		"an underscore":    {"my_facts.example.org", `"my_facts.example.org" is no domain name`, "write it like facts.example.org"},
		"a leading dot":    {".example.org", `".example.org" is no domain name`, "write it like facts.example.org"},
		"a trailing dot":   {"example.org.", `"example.org." is no domain name`, "write it like facts.example.org"},
		"two dots":         {"example..org", `"example..org" is no domain name`, "write it like facts.example.org"},
		"a leading hyphen": {"-example.org", `"-example.org" is no domain name`, "write it like facts.example.org"},
		"bad punycode":     {"xn--a.example.org", `"xn--a.example.org" is no domain name`, "write it like facts.example.org"},
		"a long label":     {strings.Repeat("a", 64) + ".org", `"` + strings.Repeat("a", 64) + `.org" is no domain name`, "write it like facts.example.org"},
		"no UTF-8":         {"a\xb9.org", `"a\xb9.org" is no domain name`, "write it like facts.example.org"},
		"no day":           {"example.org,", `"" is no date on which the domain was yours`, "write it like example.org,2031 or example.org,2031-05-20"},
		"a word":           {"example.org,now", `"now" is no date on which the domain was yours`, "write it like example.org,2031 or example.org,2031-05-20"},
		"a short year":     {"example.org,31", `"31" is no date on which the domain was yours`, "write it like example.org,2031 or example.org,2031-05-20"},
		"a short month":    {"example.org,2031-5", `"2031-5" is no date on which the domain was yours`, "write it like example.org,2031 or example.org,2031-05-20"},
		"no such day":      {"example.org,2031-02-29", `"2031-02-29" is no date on which the domain was yours`, "write it like example.org,2031 or example.org,2031-05-20"},
		"two days":         {"example.org,2031,2032", `"2031,2032" is no date on which the domain was yours`, "write it like example.org,2031 or example.org,2031-05-20"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, err := feed.ParseAuthority(tt.text)
			var p *diag.Problem
			if !errors.As(err, &p) {
				t.Fatalf("%q is read as %q, %v", tt.text, got, err)
			}
			if want := (diag.Problem{Code: diag.BadValue, Message: tt.message, Hint: tt.hint}); *p != want {
				t.Errorf("got %+v, want %+v", *p, want)
			}
		})
	}
}

func TestTagURI(t *testing.T) {
	a := authority(t, "facts.example.org")
	tests := map[string]struct {
		path []string
		want string
	}{
		"a claim":        {[]string{"claims", "us-13-wars"}, "tag:facts.example.org,2026:claims/us-13-wars"},
		"three segments": {[]string{"feeds", "topics", "war-costs"}, "tag:facts.example.org,2026:feeds/topics/war-costs"},
		"Cyrillic":       {[]string{"claims", "война"}, "tag:facts.example.org,2026:claims/%D0%B2%D0%BE%D0%B9%D0%BD%D0%B0"},
		"Chinese":        {[]string{"claims", "战-13"}, "tag:facts.example.org,2026:claims/%E6%88%98-13"},
		"reserved":       {[]string{"a/b", "c?d#e%f g"}, "tag:facts.example.org,2026:a%2Fb/c%3Fd%23e%25f%20g"},
		"allowed":        {[]string{"a:b@c~d.e_f-g"}, "tag:facts.example.org,2026:a:b@c~d.e_f-g"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			if got := a.TagURI(tt.path...); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestTagURIsDiffer sees that two things never share an id, whatever they are called.
func TestTagURIsDiffer(t *testing.T) {
	a := authority(t, "facts.example.org")
	seen := map[string][2]string{}
	differ := func(kind, name string) bool {
		uri := a.TagURI(kind, name)
		before, taken := seen[uri]
		seen[uri] = [2]string{kind, name}
		return !taken || before == seen[uri]
	}
	for _, s := range []string{"", "a", "A", "/", "a/b", "%", "%2F", "%2f", "+", " ", "%20", "é", "e\u0301", "%C3%A9", "a:b", "?", "#"} {
		for _, r := range []string{"", "a", "b", "/", "/b", "b/", "%2F"} {
			if !differ(s, r) || !differ(r, s) {
				t.Errorf("%q and %q share an id with others", s, r)
			}
		}
	}
	if err := quick.Check(differ, nil); err != nil {
		t.Error(err)
	}
}

func FuzzTagURI(f *testing.F) {
	f.Add("facts.example.org", "us-13-wars")
	f.Add("FÄKTEN.example.org,2031-05", "战争")
	f.Add("\xb9", "0")
	f.Add("a_b@example.org,", "%\x00\xff#")
	f.Fuzz(func(t *testing.T, text, name string) {
		a, err := feed.ParseAuthority(text)
		if err != nil {
			return
		}
		if uri := a.TagURI("claims", name); !tagForm.MatchString(uri) {
			t.Errorf("%q is no tag: URI", uri)
		}
		if again := authority(t, string(a)); again != a {
			t.Errorf("%q is read as %q, and that as %q", text, a, again)
		}
	})
}
