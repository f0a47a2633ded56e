package theme

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"sync"

	"assay/generator/internal/diag"
	"assay/generator/internal/tmpl"
)

// Execute renders a page of a kind. The error is a [diag.Diagnostic] at the template's line.
func (t *Theme) Execute(w io.Writer, kind string, view any) error {
	if err := t.executor(kind, view).Execute(&bounded{w, tmpl.MaxOutput}, view); err != nil {
		return t.locate(err, kind, view)
	}
	return nil
}

// bounded is a writer for pages that html/template executes, which knows no bounds.
type bounded struct {
	io.Writer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, diag.Problemf(diag.TemplateFailed, "the page is larger than %d MB", tmpl.MaxOutput>>20)
	}
	return b.Writer.Write(p)
}

// executor executes a page, fast where the kind's template is compiled for the type of the view.
func (t *Theme) executor(kind string, view any) interface{ Execute(io.Writer, any) error } {
	if p, err := t.program(programKey{kind, reflect.TypeOf(view)}); err == nil {
		return p
	}
	return t.pages[kind]
}

// programKey names a program: only whoever renders knows the types of views.
type programKey struct {
	kind string
	view reflect.Type
}

// program compiles a template when it is first executed.
func (t *Theme) program(key programKey) (*tmpl.Program, error) {
	compile, ok := t.programs.Load(key)
	if !ok {
		compile, _ = t.programs.LoadOrStore(key, sync.OnceValues(func() (*tmpl.Program, error) {
			if err := t.selfCheck(); err != nil {
				return nil, err
			}
			return tmpl.Compile(t.pages[key.kind], t.funcs, key.view)
		}))
	}
	return compile.(func() (*tmpl.Program, error))()
}

// Uncompiled tells which of the kinds of pages that have been rendered html/template has to execute, ten times as slow,
// and why.
func (t *Theme) Uncompiled() []string {
	var all []string
	t.programs.Range(func(key, _ any) bool {
		k := key.(programKey)
		if _, err := t.program(k); err != nil {
			all = append(all, fmt.Sprintf("%s: %v", k.kind, err))
		}
		return true
	})
	slices.Sort(all)
	return all
}
