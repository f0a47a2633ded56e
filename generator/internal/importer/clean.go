package importer

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assay/generator/internal/date"
	"assay/generator/internal/doc"
)

var (
	tags     = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	scripts  = regexp.MustCompile(`(?is)<(script|style)[^>]*>.*?</(script|style)>`)
	breaking = regexp.MustCompile(`(?i)<(br|/p|/div|/li)[^>]*>`)
)

// clean makes a line of a text: without tags, with entities as what they stand for, however often they were escaped, without what nobody sees.
func clean(text string) string {
	for range 3 {
		next := html.UnescapeString(text)
		if next == text {
			break
		}
		text = next
	}
	if strings.ContainsAny(text, "<") {
		text = tags.ReplaceAllString(breaking.ReplaceAllString(scripts.ReplaceAllString(text, " "), " "), "")
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == utf8.RuneError, r == 0xfeff:
			return -1
		case unicode.Is(unicode.Cf, r) && r != 0x200c && r != 0x200d: // these two join and part letters
			return -1
		}
		return r
	}, text)
	return strings.Trim(strings.Join(strings.Fields(text), " "), "\u200c\u200d ")
}

var dayFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)

// dayOf reads the day of a date or a moment as it stands there.
func dayOf(text string) (date.Partial, bool) {
	text = clean(text)
	if m := dayFirst.FindStringSubmatch(text); m != nil {
		p, err := date.ParsePartial(m[1] + "-" + two(m[2]) + "-" + two(m[3]))
		return p, err == nil
	}
	if p, err := date.ParsePartial(text); err == nil && text != "" {
		return p, true
	}
	for _, form := range []string{time.RFC1123, time.RFC1123Z, time.RFC850, "January 2, 2006", "2 January 2006", "Jan 2, 2006", "2 Jan 2006", "Mon Jan 2 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return date.Of(t), true
		}
	}
	return date.Partial{}, false
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}

// address reads the address of a page, and mends what can be mended without guessing: white space and a missing scheme.
func address(text string) (string, bool) {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, html.UnescapeString(text)))
	if strings.HasPrefix(text, "www.") || strings.HasPrefix(text, "//") {
		text = "https://" + strings.TrimPrefix(text, "//")
	}
	text = strings.ReplaceAll(text, " ", "%20")
	var u doc.WebURL
	if u.UnmarshalText([]byte(text)) != nil {
		return text, false
	}
	parsed, err := url.Parse(text)
	if err != nil || !strings.Contains(parsed.Hostname(), ".") {
		return text, false
	}
	return string(u), true
}
