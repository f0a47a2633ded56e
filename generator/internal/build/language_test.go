package build_test

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"
)

// TestLanguages builds a site in each of some languages and looks for a date of one of its claims.
func TestLanguages(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"de":      `lang="de" dir="ltr"|<time datetime="2026-01-12">12. Januar 2026</time>`,
		"es":      `lang="es" dir="ltr"|<time datetime="2026-01-12">12 de enero de 2026</time>`,
		"ar":      `lang="ar" dir="rtl"|<time datetime="2026-01-12">12 يناير 2026</time>`,
		"ja":      `lang="ja" dir="ltr"|<time datetime="2026-01-12">2026年1月12日</time>`,
		"ru":      `lang="ru" dir="ltr"|<time datetime="2026-01-12">12 января 2026 г.</time>`,
		"hi":      `lang="hi" dir="ltr"|<time datetime="2026-01-12">12 जनवरी 2026</time>`,
		"pt-BR":   `lang="pt-BR" dir="ltr"|<time datetime="2026-01-12">12 de janeiro de 2026</time>`,
		"zh-Hant": `lang="zh-Hant" dir="ltr"|<time datetime="2026-01-12">2026年1月12日</time>`,
		"en-US":   `lang="en-US" dir="ltr"|<time datetime="2026-01-12">January 12, 2026</time>`,
		"tlh":     `lang="tlh" dir="ltr"|<time datetime="2026-01-12">2026-01-12</time>`,
	} {
		t.Run(lang, func(t *testing.T) {
			fsys := afero.NewMemMapFs()
			for _, f := range archive.Files {
				data := f.Data
				if f.Name == "site.yaml" {
					data = append(data[:len(data):len(data)], "lang: "+lang+"\n"...)
				}
				if err := afero.WriteFile(fsys, f.Name, data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			page := rendered(t, buildAt(t, fsys))["claims/sun/index.html"]
			for part := range strings.SplitSeq(want, "|") {
				if !strings.Contains(page, part) {
					t.Errorf("no %s in\n%s", part, page)
				}
			}
		})
	}
}
