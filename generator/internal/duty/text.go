package duty

import (
	"fmt"
	"io"
	"strings"
)

// Text prints the duties by area, each with its state and, below, where it is shown and what is missing.
func (r Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", r.Name, r.About)
	area := ""
	for _, d := range r.Duties {
		if d.Area != area {
			area = d.Area
			fmt.Fprintf(&b, "\n%s\n", area)
		}
		d.text(&b)
	}
	fmt.Fprintf(&b, "\n%s\n", r.Summary())
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary is the last line.
func (r Report) Summary() string {
	return fmt.Sprintf("%d met, %d not met, %d for people to judge", r.count(Met), r.count(Unmet), r.count(Judge))
}

func (d Duty) text(b *strings.Builder) {
	const indent = "           "
	label, before := "met", ""
	switch d.State {
	case Unmet:
		label = "not met"
	case Judge:
		label, before = "judge", "look at "
	}
	fmt.Fprintf(b, "  %-7s  %s\n", label, d.Text)
	if d.Missing != "" {
		fmt.Fprintf(b, "%s%s%s\n", indent, before, d.Missing)
	}
	for _, p := range d.Shown {
		fmt.Fprintf(b, "%s%s\n", indent, p)
	}
}

// String gives the address, and behind it the file with its field.
func (p Place) String() string {
	file := p.File
	if p.Field != "" {
		file += ": " + p.Field
	}
	switch {
	case file == "":
		return p.Page
	case p.Page == "":
		return file
	default:
		return p.Page + " (" + file + ")"
	}
}
