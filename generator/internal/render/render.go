// Package render makes the bytes of a page of a theme and a view.
//
// The error of a failed page is a [diag.Diagnostic] at the template's line that also names the page. What was written
// up to there is no page: whoever asks keeps the bytes apart until there was no error.
package render

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/theme"
)

// Renderer renders pages of one theme. It is safe for concurrent use.
type Renderer struct{ theme *theme.Theme }

// New makes a renderer.
func New(t *theme.Theme) Renderer { return Renderer{t} }

// Page writes the page with an output path: the template of its kind, executed with its view.
func (r Renderer) Page(w io.Writer, kind, page string, view any) error {
	err := r.theme.Execute(w, kind, view)
	var d diag.Diagnostic
	switch {
	case err == nil:
		return nil
	case errors.As(err, &d):
		d.Hint = strings.TrimSuffix("while rendering "+page+"; "+d.Hint, "; ")
		return d
	default:
		return fmt.Errorf("%s: %w", page, err)
	}
}
