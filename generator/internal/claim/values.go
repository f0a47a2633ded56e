package claim

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Speaker is somebody who made a claim: an id of a claimant with a page, or a person named in the claim's file.
type Speaker struct {
	ID     id.ID
	Inline *Person // set where ID is ""
}

// Speakers are those who made a claim. It is written as one speaker or a list of them, each an id or a mapping.
type Speakers []Speaker

// Alternatives are the shapes in which they are written.
func (Speakers) Alternatives() []any { return []any{Speaker{}, []Speaker{}} }

// UnmarshalNode reads one speaker or several.
func (s *Speakers) UnmarshalNode(c *doc.Context, n *doc.Node) {
	if n.Kind != doc.List {
		var one Speaker
		one.UnmarshalNode(c, n)
		*s = Speakers{one}
		return
	}
	*s = make(Speakers, len(n.Items))
	for i, item := range n.Items {
		c.Item(i, item, &(*s)[i])
	}
}

// Alternatives are the shapes in which one is written.
func (Speaker) Alternatives() []any { return []any{id.ID(""), inlinePerson{}} }

// UnmarshalNode reads an id or a person.
func (s *Speaker) UnmarshalNode(c *doc.Context, n *doc.Node) {
	switch n.Kind {
	case doc.Scalar:
		c.Value(n, &s.ID)
	case doc.Map:
		var p inlinePerson
		c.Value(n, &p)
		s.Inline = &Person{Name: p.Name, Type: p.Type, Role: p.Role, SameAs: p.SameAs}
	default:
		c.WrongType(n, "an id or a mapping with a name")
	}
}

type inlinePerson struct {
	Name   string       `yaml:"name,required" max:"500"`
	Type   PersonType   `yaml:"type"`
	Role   string       `yaml:"role" max:"500"`
	SameAs []doc.WebURL `yaml:"same_as" max:"100"`
}

// Number is a decimal number and how it was typed, so that 14.20 stays 14.20.
type Number struct {
	Text  string
	Value float64
}

// UnmarshalText reads a plain decimal number.
func (n *Number) UnmarshalText(text []byte) error {
	s := string(text)
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if !allDigits(whole) || point && !allDigits(fraction) {
		return diag.Problemf(diag.BadValue, "%q is no number", s).Because("write a plain decimal such as 14.2, the unit under unit:")
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return diag.Problemf(diag.BadValue, "%q is out of range", s)
	}
	n.Text, n.Value = s, v
	return nil
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// oneOf checks an enumerated value.
func oneOf(what, s string, values ...string) error {
	for _, v := range values {
		if s == v {
			return nil
		}
	}
	return diag.Problemf(diag.BadValue, "unknown %s %q", what, s).Because("%s", diag.DidYouMean(s, values))
}

// MediaKind is text, video, audio or image.
type MediaKind string

// Values lists them.
func (MediaKind) Values() []string {
	return []string{"text", "video", "audio", "image"}
}

// UnmarshalText reads a media kind.
func (k *MediaKind) UnmarshalText(text []byte) error {
	*k = MediaKind(text)
	return oneOf("kind of media", string(text), k.Values()...)
}

// MediaCategory is how a picture or recording was dealt with: one of the six that MediaReview knows, by their ids
// in the preset scale.
type MediaCategory string

// Values lists them.
func (MediaCategory) Values() []string {
	return []string{"original", "missing-context", "edited", "transformed", "staged", "satire"}
}

// UnmarshalText reads a category.
func (k *MediaCategory) UnmarshalText(text []byte) error {
	*k = MediaCategory(text)
	return oneOf("category", string(text), k.Values()...)
}

// CorrectionKind is correction, clarification, update or retraction.
type CorrectionKind string

// Values lists them.
func (CorrectionKind) Values() []string {
	return []string{"correction", "clarification", "update", "retraction"}
}

// UnmarshalText reads a correction's kind.
func (k *CorrectionKind) UnmarshalText(text []byte) error {
	*k = CorrectionKind(text)
	return oneOf("kind of correction", string(text), k.Values()...)
}

// PersonType is person or organization.
type PersonType string

// Values lists them.
func (PersonType) Values() []string {
	return []string{"person", "organization"}
}

// UnmarshalText reads a person's type.
func (k *PersonType) UnmarshalText(text []byte) error {
	*k = PersonType(text)
	return oneOf("type", string(text), k.Values()...)
}

// SourceKind is what a source is.
type SourceKind string

// Values lists them.
func (SourceKind) Values() []string {
	return []string{"primary", "dataset", "document", "expert", "interview", "news", "other"}
}

// UnmarshalText reads a source's kind.
func (k *SourceKind) UnmarshalText(text []byte) error {
	*k = SourceKind(text)
	return oneOf("kind of source", string(text), k.Values()...)
}

// Side is the side a source takes: for, against or context.
type Side string

// Values lists them.
func (Side) Values() []string {
	return []string{"for", "against", "context"}
}

// UnmarshalText reads a side.
func (k *Side) UnmarshalText(text []byte) error {
	*k = Side(text)
	return oneOf("side", string(text), k.Values()...)
}

// Timecode is a place in a recording: 12:31 or 1:02:03.
type Timecode string

// UnmarshalText reads a timecode.
func (t *Timecode) UnmarshalText(text []byte) error {
	parts := strings.Split(string(text), ":")
	ok := len(parts) == 2 || len(parts) == 3
	for i, p := range parts {
		ok = ok && allDigits(p) && len(p) <= 3 && (i == 0 || len(p) == 2 && p < "60")
	}
	if !ok {
		return diag.Problemf(diag.BadValue, "%q is no place in a recording", text).Because("write 12:31 or 1:02:03")
	}
	*t = Timecode(text)
	return nil
}

// Alias is an old address of this site that should lead to the page: a path such as /2017/old-name/, or
// a whole URL, which must be of the site. Its path is not percent-encoded, and in Unicode form C.
type Alias string

// UnmarshalText reads an address, as it was typed or as an address bar has it: percent-encoded.
func (a *Alias) UnmarshalText(text []byte) error {
	site, written := "", string(text)
	if u, err := url.Parse(written); err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
		site = u.Scheme + "://" + u.Host
		written = strings.TrimPrefix(written, site)
	}
	s := written
	if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
		s = norm.NFC.String(plain)
	}
	unfit := func(r rune) bool {
		return unicode.IsSpace(r) && r != ' ' || unicode.IsControl(r) || strings.ContainsRune(`?#\`, r)
	}
	ok := strings.HasPrefix(s, "/") && !strings.ContainsFunc(s, unfit)
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(s, "/"), "/"), "/") {
		ok = ok && part != "" && part != "." && part != ".." && strings.TrimSpace(part) == part
	}
	if !ok {
		p := diag.Problemf(diag.BadValue, "%q is no path of this site", text).Because("write it like /old/path/")
		if end := strings.IndexAny(written, "?#"); end > 1 && written[0] == '/' && written[1] != '/' {
			p.Hint = "write its path only: " + written[:end]
		}
		return p
	}
	*a = Alias(site + s)
	return nil
}

// Waivers are checks that do not apply to a claim, by code, each with the reason.
type Waivers map[string]string

var waiverCode = regexp.MustCompile(`^A\d{3}$`)

// UnmarshalNode reads {CODE: reason}.
func (w *Waivers) UnmarshalNode(c *doc.Context, n *doc.Node) {
	var m map[string]string
	c.Value(n, &m)
	for _, f := range n.Fields {
		if !waiverCode.MatchString(f.Key) {
			c.Fail(&doc.Node{At: f.KeyAt}, diag.Problemf(diag.BadValue, "%q is no code of a check", f.Key).Because("codes look like A310"))
		} else if f.Value.Kind == doc.Scalar && strings.TrimSpace(f.Value.Text) == "" {
			c.Fail(f.Value, diag.Problemf(diag.Missing, "a waived check needs the reason").Because("write {%s: why it does not apply}", f.Key))
		}
	}
	*w = m
}
