package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Text prints each diagnostic on a line, followed by the source line and a caret under the place.
// Control and bidirectional characters are shown as escapes, and no source line starts a line of its own,
// so that no file can pretend to be something else or give a CI system commands.
func (l List) Text(w io.Writer) error {
	var b strings.Builder
	for _, d := range l {
		b.WriteString(Visible(d.Error()))
		b.WriteByte('\n')
		if d.Source != "" {
			d.excerpt(&b)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// maxExcerpt is how much of a long line is shown, in characters.
const maxExcerpt = 110

// excerpt writes the source line and the caret.
func (d Diagnostic) excerpt(b *strings.Builder) {
	line := []rune(strings.ReplaceAll(d.Source, "\t", " "))
	at := min(max(d.Col-1-d.Omitted, 0), len(line))
	start, end := 0, len(line)
	before, after := "", ""
	if len(line) > maxExcerpt {
		start = min(max(0, at-maxExcerpt/2), len(line)-maxExcerpt)
		end = start + maxExcerpt
	}
	if start > 0 || d.Omitted > 0 {
		before = "…"
	}
	if end < len(line) {
		after = "…"
	}
	gutter := fmt.Sprintf("%5d", d.Line)
	fmt.Fprintf(b, "%s | %s%s%s\n", gutter, before, Visible(string(line[start:end])), after)
	if d.Col > 0 {
		lead := before + Visible(string(line[start:at]))
		fmt.Fprintf(b, "%s | %s^\n", strings.Repeat(" ", len(gutter)), strings.Repeat(" ", cells(lead)))
	}
}

// cells tells how many columns of a terminal a text takes.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) && r != '\u00ad':
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Visible escapes what a terminal would obey instead of showing, and what CI systems obey anywhere in a line:
// GitHub ##[command], Azure ##vso[command], TeamCity ##teamcity[command].
func Visible(s string) string {
	if strings.Contains(s, "##") {
		s = strings.NewReplacer("##[", `#\u0023[`, "##vso[", `#\u0023vso[`, "##teamcity[", `#\u0023teamcity[`).Replace(s)
	}
	if strings.IndexFunc(s, unseen) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unseen(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unseen tells control characters and those that change the direction of what follows.
func unseen(r rune) bool {
	return unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u2028' || r == '\u2029'
}

// JSON prints the diagnostics as an array of objects with file, line, column, severity, code, message, hint and source.
func (l List) JSON() json.RawMessage {
	if l == nil {
		l = List{}
	}
	data, err := json.Marshal(l)
	if err != nil {
		return json.RawMessage("[]") // texts and numbers always encode
	}
	return data
}

// GitHub prints workflow commands, which GitHub Actions shows as annotations
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
func (l List) GitHub(w io.Writer) error {
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	var b strings.Builder
	for _, d := range l {
		command := d.Severity.String()
		if d.Severity == Note {
			command = "notice"
		}
		b.WriteString("::" + command + " ")
		if d.File != "" {
			b.WriteString("file=" + property.Replace(d.File) + ",")
		}
		if d.Line > 0 {
			b.WriteString("line=" + strconv.Itoa(d.Line) + ",")
		}
		if d.Col > 0 {
			b.WriteString("col=" + strconv.Itoa(d.Col) + ",")
		}
		text := d.Message
		if d.Hint != "" {
			text += "; " + d.Hint
		}
		b.WriteString("title=" + string(d.Code) + "::" + message.Replace(Visible(text)) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
