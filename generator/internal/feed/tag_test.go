package feed_test

import (
	"errors"
	"fmt"
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

func TestAuthorityRefusesWhatIsNoDomain(t *testing.T) {
	for what, text := range map[string]string{
		"nothing": "", "a URL": "https://example.org", "a path": "example.org/facts", "a port": "example.org:80",
		"an e-mail address": "a@example.org", "IPv6": "::1", "a space": "example .org", "an underscore": "my_facts.example.org",
		"a leading dot": ".example.org", "a trailing dot": "example.org.", "two dots": "example..org",
		"a leading hyphen": "-example.org", "bad punycode": "xn--a.example.org", "no UTF-8": "a\xb9.org",
		"a long label": strings.Repeat("a", 64) + ".org", "a long name": strings.Repeat("a.", 126) + "org",
	} {
		t.Run(what, func(t *testing.T) {
			refuses(t, text, fmt.Sprintf("%q is no domain name", text), "write it like facts.example.org")
		})
	}
}

func TestAuthorityRefusesWhatIsNoDay(t *testing.T) {
	for what, day := range map[string]string{
		"nothing": "", "a word": "now", "a short year": "31", "a short month": "2031-5", "no such day": "2031-02-29",
		"a moment": "2031-05-20T00:00:00Z", "two days": "2031,2032", "a space": " 2031",
	} {
		t.Run(what, func(t *testing.T) {
			refuses(t, "Example.org,"+day, fmt.Sprintf("%q is no date on which the domain was yours", day),
				"write it like example.org,2031 or example.org,2031-05-20")
		})
	}
}

func refuses(t *testing.T, text, message, hint string) {
	t.Helper()
	got, err := feed.ParseAuthority(text)
	var p *diag.Problem
	if !errors.As(err, &p) {
		t.Fatalf("%q is read as %q, %v", text, got, err)
	}
	if want := (diag.Problem{Code: diag.BadValue, Message: message, Hint: hint}); *p != want {
		t.Errorf("got %+v, want %+v", *p, want)
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
	names := []string{"", "a", "A", "/", "a/b", "%", "%2F", "%2f", "+", " ", "%20", "é", "e\u0301", "%C3%A9", "a:b", "?", "#"}
	for _, s := range names {
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
