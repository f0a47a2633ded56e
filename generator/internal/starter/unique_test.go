package starter_test

import (
	"strings"
	"testing"

	"assay/generator/internal/files"
	"assay/generator/internal/id"
	"assay/generator/internal/starter"
)

// titles are texts whose plain ids a build refuses, ignores or cannot tell from others.
var titles = []string{
	"page", "Index", "FEED", "README", "Read me", "4913", "con", "NUL", "aux.", "COM1", "lpt9", "trams.es", "Trams ES", "a_BACKUP_1.md", "x~", "#x#", ".hidden", "_draft", "desktop.ini", "Thumbs.db",
	"é", "e\u0301", "É", "日本語", "🙂 7", "--", "a", strings.Repeat("long ", 60), strings.Repeat("é", 100), strings.Repeat("語", 100), "ß", "İ", "Ǆ", "\u0301x", "x\u200by", "١٢", "a/b/../c",
}

// TestID_IsAcceptedByABuild whatever the text, and however many others have it.
func TestID_IsAcceptedByABuild(t *testing.T) {
	taken := map[id.ID]bool{}
	for range 3 {
		for _, title := range titles {
			checkID(t, title, taken)
		}
	}
}

func checkID(t *testing.T, title string, taken map[id.ID]bool) {
	t.Helper()
	name := starter.ID(title, func(n id.ID) bool { return taken[n] })
	if name == "" {
		return // the caller asks, or takes another text
	}
	if taken[name] {
		t.Errorf("%q has the id %q, which is taken", title, name)
	}
	taken[name] = true
	if parsed, err := id.Parse(string(name)); err != nil || parsed != name {
		t.Errorf("%q has the id %q: %v", title, name, err)
	}
	if files.Ignored("claims/"+string(name)+".md") || files.Ignored("content/"+string(name)+"/index.md") {
		t.Errorf("%q has the id %q, whose file is ignored", title, name)
	}
	switch strings.ToLower(string(name)) {
	case "con", "prn", "aux", "nul", "com1", "lpt9":
		t.Errorf("%q has the id %q, which Windows keeps for itself", title, name)
	}
}

func FuzzID(f *testing.F) {
	for _, title := range titles {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		taken := map[id.ID]bool{}
		checkID(t, title, taken)
		checkID(t, title, taken)
	})
}
