package config_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

var parser = config.NewParser()

// show writes findings as "2:7 A012 message; hint", in the order of the file.
func show(found diag.Findings) []string {
	var lines []string
	for _, d := range found.In("").Sort() {
		line := fmt.Sprintf("%d:%d %s %s", d.Line, d.Col, d.Code, d.Message)
		if d.Hint != "" {
			line += "; " + d.Hint
		}
		if d.Severity != diag.Error {
			line += " (" + d.Severity.String() + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

func wantFindings(t *testing.T, got diag.Findings, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, show(got)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// parse reads a file in which nothing is wrong.
func parse(t *testing.T, src string) *config.Config {
	t.Helper()
	cfg, found := parser.Parse([]byte(src))
	wantFindings(t, found)
	return cfg
}

const full = `title: Davos Facts
description: What was said, checked.
base_url: https://facts.example.org/repo
lang: en-gb
languages: [es, {lang: pt-br, title: Fatos de Davos, description: O que se disse., nav: [{label: Checagens, url: /pt-br/claims/}]}]
time_zone: Europe/Berlin
publisher:
  name: Davos Desk
  url: https://desk.example.org/
  logo: /logo.svg
  same_as: [https://social.example/@desk, /about/]
contact:
  corrections: facts@example.org
  submit: https://desk.example.org/submit
policies:
  methodology: methodology
  corrections: corrections-policy
  funding: funding
  ethics: ethics
  ownership: ownership
  feedback: feedback
  masthead: team
nav:
  - {label: Claims, url: /claims/}
  - {label: Desk, url: "https://desk.example.org/"}
licence: https://creativecommons.org/licenses/by/4.0/
feed_authority: facts.example.org
per_page: 12
cards: true
fonts: [templates/fonts/serif.ttf]
embeds: true
search: true
private: [budget, notes]
checks: {A310: off, A311: note, A312: warning, A313: error}
`

var fullConfig = config.Config{
	Title:       "Davos Facts",
	Description: "What was said, checked.",
	BaseURL:     "https://facts.example.org/repo/",
	Lang:        "en-GB",
	Languages: []config.Language{{Lang: "es"}, {
		Lang: "pt-BR", Title: "Fatos de Davos", Description: "O que se disse.",
		Nav: []config.NavItem{{Label: "Checagens", URL: "/pt-br/claims/"}},
	}},
	TimeZone: config.Zone{Name: "Europe/Berlin"},
	Publisher: config.Publisher{
		Name: "Davos Desk", URL: "https://desk.example.org/", Logo: "/logo.svg",
		SameAs: []doc.URL{"https://social.example/@desk", "/about/"},
	},
	Contact: config.Contact{Corrections: "mailto:facts@example.org", Submit: "https://desk.example.org/submit"},
	Policies: config.Policies{
		Methodology: "methodology", Corrections: "corrections-policy", Funding: "funding", Ethics: "ethics",
		Ownership: "ownership", Feedback: "feedback", Masthead: "team",
	},
	Nav:           []config.NavItem{{Label: "Claims", URL: "/claims/"}, {Label: "Desk", URL: "https://desk.example.org/"}},
	Licence:       "https://creativecommons.org/licenses/by/4.0/",
	FeedAuthority: "facts.example.org,2026",
	PerPage:       12,
	Cards:         true,
	Fonts:         []string{"templates/fonts/serif.ttf"},
	Embeds:        true,
	Search:        true,
	Private:       []string{"budget", "notes"},
	Checks:        map[string]config.Severity{"A310": "off", "A311": "note", "A312": "warning", "A313": "error"},
}

func TestEveryKey(t *testing.T) {
	got, found := parser.Parse([]byte(full))
	wantFindings(t, found)
	if diff := cmp.Diff(fullConfig, *got, cmpopts.IgnoreFields(config.Config{}, "Positions")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if at := got.Positions.At("publisher.same_as.1"); at != (diag.At{Line: 11, Col: 43}) {
		t.Errorf("publisher.same_as.1 stands at %v", at)
	}
}

func TestDefaults(t *testing.T) {
	got := parse(t, "title: x\n")
	want := config.Config{Title: "x", Lang: "en", PerPage: 24}
	if diff := cmp.Diff(want, *got, cmpopts.IgnoreFields(config.Config{}, "Positions")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.TimeZone.Location() != time.UTC || got.BaseURL.Path() != "/" || got.Policies.All() != nil {
		t.Errorf("zone %v, path %q, policies %v", got.TimeZone.Location(), got.BaseURL.Path(), got.Policies.All())
	}
	for what, src := range map[string]string{
		"byte order mark":     "\ufefftitle: x\n",
		"Windows lines":       "title: x\r\n",
		"keys without values": "title: x\nlang:\nper_page:\ntime_zone:\nbase_url:\nchecks:\n",
	} {
		if diff := cmp.Diff(want, *parse(t, src), cmpopts.IgnoreFields(config.Config{}, "Positions")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestWrongValues(t *testing.T) {
	const base = "; write it like https://facts.example.org/"
	const query = "A020 a base URL has no query or fragment"
	tests := map[string]struct {
		line string // behind "title: x"
		want []string
	}{
		"an unknown key":          {"base-url: https://example.org/", []string{`2:1 A013 unknown key "base-url"; did you mean "base_url"?`}},
		"a key twice":             {"title: y", []string{`2:1 A015 "title" stands here a second time; the first is in line 1`}},
		"a description in parts":  {"description: [a]", []string{"2:14 A014 description must be a text, not a list"}},
		"base_url, relative":      {"base_url: /repo/", []string{`2:11 A020 "/repo/" is no base URL` + base}},
		"base_url, no scheme":     {"base_url: example.org", []string{`2:11 A020 "example.org" is no base URL` + base}},
		"base_url, ftp":           {"base_url: ftp://example.org/", []string{`2:11 A020 "ftp://example.org/" is no base URL` + base}},
		"base_url, no host":       {"base_url: https:///repo/", []string{`2:11 A020 "https:///repo/" is no base URL` + base}},
		"base_url, a space":       {"base_url: https://example.org/a b/", []string{`2:11 A020 "https://example.org/a b/" is no base URL` + base}},
		"base_url, a query":       {"base_url: https://example.org/?a", []string{"2:11 " + query}},
		"base_url, empty query":   {"base_url: https://example.org/?", []string{"2:11 " + query}},
		"base_url, a fragment":    {"base_url: https://example.org/#", []string{"2:11 " + query}},
		"base_url, a user":        {"base_url: https://a:b@example.org/", []string{`2:11 A020 "https://a:b@example.org/" has a user name, which hides the host it leads to; remove everything between // and @, and the @`}},
		"lang":                    {"lang: english", []string{`2:7 A018 "english" is no language; write a tag such as en, es or pt-BR`}},
		"lang, in words":          {"lang: British English", []string{`2:7 A018 "British English" is no language; write a tag such as en, es or pt-BR`}},
		"languages, one":          {"languages: es", []string{"2:12 A014 languages must be a list, not a text; write [es]"}},
		"languages, a bad one":    {"languages: [es, xx]", []string{`2:17 A018 "xx" is no language; write a tag such as en, es or pt-BR`}},
		"languages, the site's":   {"languages: [es, EN]", []string{"2:17 A018 en is the site's own language; languages are the further ones: remove it"}},
		"languages, twice":        {"languages: [es, {lang: ES}]", []string{"2:17 A018 es stands here a second time"}},
		"languages, no tag":       {"languages: [{title: Hechos}]", []string{"2:13 A017 lang is required"}},
		"languages, unknown key":  {"languages: [{lang: es, tilte: x}]", []string{`2:24 A013 unknown key "tilte"; did you mean "title"?`}},
		"languages, a list":       {"languages: [[es]]", []string{"2:13 A014 languages must be a mapping of lang, title, description …, not a list"}},
		"time_zone":               {"time_zone: Berlin", []string{`2:12 A018 "Berlin" is no time zone; write an IANA name such as Europe/Berlin or UTC`}},
		"time_zone, offset":       {"time_zone: '+01:00'", []string{`2:12 A018 "+01:00" is no time zone; write an IANA name such as Europe/Berlin or UTC`}},
		"time_zone, the machine":  {"time_zone: Local", []string{`2:12 A018 "Local" is no time zone; write an IANA name such as Europe/Berlin or UTC`}},
		"time_zone, a file":       {"time_zone: ../../etc/passwd", []string{`2:12 A018 "../../etc/passwd" is no time zone; write an IANA name such as Europe/Berlin or UTC`}},
		"publisher":               {"publisher: Desk", []string{"2:12 A014 publisher must be a mapping of name, url, logo …, not a text"}},
		"publisher, unknown key":  {"publisher: {nmae: Desk}", []string{`2:13 A013 unknown key "nmae"; did you mean "name"?`}},
		"publisher, url":          {"publisher: {url: desk.example.org}", []string{`2:18 A020 "desk.example.org" is no URL; write it whole, such as https://desk.example.org`}},
		"publisher, same_as":      {"publisher: {same_as: [/a, 'x:y']}", []string{`2:27 A020 "x:y": the scheme x is not allowed; allowed: http, https`}},
		"contact":                 {"contact: a@example.org", []string{"2:10 A014 contact must be a mapping of corrections, submit …, not a text"}},
		"contact, corrections":    {"contact: {corrections: 'javascript:alert(1)'}", []string{`2:24 A020 "javascript:alert(1)": the scheme javascript is not allowed; allowed: http, https, mailto`}},
		"policies, an unknown":    {"policies: {privacy: privacy}", []string{`2:12 A013 unknown key "privacy"; known: corrections, ethics, feedback, funding, masthead, methodology, ownership`}},
		"policies, no id":         {"policies: {ethics: Our Ethics}", []string{`2:20 A006 "O" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "our-ethics"`}},
		"policies, a path":        {"policies: {ethics: /ethics/}", []string{`2:20 A006 "/" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "ethics"`}},
		"nav, no label":           {"nav: [{url: /a/}]", []string{"2:7 A017 label is required"}},
		"nav, no url":             {"nav: [{label: A}]", []string{"2:7 A017 url is required"}},
		"nav, url":                {"nav: [{label: A, url: a/}]", []string{`2:23 A020 "a/" is no URL; write it whole, such as https://a/`}},
		"licence":                 {"licence: CC BY 4.0", []string{`2:10 A020 "CC BY 4.0" is no URL: it has a space or a backslash; write a space as %20`}},
		"feed_authority, a URL":   {"feed_authority: https://example.org", []string{`2:17 A018 "https://example.org" is no domain name; write it like facts.example.org`}},
		"feed_authority, address": {"feed_authority: a@example.org", []string{`2:17 A018 "a@example.org" is no domain name; write it like facts.example.org`}},
		"feed_authority, its day": {"feed_authority: 'example.org,May'", []string{`2:17 A018 "May" is no date on which the domain was yours; write it like example.org,2031 or example.org,2031-05-20`}},
		"feed_authority, dot":     {"feed_authority: .example.org", []string{`2:17 A018 ".example.org" is no domain name; write it like facts.example.org`}},
		"per_page, too few":       {"per_page: 1", []string{"2:11 A018 per_page must be between 2 and 500"}},
		"per_page, too many":      {"per_page: 501", []string{"2:11 A018 per_page must be between 2 and 500"}},
		"per_page, none":          {"per_page: 0", []string{"2:11 A018 per_page must be between 2 and 500"}},
		"per_page, words":         {"per_page: many", []string{"2:11 A014 per_page must be a whole number, not a text"}},
		"cards":                   {"cards: yes", []string{"2:8 A014 cards must be true or false; write true"}},
		"private":                 {"private: budget", []string{"2:10 A014 private must be a list, not a text; write [budget]"}},
		"checks, a list":          {"checks: [A310]", []string{"2:9 A014 checks must be a mapping, not a list"}},
		"checks, a severity":      {"checks: {A310: warn}", []string{`2:16 A018 "warn" is no severity; known: error, note, off, warning`}},
		"checks, a truth value":   {"checks: {A310: false}", []string{`2:16 A018 "false" is no severity; known: error, note, off, warning`}},
		"checks, a near one":      {"checks: {A310: warnign}", []string{`2:16 A018 "warnign" is no severity; did you mean "warning"?`}},
		"checks, no code":         {"checks: {only-one-source: off}", []string{`2:27 A018 "only-one-source" is no code of a check; codes look like A310`}},
		"a colon":                 {"description: Facts: checked", []string{`2:19 A012 a colon followed by a space ends a key, so this value must be quoted; write description: "Facts: checked"`}},
		"a control character":     {"description: a\x00b", []string{"2:15 A003 control character U+0000; remove it; editors can show invisible characters"}},
		"another charset":         {"description: caf\xe9", []string{"2:17 A002 byte 0xe9 is not UTF-8; save the file as UTF-8"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			cfg, found := parser.Parse([]byte("title: x\n" + tt.line + "\n"))
			wantFindings(t, found, tt.want...)
			if cfg == nil || cfg.Positions == nil {
				t.Error("there is no configuration to go on with")
			}
		})
	}
}

func TestNoTitle(t *testing.T) {
	for src, want := range map[string]string{
		"":               "1:1 A017 title is required",
		"# only\n":       "1:1 A017 title is required",
		"title:\n":       "1:7 A017 title is required",
		"title: ' '\n":   "1:8 A017 title is required",
		"- title: x":     "1:1 A014 the file must be a mapping of title, description, base_url …, not a list",
		"\n\nlang: en\n": "3:1 A017 title is required",
	} {
		_, found := parser.Parse([]byte(src))
		if got := strings.Join(show(found), "\n"); got != want {
			t.Errorf("%q: %s", src, got)
		}
	}
}

func TestBaseURL(t *testing.T) {
	tests := map[string]struct{ text, url, path string }{
		"a host":               {"https://example.org", "https://example.org/", "/"},
		"with a slash":         {"https://example.org/", "https://example.org/", "/"},
		"a path":               {"https://example.org/repo", "https://example.org/repo/", "/repo/"},
		"a path and a slash":   {"https://example.org/a/b/", "https://example.org/a/b/", "/a/b/"},
		"http and a port":      {"http://localhost:8080", "http://localhost:8080/", "/"},
		"upper case":           {"HTTPS://Example.org/Repo", "https://Example.org/Repo/", "/Repo/"},
		"another script":       {"https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe/", "/stra%C3%9Fe/"},
		"that and a port":      {"https://Bücher.example:8080/", "https://xn--bcher-kva.example:8080/", "/"},
		"an escaped slash":     {"https://example.org/a%2Fb", "https://example.org/a%2Fb/", "/a%2Fb/"},
		"a user's folder":      {"https://example.org/~desk/@x", "https://example.org/~desk/@x/", "/~desk/@x/"},
		"two slashes":          {"https://example.org//", "https://example.org/", "/"},
		"two slashes, inside":  {"https://example.org//evil.example//a", "https://example.org/evil.example/a/", "/evil.example/a/"},
		"dots":                 {"https://example.org/a/../b/./", "https://example.org/b/", "/b/"},
		"IPv6, as for testing": {"http://[::1]:8080/a", "http://[::1]:8080/a/", "/a/"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			var b config.BaseURL
			if err := b.UnmarshalText([]byte(tt.text)); err != nil {
				t.Fatal(err)
			}
			if string(b) != tt.url || b.Path() != tt.path {
				t.Errorf("%s, path %s", b, b.Path())
			}
			again := b
			if err := again.UnmarshalText([]byte(b)); err != nil || again != b {
				t.Errorf("read again: %s, %v", again, err)
			}
		})
	}
	if got := config.BaseURL("http://[::1").Path(); got != "/" {
		t.Errorf("the path of no URL is %q", got)
	}
}

func TestLang(t *testing.T) {
	for text, want := range map[string]config.Lang{"en": "en", "EN": "en", "pt-br": "pt-BR", "en_GB": "en-GB", "zh-hant": "zh-Hant", "sr-latn-rs": "sr-Latn-RS"} {
		var l config.Lang
		if err := l.UnmarshalText([]byte(text)); err != nil || l != want {
			t.Errorf("%s became %q, %v", text, l, err)
		}
	}
}

func TestZone(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "Asia/Kolkata", "America/Argentina/Buenos_Aires"} {
		if got := parse(t, "title: x\ntime_zone: "+name+"\n").TimeZone.Location().String(); got != name {
			t.Errorf("%s became %s", name, got)
		}
	}
	if got := (config.Zone{Name: "No/Where"}).Location(); got != time.UTC {
		t.Errorf("an unknown zone is %v", got)
	}
}

func TestPolicies(t *testing.T) {
	var names []string
	for _, p := range parse(t, "title: x\npolicies: {masthead: team, methodology: how, ethics:}\n").Policies.All() {
		names = append(names, p.Name+" "+string(p.Page))
	}
	if !slices.Equal(names, []string{"methodology how", "masthead team"}) {
		t.Errorf("got %q", names)
	}
	if got := len(fullConfig.Policies.All()); got != 7 {
		t.Errorf("%d of 7 policies are listed", got)
	}
}
