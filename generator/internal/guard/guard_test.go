package guard_test

import (
	"errors"
	"strings"
	"testing"

	"assay/generator/internal/diag"
	"assay/generator/internal/guard"
)

func TestTry_NamesTheFile(t *testing.T) {
	err := guard.Try("site.yaml", func() error {
		var group guard.Group
		group.SetLimit(2)
		for _, name := range []string{"a.md", "b.md"} {
			group.Go(func() error {
				guard.In("claims/"+name, func() {
					if name == "b.md" {
						var list []int
						_ = list[len(name)]
					}
				})
				return nil
			})
		}
		return group.Wait()
	})
	var d diag.Diagnostic
	if !errors.As(err, &d) || d.File != "claims/b.md" || d.Code != diag.Internal || !strings.Contains(d.Message, "index out of range") || !strings.Contains(d.Message, "guard_test.go:") {
		t.Errorf("%+v", err)
	}
	if err := guard.Try("x", func() error { return errors.New("usual") }); err == nil || err.Error() != "usual" {
		t.Error(err)
	}
	if err := guard.Try("x", func() error { panic("words") }); err == nil || !strings.Contains(err.Error(), "words") {
		t.Error(err)
	}
}
