package reader

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// unknown is what the Nu HTML checker says of what it has not heard of yet: container queries, and what is in an element details.
const unknown = ".*(container-type|@container|::details-content).*"

// TestEveryPageIsValidHTML asks html-validate and, where there is Java, the Nu HTML checker about every page and style sheet.
func TestEveryPageIsValidHTML(t *testing.T) {
	dir := judges(t)
	if dir == "" {
		t.Skip()
	}
	folder := t.TempDir()
	for _, s := range sites(t) {
		s.write(t, filepath.Join(folder, s.name))
	}
	t.Run("html-validate", func(t *testing.T) {
		ask(t, filepath.Join(dir, ".bin", "html-validate"), "--config", "testdata/html-validate.json", "--max-warnings", "0",
			filepath.Join(folder, "**/*.html"))
	})
	t.Run("nu", func(t *testing.T) {
		java, err := exec.LookPath("java")
		if err != nil {
			t.Skip("there is no Java in PATH: the Nu HTML checker is not asked")
		}
		checker := filepath.Join(dir, "vnu-jar", "build", "dist", "vnu.jar")
		// It guesses languages by chance, and now and then takes a page of one endless word for German.
		ask(t, java, "-jar", checker, "--Werror", "--no-langdetect", "--skip-non-html", folder)
		ask(t, java, "-jar", checker, "--Werror", "--skip-non-css", "--filterpattern", unknown, folder)
	})
}

// ask runs a program that says what is wrong and fails then.
func ask(t *testing.T, program string, args ...string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func (s *builtSite) write(t *testing.T, folder string) {
	t.Helper()
	for path, f := range s.files {
		name := filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
