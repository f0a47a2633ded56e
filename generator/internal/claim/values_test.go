package claim_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// refusal is the message and the hint of an error.
func refusal(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var p *diag.Problem
	if !errors.As(err, &p) {
		t.Fatalf("the error is %v", err)
	}
	return strings.TrimSuffix(p.Message+"; "+p.Hint, "; ")
}

func TestClaimants(t *testing.T) {
	ma := claim.Speaker{ID: "jack-ma"}
	anna := claim.Speaker{Inline: &claim.Person{Name: "Anna", Type: "person", Role: "Guest"}}
	const shape = " must be an id or a mapping with a name, not "
	tests := map[string]struct {
		value string
		want  claim.Speakers
		found []string
	}{
		"an id":                  {"jack-ma", claim.Speakers{ma}, nil},
		"an id that YAML eats":   {"no", claim.Speakers{{ID: "no"}}, nil},
		"a mapping":              {"{name: Anna, type: person, role: Guest}", claim.Speakers{anna}, nil},
		"a list":                 {"[jack-ma, no]", claim.Speakers{ma, {ID: "no"}}, nil},
		"a list of one":          {"[jack-ma]", claim.Speakers{ma}, nil},
		"a list of both":         {"[jack-ma, {name: Anna, type: person, role: Guest}]", claim.Speakers{ma, anna}, nil},
		"an empty list":          {"[]", nil, nil},
		"nothing":                {"", nil, nil},
		"decomposed":             {"e\u0301lan", claim.Speakers{{ID: "élan"}}, nil},
		"a name for an id":       {"Jack Ma", claim.Speakers{{}}, []string{`8:11 A006 "J" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "jack-ma"`}},
		"a name in a list":       {"[jack-ma, Anna]", claim.Speakers{ma, {}}, []string{`8:21 A006 "A" cannot stand in an id: an id is lower-case letters, digits and hyphens; for example "anna"`}},
		"no name":                {"{role: Guest}", claim.Speakers{{Inline: &claim.Person{Role: "Guest"}}}, []string{"8:11 A017 name is required"}},
		"an unknown key":         {"{name: Anna, url: x}", claim.Speakers{{Inline: &claim.Person{Name: "Anna"}}}, []string{`8:24 A013 unknown key "url"; known: name, role, same_as, type`}},
		"an unknown type":        {"{name: Anna, type: robot}", claim.Speakers{{Inline: &claim.Person{Name: "Anna", Type: "robot"}}}, []string{`8:30 A018 unknown type "robot"; known: organization, person`}},
		"a near type":            {"{name: A, type: organisation}", claim.Speakers{{Inline: &claim.Person{Name: "A", Type: "organisation"}}}, []string{`8:27 A018 unknown type "organisation"; did you mean "organization"?`}},
		"an unlinkable profile":  {"{name: A, same_as: [/a]}", claim.Speakers{{Inline: &claim.Person{Name: "A", SameAs: []doc.WebURL{""}}}}, []string{`8:31 A020 "/a" has no host; write it whole, beginning with https://`}},
		"a list in the list":     {"[[a]]", claim.Speakers{{}}, []string{"8:12 A014 claimant" + shape + "a list"}},
		"nothing in the list":    {"[jack-ma, ' ']", claim.Speakers{ma}, nil},
		"an id with its key":     {"{id: jack-ma}", claim.Speakers{{Inline: &claim.Person{}}}, []string{"8:11 A017 name is required", `8:12 A013 unknown key "id"; known: name, role, same_as, type`}},
		"an empty entry at last": {"\n  - jack-ma\n  -", claim.Speakers{ma}, nil},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			c, found := with(t, sources+"claimant: "+tt.value+"\n")
			wantFindings(t, found, tt.found...)
			if diff := cmp.Diff(tt.want, c.Claimants); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	c := good(t, "statements:\n  - said: 2018\n  - claimant: [jack-ma, {name: Anna, type: person, role: Guest}]\n")
	if len(c.Statements) != 2 || c.Statements[0].Claimants != nil || len(c.Statements[1].Claimants) != 2 {
		t.Errorf("statements are %+v", c.Statements)
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]float64{
		"0": 0, "7": 7, "14.2": 14.2, "14.20": 14.2, "-6": -6, "-0.5": -0.5, "007": 7, "1000000": 1e6, "4.79": 4.79,
		"12345678901234567890": 12345678901234567890,
	} {
		var n claim.Number
		if err := n.UnmarshalText([]byte(text)); err != nil || n.Text != text || n.Value != want {
			t.Errorf("%s became %v, %v", text, n, err)
		}
	}
	for _, text := range []string{"", " ", "-", ".", ".5", "5.", "1e3", "1,000", "1 000", "1_000", "+1", "--1", "1.2.3", "0x1F", "$14", "14.2 trillion", "٧", "NaN", "Inf", "−6"} {
		var n claim.Number
		err := n.UnmarshalText([]byte(text))
		if got := refusal(t, err); !strings.HasSuffix(got, " is no number; write a plain decimal such as 14.2, the unit under unit:") || n != (claim.Number{}) {
			t.Errorf("%q became %v: %s", text, n, got)
		}
	}
	var n claim.Number
	if got := refusal(t, n.UnmarshalText([]byte(strings.Repeat("9", 400)))); !strings.HasSuffix(got, `9" is out of range`) {
		t.Errorf("a number out of range: %s", got)
	}
}

func TestTimecodes(t *testing.T) {
	for _, text := range []string{"0:00", "12:31", "90:00", "125:59", "1:02:03", "10:00:00"} {
		var code claim.Timecode
		if err := code.UnmarshalText([]byte(text)); err != nil || string(code) != text {
			t.Errorf("%s became %q, %v", text, code, err)
		}
	}
	for _, text := range []string{"", "12", "751", ":", "12:", ":31", "12:3", "12:60", "12:031", "1:2:3", "1:60:00", "1:02:03:04", "-1:00", "12.31", "12:3a", "1000:00", "12m31s", "noon", "１２:３１"} {
		var code claim.Timecode
		if got := refusal(t, code.UnmarshalText([]byte(text))); !strings.HasSuffix(got, " is no place in a recording; write 12:31 or 1:02:03") || code != "" {
			t.Errorf("%q became %q: %s", text, code, got)
		}
	}
}

func TestAliases(t *testing.T) {
	for _, text := range []string{"/a", "/a/", "/2017/old-name/", "/old.html", "/straße/真相/", "/a b/", "https://example.org/a", "/100%/", "/.well-known/x", "/a..b/"} {
		var a claim.Alias
		if err := a.UnmarshalText([]byte(text)); err != nil || string(a) != text {
			t.Errorf("%s became %q, %v", text, a, err)
		}
	}
	for _, text := range []string{"", "/", "//", "a/b", "./a", "//example.org/a", "https://example.org", "/a /b", `/a\b`, "/a%2e%2e/%2e%2e/", "/a\nb", "/a\u00a0b", "/a//b/", "/../etc/", "/a/..", "/a/./b", "/."} {
		var a claim.Alias
		if got := refusal(t, a.UnmarshalText([]byte(text))); !strings.HasSuffix(got, " is no path of this site; write it like /old/path/") || a != "" {
			t.Errorf("%q became %q: %s", text, a, got)
		}
	}
	for text, want := range map[string]string{"/a%20b/": "/a b/", "/caf%C3%A9/": "/café/", "/cafe\u0301/": "/café/", "/cafe%CC%81/": "/café/", "https://x.org/a%20b": "https://x.org/a b"} {
		var a claim.Alias
		if err := a.UnmarshalText([]byte(text)); err != nil || string(a) != want {
			t.Errorf("%s became %q, %v", text, a, err)
		}
	}
	for text, hint := range map[string]string{"/a?b=c": "/a", "/a/#b": "/a/"} {
		var a claim.Alias
		if got := refusal(t, a.UnmarshalText([]byte(text))); !strings.HasSuffix(got, "write its path only: "+hint) {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestSourceIDs(t *testing.T) {
	for _, text := range []string{"a", "7", "crawford-2016", "Crawford_2016", "doi:10.1000", "a.b", "世銀", "हिन्दी", "a-"} {
		var s claim.SourceID
		if err := s.UnmarshalText([]byte(text)); err != nil || string(s) != text {
			t.Errorf("%s became %q, %v", text, s, err)
		}
	}
	for _, text := range []string{"", " ", "-a", "_a", ".a", ":a", "a b", "a,b", "a;b", "a]", "@a", "a/b", "\u0301a", "a\u200db", "💥"} {
		var s claim.SourceID
		if got := refusal(t, s.UnmarshalText([]byte(text))); !strings.HasSuffix(got, " is no name of a source; use letters, digits and hyphens, such as crawford-2016") || s != "" {
			t.Errorf("%q became %q: %s", text, s, got)
		}
	}
}

// What a source may be called, it can be cited by.
func FuzzSourceIDsAreCitable(f *testing.F) {
	for _, s := range []string{"crawford-2016", "doi:10.1000", "a.", "世銀", "e\u0301", "١"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s claim.SourceID
		if s.UnmarshalText([]byte(text)) != nil {
			return
		}
		src := "---\n" + minimal + "sources: [{id: '" + text + "', title: A}]\n---\nAs said [@" + text + ", p. 7].\n"
		if c, found := parser.Claim(path, []byte(src)); found != nil || len(c.Body.Cited) != 1 || c.Body.Cited[0] != text {
			t.Errorf("%q: %q", text, show(found))
		}
	})
}

func TestEnumerations(t *testing.T) {
	tests := map[string]struct {
		take func(text string) error
		fits string
		hint string // for a word that is not near any
	}{
		"media":      {func(s string) error { return new(claim.MediaKind).UnmarshalText([]byte(s)) }, "text video audio image", `unknown kind of media "xyzzy"; known: audio, image, text, video`},
		"correction": {func(s string) error { return new(claim.CorrectionKind).UnmarshalText([]byte(s)) }, "correction clarification update retraction", `unknown kind of correction "xyzzy"; known: clarification, correction, retraction, update`},
		"person":     {func(s string) error { return new(claim.PersonType).UnmarshalText([]byte(s)) }, "person organization", `unknown type "xyzzy"; known: organization, person`},
		"source": {func(s string) error { return new(claim.SourceKind).UnmarshalText([]byte(s)) }, "primary dataset document expert interview news other",
			`unknown kind of source "xyzzy"; known: dataset, document, expert, interview, news, other, primary`},
		"side":  {func(s string) error { return new(claim.Side).UnmarshalText([]byte(s)) }, "for against context", `unknown side "xyzzy"; known: against, context, for`},
		"scale": {func(s string) error { return new(claim.ScaleKind).UnmarshalText([]byte(s)) }, "truth promise media free", `unknown kind of scale "xyzzy"; known: free, media, promise, truth`},
		"group": {func(s string) error { return new(claim.Group).UnmarshalText([]byte(s)) },
			"true mostly-true mixed mostly-false false unproven misleading satire not-checkable promise",
			`unknown group "xyzzy"; known: false, misleading, mixed, mostly-false, mostly-true, not-checkable, promise, satire, true, unproven`},
		"icon": {func(s string) error { return new(claim.Icon).UnmarshalText([]byte(s)) }, strings.Join(claim.Icons(), " "), `unknown icon "xyzzy"`},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			for fit := range strings.FieldsSeq(tt.fits) {
				if err := tt.take(fit); err != nil {
					t.Errorf("%s: %v", fit, err)
				}
				if tt.take(strings.ToUpper(fit)) == nil {
					t.Errorf("%s is taken in upper case", fit)
				}
			}
			if got := refusal(t, tt.take("xyzzy")); got != tt.hint {
				t.Errorf("got %s", got)
			}
			if tt.take("") == nil {
				t.Error("no text is taken")
			}
		})
	}
}

func TestColours(t *testing.T) {
	for text, want := range map[string]claim.Colour{"#b42318": "#b42318", "#B42318": "#b42318", "#fff": "#ffffff", "#1A2": "#11aa22"} {
		var c claim.Colour
		if err := c.UnmarshalText([]byte(text)); err != nil || c != want {
			t.Errorf("%s became %q, %v", text, c, err)
		}
	}
	for _, text := range []string{"", "#", "red", "b42318", "#b4231", "#b423188", "#ff", "#ggg", "#é1", "rgb(1,2,3)", "#b42318;", "#fff}x{"} {
		var c claim.Colour
		if got := refusal(t, c.UnmarshalText([]byte(text))); !strings.HasSuffix(got, ` is no colour; write it like "#b42318", in quotes`) || c != "" {
			t.Errorf("%q became %q: %s", text, c, got)
		}
	}
}

func TestWaivers(t *testing.T) {
	tests := map[string]struct {
		value string
		want  claim.Waivers
		found []string
	}{
		"one":           {"{A310: one party only}", claim.Waivers{"A310": "one party only"}, nil},
		"two":           {"{A310: x, A311: y}", claim.Waivers{"A310": "x", "A311": "y"}, nil},
		"none":          {"{}", claim.Waivers{}, nil},
		"no code":       {"{one-source: x}", claim.Waivers{"one-source": "x"}, []string{`8:10 A018 "one-source" is no code of a check; codes look like A310`}},
		"a small code":  {"{a310: x}", claim.Waivers{"a310": "x"}, []string{`8:10 A018 "a310" is no code of a check; codes look like A310`}},
		"a long code":   {"{A3100: x}", claim.Waivers{"A3100": "x"}, []string{`8:10 A018 "A3100" is no code of a check; codes look like A310`}},
		"no reason":     {"{A310: }", claim.Waivers{"A310": ""}, []string{"8:16 A014 A310 is empty; it must be a text"}},
		"a blank one":   {"{A310: ' '}", claim.Waivers{"A310": ""}, []string{"8:16 A017 a waived check needs the reason; write {A310: why it does not apply}"}},
		"true":          {"{A310: true}", claim.Waivers{"A310": "true"}, nil},
		"a list":        {"[A310]", nil, []string{"8:9 A014 accept must be a mapping, not a list"}},
		"a code":        {"A310", nil, []string{"8:9 A014 accept must be a mapping, not a text"}},
		"in a list":     {"{A310: [x]}", claim.Waivers{"A310": ""}, []string{"8:16 A014 A310 must be a text, not a list"}},
		"a code twice":  {"{A310: x, A310: y}", claim.Waivers{"A310": "x"}, []string{`8:19 A015 "A310" stands here a second time; the first is in line 8`}},
		"two mistaken":  {"{one: x, two: y}", claim.Waivers{"one": "x", "two": "y"}, []string{`8:10 A018 "one" is no code of a check; codes look like A310`, `8:18 A018 "two" is no code of a check; codes look like A310`}},
		"nothing there": {"", nil, nil},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			c, found := with(t, sources+"accept: "+tt.value+"\n")
			wantFindings(t, found, tt.found...)
			if diff := cmp.Diff(tt.want, c.Accept); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
