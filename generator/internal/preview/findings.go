package preview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay/generator/internal/diag"
)

// maxListed is how many diagnostics are listed on a page.
const maxListed = 50

// findings is what is open: errors, then warnings. Notes are for assay check.
type findings struct{ all diag.List }

func newFindings(found diag.List) findings {
	open := slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Severity < diag.Warning })
	slices.SortStableFunc(open, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
	return findings{open}
}

// split tells those of a file from the others.
func (f findings) split(file string) (here, others findings) {
	for _, d := range f.all {
		if d.File == file {
			here.all = append(here.all, d)
		} else {
			others.all = append(others.all, d)
		}
	}
	return here, others
}

// String tells how many there are, such as "1 error, 2 warnings"; "" where there are none.
func (f findings) String() string {
	var parts []string
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		switch n := f.all.Count(severity); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+severity.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, severity))
		}
	}
	return strings.Join(parts, ", ")
}

// excerpts is what is listed of findings.
type excerpts struct {
	Listed []excerpt
	More   int // are not listed
}

// excerpt is a diagnostic as a terminal would show it, with what could deceive made visible.
type excerpt struct {
	Severity string
	Line     string // place, severity, code, message and hint
	Source   string // the line of the file, and a caret under the place; "" where it is not known
}

func (f findings) excerpts() excerpts {
	listed := f.all[:min(len(f.all), maxListed)]
	e := excerpts{More: len(f.all) - len(listed)}
	for _, d := range listed {
		var text strings.Builder
		_ = diag.List{d}.Text(&text) // a builder takes everything
		line, source, _ := strings.Cut(text.String(), "\n")
		e.Listed = append(e.Listed, excerpt{d.Severity.String(), line, strings.TrimSuffix(source, "\n")})
	}
	return e
}
