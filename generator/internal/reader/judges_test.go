package reader

import (
	"os"
	"path/filepath"
	"testing"
)

// judges gives the folder of the packages that judge pages. Where there is none, the test is skipped, but on a build server.
func judges(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("ASSAY_JUDGES")
	if dir != "" {
		return filepath.Join(dir, "node_modules")
	}
	const missing = "ASSAY_JUDGES names no folder with axe-core, html-validate and vnu-jar"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}
