package cli

import (
	"fmt"
	"io"
	"strings"

	"assay/generator/internal/diag"
)

// sayf prints texts for people. Values may come from anywhere, such as file names, web pages and other
// machines, so that control and bidirectional characters in them are shown as escapes.
func sayf(w io.Writer, format string, values ...any) {
	_, _ = fmt.Fprint(w, visiblef(format, values...)) // whoever closed the stream does not want it
}

// visiblef formats texts as sayf prints them.
func visiblef(format string, values ...any) string {
	for i, v := range values {
		switch v := v.(type) {
		case string:
			values[i] = diag.Visible(v)
		case error:
			values[i] = diag.Visible(v.Error())
		case fmt.Stringer:
			values[i] = diag.Visible(v.String())
		}
	}
	return fmt.Sprintf(format, values...)
}

// visibleLines makes a text of several lines fit to be shown. No line begins as a command to a CI system.
func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if lines[i] = diag.Visible(line); strings.HasPrefix(line, "::") {
			lines[i] = " " + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}
