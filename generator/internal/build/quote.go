package build

import (
	"cmp"
	"slices"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/files"
)

// quoter gives diagnostics the text of their lines, as the files of a snapshot have it.
type quoter struct {
	input    afero.Fs
	snapshot *files.Snapshot
	lines    *lineMemo
}

// quote does so for sorted diagnostics of a severity or above. A file that has changed meanwhile is left without: the
// next build reports it anew. There can be as many notes as claims, and a build prints none.
func (q quoter) quote(found diag.List, least diag.Severity) diag.List {
	var f files.File
	var text *doc.Quoter // of f, once it is needed
	for i := range found {
		d := &found[i]
		if d.Line == 0 || d.Source != "" || d.Severity < least {
			continue
		}
		if d.File != f.Path {
			f, _ = q.snapshot.Get(d.File)
			text = nil
		}
		at := diag.At{Line: d.Line, Col: d.Col}
		d.Source, d.Omitted = q.lines.get(quoted{f.Path, f.Sum, at}, func() (string, int) {
			if text == nil {
				text = doc.NewQuoter(q.text(f))
			}
			return text.Quote(at)
		})
	}
	return found
}

func (q quoter) text(f files.File) []byte {
	data, err := files.Read(q.input, f)
	if err != nil {
		return []byte{}
	}
	data, _ = doc.Clean(data)
	return data
}

// Quote turns the error of an output that could not be made into diagnostics with the text of their lines. It may be called from
// any goroutine.
func (r *Result) Quote(err error) diag.List {
	return r.quoter().quote(merge(diag.FromError(err)).Sort(), diag.Note)
}

// QuoteNotes gives diagnostics of the result, the notes among them too, with the text of their lines.
func (r *Result) QuoteNotes() diag.List {
	return r.quoter().quote(slices.Clone(r.Diagnostics), diag.Note)
}

func (r *Result) quoter() quoter { return quoter{r.input, r.Files, &lineMemo{}} }

// merge keeps one of the diagnostics that many pages raise at the same place of a template.
func merge(list diag.List) diag.List {
	type fault struct {
		file      string
		line, col int
		message   string
	}
	first := map[fault]int{}
	var merged diag.List
	for _, d := range list {
		at := fault{d.File, d.Line, d.Col, d.Message}
		if i, again := first[at]; again && d.Code == diag.TemplateFailed {
			merged[i].Hint = cmp.Or(merged[i].Hint, d.Hint)
			continue
		}
		first[at] = len(merged)
		merged = append(merged, d)
	}
	return merged
}
