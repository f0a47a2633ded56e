package markdown

import (
	"fmt"
	"html"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/generator/internal/diag"
)

// allowed is every element of the output with its attributes. What is not listed must never come out.
var allowed = map[string]string{
	"h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"p": "", "blockquote": "", "pre": "", "code": "class", "hr": "", "br": "",
	"ul": "", "ol": "start", "li": "id", "dl": "", "dt": "", "dd": "",
	"em": "", "strong": "", "del": "", "sup": "id",
	"a": "href title class role", "img": "src alt title loading",
	"div": "class role tabindex", "table": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class",
}

var (
	tagPattern       = regexp.MustCompile(`^<(/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>`)
	attributePattern = regexp.MustCompile(` ([a-z]+)="([^"]*)"`)
	entityPattern    = regexp.MustCompile(`^&(amp|lt|gt|quot);`)
	schemePattern    = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
	idPattern        = regexp.MustCompile(`^(h-[\p{L}\p{N}\p{M}-]+|fn-[0-9]+|fnref-[0-9]+(-[0-9]+)?)$`)
)

// fill puts harmless values into the slots, as a page would.
func fill(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.Kind {
		case HTML:
			b.WriteString(p.HTML)
		case URL:
			if strings.HasPrefix(p.URL, "/") {
				b.WriteString("/base")
			}
			b.WriteString(html.EscapeString(p.URL))
		case Citation:
			for _, c := range p.Cites {
				fmt.Fprintf(&b, `<a href="#source-%d" title="%s">%d</a>`, c.Number, html.EscapeString(c.Source+c.Locator), c.Number)
			}
		case ClaimLink:
			fmt.Fprintf(&b, `<a href="/base/claims/%s/">%s</a>`, html.EscapeString(p.Claim), p.HTML)
		case ClaimCard:
			fmt.Fprintf(&b, `<div class="card"><p>%s</p></div>`, html.EscapeString(p.Claim))
		}
	}
	return b.String()
}

// page reads output strictly: what is not exactly of the form the renderers write is an error.
type page struct {
	open []string
	ids  map[string]bool
}

func checkPage(s string) error {
	p := page{ids: map[string]bool{}}
	for len(s) > 0 {
		switch s[0] {
		case '<':
			m := tagPattern.FindStringSubmatch(s)
			if m == nil {
				return fmt.Errorf("no tag at %.60q", s)
			}
			if err := p.tag(m[1] != "", m[2], m[3]); err != nil {
				return fmt.Errorf("%s: %w", m[0], err)
			}
			s = s[len(m[0]):]
		case '&':
			m := entityPattern.FindString(s)
			if m == "" {
				return fmt.Errorf("no entity at %.60q", s)
			}
			s = s[len(m):]
		case '>', '"', 0:
			return fmt.Errorf("%.1q is not escaped at %.60q", s, s)
		default:
			s = s[1:]
		}
	}
	if len(p.open) > 0 {
		return fmt.Errorf("not closed: %v", p.open)
	}
	return nil
}

func (p *page) tag(closing bool, name, attributes string) error {
	names, known := allowed[name]
	if !known {
		return fmt.Errorf("element not allowed")
	}
	if closing {
		if len(p.open) == 0 || p.open[len(p.open)-1] != name {
			return fmt.Errorf("closes %v", p.open)
		}
		p.open = p.open[:len(p.open)-1]
		return nil
	}
	if err := p.mayStand(name); err != nil {
		return err
	}
	if name != "hr" && name != "br" && name != "img" {
		p.open = append(p.open, name)
	}
	seen := map[string]bool{}
	for _, m := range attributePattern.FindAllStringSubmatch(attributes, -1) {
		if seen[m[1]] || !slices.Contains(strings.Fields(names), m[1]) {
			return fmt.Errorf("attribute %s not allowed", m[1])
		}
		seen[m[1]] = true
		if err := p.attribute(m[1], html.UnescapeString(m[2])); err != nil {
			return err
		}
	}
	return nil
}

// mayStand checks the content model as far as a browser would rearrange the page.
func (p *page) mayStand(name string) error {
	parent := ""
	if len(p.open) > 0 {
		parent = p.open[len(p.open)-1]
	}
	parents := map[string][]string{
		"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"thead", "tbody"}, "thead": {"table"},
		"tbody": {"table"}, "th": {"tr"}, "td": {"tr"}, "table": {"div"},
	}
	if want, ok := parents[name]; ok && !slices.Contains(want, parent) {
		return fmt.Errorf("stands in %q", parent)
	}
	phrasing := slices.Contains([]string{"em", "strong", "del", "sup", "a", "img", "code", "br"}, name)
	for _, around := range p.open {
		if around == name && name == "a" {
			return fmt.Errorf("nested")
		}
		if !phrasing && slices.Contains([]string{"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "a", "em", "strong", "dt"}, around) {
			return fmt.Errorf("stands in %s", around)
		}
	}
	return nil
}

func (p *page) attribute(name, value string) error {
	switch name {
	case "id":
		if p.ids[value] || !idPattern.MatchString(value) {
			return fmt.Errorf("id %q is bad or not unique", value)
		}
		p.ids[value] = true
	case "href", "src":
		return checkAddress(value)
	}
	return nil
}

// checkAddress does as a browser may: it drops what it would drop, and decodes more than it would.
func checkAddress(value string) error {
	if strings.ContainsAny(value, " \t\n\r\\") {
		return fmt.Errorf("address %q is not encoded", value)
	}
	for {
		bare := strings.Map(func(r rune) rune {
			if r <= ' ' || r == 0x7f {
				return -1
			}
			return r
		}, value)
		if strings.HasPrefix(strings.ReplaceAll(bare, `\`, "/"), "//") {
			return fmt.Errorf("address %q has no scheme", value)
		}
		if scheme := schemePattern.FindString(bare); scheme != "" &&
			!slices.Contains([]string{"http:", "https:", "mailto:", "tel:"}, strings.ToLower(scheme)) {
			return fmt.Errorf("address %q has a bad scheme", value)
		}
		decoded, _ := url.PathUnescape(bare)
		if decoded == "" || decoded == value {
			return nil
		}
		value = decoded
	}
}

// checkBody checks what holds for every body.
func checkBody(t *testing.T, body *Body) {
	t.Helper()
	parts := partsOf(t, body)
	if err := checkPage(fill(parts)); err != nil {
		t.Errorf("%v\nin %s", err, dump(parts))
	}
	var claims []string
	numbers := map[string]int{}
	for i, p := range parts {
		switch p.Kind {
		case HTML:
			if p.HTML == "" || i > 0 && parts[i-1].Kind == HTML {
				t.Errorf("part %d is empty or not merged", i)
			}
		case URL:
			before, after := parts[i-1].HTML, parts[i+1].HTML
			if !strings.HasSuffix(before, ` href="`) && !strings.HasSuffix(before, ` src="`) || !strings.HasPrefix(after, `"`) {
				t.Errorf("the URL %s is not in an attribute", p.URL)
			}
		case Citation:
			for _, c := range p.Cites {
				numbers[c.Source]++
				if body.Cited[c.Number-1] != c.Source || c.Nth != numbers[c.Source] {
					t.Errorf("citation %+v has bad numbers", c)
				}
			}
		case ClaimLink:
			claims = append(claims, p.Claim)
			if strings.Contains(p.HTML, "<a ") || strings.Contains(p.HTML, "<img") {
				t.Errorf("claim words %s", p.HTML)
			}
		case ClaimCard:
			claims = append(claims, p.Claim)
		}
	}
	for i, r := range body.Claims {
		if i >= len(claims) || claims[i] != r.ID {
			t.Errorf("claims %v, but slots %v", body.Claims, claims)
		}
	}
	if len(body.Claims) != len(claims) || len(numbers) != len(body.Cited) {
		t.Error("slots and facts differ")
	}
}

func seeds(f *testing.F) {
	for _, tests := range [][]golden{citations, claims, links, addresses, rawHTMLs, headings, footnotes, blocks} {
		for _, test := range tests {
			f.Add(test.in)
		}
	}
	for _, b := range bombs() {
		f.Add(b.make(400))
	}
}

// FuzzSafety feeds what the files package lets pass: UTF-8 without NUL.
func FuzzSafety(f *testing.F) {
	seeds(f)
	c := New()
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) || strings.ContainsAny(src, "\x00\r") {
			t.Skip()
		}
		body, findings := c.Convert([]byte(src), 3, "en")
		checkBody(t, body)
		checkPositions(t, src, body, findings)
	})
}

// checkPositions checks that everything is at a place in the file, of which src begins in line 3.
func checkPositions(t *testing.T, src string, body *Body, findings []Finding) {
	t.Helper()
	lines := strings.Split(src, "\n")
	check := func(at At) {
		if at.Line < 3 || at.Line-3 >= len(lines) || at.Col < 1 || at.Col > utf8.RuneCountInString(lines[at.Line-3])+1 {
			t.Errorf("position %v is not in %q", at, src)
		}
	}
	rest := func(at At) string {
		if check(at); t.Failed() {
			return ""
		}
		return string([]rune(lines[at.Line-3])[at.Col-1:])
	}
	begins := func(at At, with string) {
		if !strings.HasPrefix(rest(at), with) {
			t.Errorf("no %s at %v of %q", with, at, src)
		}
	}
	for _, x := range findings {
		check(x.At)
	}
	for _, x := range body.Citations {
		begins(x.At, "@"+x.ID)
	}
	for _, x := range body.Claims {
		if !strings.HasPrefix(rest(x.At), "![") {
			begins(x.At, "[")
		}
	}
	for _, x := range body.Links {
		if x.Image {
			begins(x.At, "![")
		} else if !strings.HasPrefix(rest(x.At), "<") {
			begins(x.At, "[")
		}
	}
	for _, x := range body.Headings {
		check(x.At)
	}
}

// FuzzConvert feeds anything at all.
func FuzzConvert(f *testing.F) {
	seeds(f)
	f.Add("\x00\xff\r\n\xc3[@\xff](\xfe)")
	f.Fuzz(func(t *testing.T, src string) {
		body, findings := New().Convert([]byte(src), 1, "en")
		again, findingsAgain := New().Convert([]byte(src), 1, "en")
		if !reflect.DeepEqual(body, again) || !reflect.DeepEqual(findings, findingsAgain) {
			t.Error("two conversions differ")
		}
	})
}

func TestLinks_RefuseMisleadingHosts(t *testing.T) {
	for name, text := range map[string]string{
		"inline link":          "[a](https://facts.example.org@elsewhere.invalid/)",
		"angle brackets":       "[a](<https://facts.example.org@elsewhere.invalid/>)",
		"autolink":             "<https://facts.example.org@elsewhere.invalid/>",
		"reference":            "[a]\n\n[a]: https://facts.example.org@elsewhere.invalid/",
		"image":                "![a](https://user:pw@elsewhere.invalid/a.png)",
		"entity":               "[a](https://facts.example.org&#64;elsewhere.invalid/)",
		"named entity":         "[a](https://facts.example.org&commat;elsewhere.invalid/)",
		"escaped":              `[a](https://facts.example.org\@elsewhere.invalid/)`,
		"backslash":            `[a](https://facts.example.org\\@elsewhere.invalid/)`,
		"percent":              "[a](https://facts.example.org%40elsewhere.invalid/)",
		"fullwidth":            "[a](https://facts.example.org＠elsewhere.invalid/)",
		"port":                 "[a](https://example.org:99999/)",
		"empty user":           "[a](https://@example.org/)",
		"upper case":           "[a](HTTPS://a@example.org/)",
		"image in a link":      "[![a](https://a@example.org/a.png)](/)",
		"table":                "| a |\n|---|\n| [a](https://a@example.org/) |",
		"footnote":             "x[^1]\n\n[^1]: [a](https://a@example.org/)",
		"autolink with a port": "<http://example.org:0/>",
	} {
		t.Run(name, func(t *testing.T) {
			body, found := New().Convert([]byte(text+"\n"), 1, "en")
			if !slices.ContainsFunc(found, func(f Finding) bool { return f.Code == diag.BadURL }) {
				t.Errorf("nothing is reported: %v", found)
			}
			parts, err := body.Parts()
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range parts {
				if strings.Contains(p.URL, "example.org") || strings.Contains(p.HTML, `href="http`) {
					t.Errorf("the address is put out: %+v", p)
				}
			}
		})
	}
}
