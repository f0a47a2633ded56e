package docs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/cli"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/output"
	"assay/templates"
)

// codes reads every code from the source of package diag.
func codes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../diag/codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && codeForm.MatchString(s) {
				all = append(all, s)
			}
		}
		return true
	})
	slices.Sort(all)
	return all
}

// sectionCodes are those with a section in diagnostics.md.
func sectionCodes(t *testing.T) []string { return slices.DeleteFunc(codes(t), isCheck) }

var (
	codeForm    = regexp.MustCompile(`^A\d{3}$`)
	codeHeading = regexp.MustCompile(`^(A\d{3}): \S.* <a id="(a\d{3})"></a>$`)
)

// TestEveryCodeHasASection compares the codes with the headings, both ways.
func TestEveryCodeHasASection(t *testing.T) {
	var found []string
	for _, h := range read(t, "diagnostics.md").headings() {
		if h.level != 3 {
			continue
		}
		m := codeHeading.FindStringSubmatch(h.text)
		if m == nil || m[2] != strings.ToLower(m[1]) {
			t.Errorf("the heading %q has no code, or not its anchor", h.text)
			continue
		}
		found = append(found, m[1])
	}
	if want := sectionCodes(t); len(want) < 40 || !slices.Equal(found, want) {
		t.Errorf("the sections are\n%q, the codes\n%q", found, want)
	}
}

// TestMessages compares the message that each section shows with what the program says. That of A138 is a list, which
// names no code.
func TestMessages(t *testing.T) {
	p := read(t, "diagnostics.md")
	says := map[string]string{}
	for _, name := range sectionCodes(t) {
		says[name] = said(t, name)
	}
	shown, updates := map[string]string{}, map[int]string{}
	for i, b := range p.blocks() {
		name, _, _ := strings.Cut(b.section, ":")
		if b.lang != "text" || !codeForm.MatchString(name) {
			continue
		}
		if _, twice := shown[name]; twice {
			t.Errorf("%s has two messages", name)
		}
		shown[name] = b.text
		updates[i] = says[name]
	}
	for _, name := range sectionCodes(t) {
		switch text, ok := shown[name]; {
		case !ok:
			t.Errorf("%s shows no message; the program says\n%s", name, says[name])
		case *update:
		case text != says[name]:
			t.Errorf("%s shows\n%sthe program says\n%s", name, text, says[name])
		case name != "A138" && !strings.Contains(text, " "+name+": "):
			t.Errorf("%s shows the message of another code:\n%s", name, text)
		}
	}
	if first := p.blocks()[0]; !strings.Contains(first.text, says["A102"]) {
		t.Errorf("the first example is not\n%s", says["A102"])
	}
	if *update {
		p.replace(t, updates)
	}
}

// TestJSON compares the keys that the formats' section names with those of a report.
func TestJSON(t *testing.T) {
	root := t.TempDir()
	lay(t, root, "A102")
	var out bytes.Buffer
	cli.Main([]string{"build", "--root", root, "--format", "json"}, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	var report struct {
		Diagnostics []map[string]any
		Summary     map[string]any
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil || len(report.Diagnostics) == 0 {
		t.Fatal(err, out.String())
	}
	keys := slices.Concat([]string{"--format json", "diagnostics", "summary"},
		slices.Collect(maps.Keys(report.Diagnostics[0])), slices.Collect(maps.Keys(report.Summary)))
	text := strings.Join(read(t, "diagnostics.md").lines, "\n")
	_, text, _ = strings.Cut(text, "\n\n`--format json`")
	text, _, _ = strings.Cut("`--format json`"+text, "\n\n")
	var named []string
	for _, m := range codeSpan.FindAllString(text, -1) {
		named = append(named, strings.Trim(m, "`"))
	}
	slices.Sort(keys)
	slices.Sort(named)
	if !slices.Equal(keys, named) {
		t.Errorf("the keys are\n%q, and the text names\n%q", keys, named)
	}
}

// said gives what the program says of the files that bring a code about.
func said(t *testing.T, code string) string {
	t.Helper()
	switch code {
	case "A025":
		return withoutSite(t)
	case "A027":
		return changedMeanwhile(t)
	case "A403":
		return withoutPermission(t)
	case "A138":
		return listed(t)
	case "A040":
		return outOfOrder()
	}
	root := t.TempDir()
	lay(t, root, code)
	var out, err bytes.Buffer
	cli.Main([]string{"build", "--root", root, "--clock", "2026-06-01"}, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	return err.String()
}

// outOfOrder says what the program says of a mistake in itself.
func outOfOrder() string {
	err := guard.Try("claims/moon.md", func() error {
		var list []int
		_ = list[len("moon")]
		return nil
	})
	var text strings.Builder
	_ = diag.FromError(err).Text(&text)
	return regexp.MustCompile(`\(docs_test[^)]*\)`).ReplaceAllString(text.String(), "(claim.complete, claim.go:120)")
}

// lay writes the files for a code into a folder.
func lay(t *testing.T, root, code string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/codes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := map[string]string{}
	for _, from := range []string{"base/", code + "/"} {
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, from); ok {
				site[name] = string(f.Data)
			}
		}
	}
	for name := range site {
		if above, _, inside := strings.Cut(name, "/"); inside && site[above] != "" {
			delete(site, name) // a file takes the folder's place
		}
	}
	special := strings.NewReplacer("{BEL}", "\a", "{FF}", "\xff", "{DEEP}", strings.Repeat("[", 70)+strings.Repeat("]", 70))
	for _, name := range slices.Sorted(maps.Keys(site)) {
		write(t, filepath.Join(root, name), special.Replace(site[name]))
	}
	switch code {
	case "A004":
		if err := os.Symlink("thirteen-wars.md", filepath.Join(root, "claims", "wars.md")); err != nil {
			t.Skip(err)
		}
	case "A005":
		name := filepath.Join(root, "claims", "all-minutes.md")
		write(t, name, "")
		if err := os.Truncate(name, 20_000_000); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func builder(input afero.Fs) *build.Builder {
	return build.New(build.Options{Input: input, Theme: templates.Files, Now: time.Now})
}

func printed(t *testing.T, found diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := found.Text(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// listed gives the list in which a note comes to light that no build prints.
func listed(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	lay(t, root, "A138")
	b := build.New(build.Options{Input: afero.NewBasePathFs(afero.NewOsFs(), root), Theme: templates.Files, Now: time.Now,
		Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
	result, err := b.Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if found := printed(t, result.Diagnostics); !strings.Contains(found, " note A138: ") {
		t.Errorf("there is no note A138:\n%s", found)
	}
	var out bytes.Buffer
	cli.Main([]string{"list", "--due", "--root", root, "--clock", "2026-06-01"}, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
	return out.String()
}

// withoutSite builds a folder that has no site.yaml. The command line does not get as far.
func withoutSite(t *testing.T) string {
	t.Helper()
	result, err := builder(afero.NewMemMapFs()).Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return printed(t, result.Diagnostics)
}

// changedMeanwhile reads a file that is not what it was when it was found.
func changedMeanwhile(t *testing.T) string {
	t.Helper()
	disk := afero.NewMemMapFs()
	const name = "claims/thirteen-wars/chart.png"
	if err := afero.WriteFile(disk, name, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	scanner := files.Scanner{FS: disk, Now: time.Now}
	snapshot, _, err := scanner.Scan(context.Background(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := afero.WriteFile(disk, name, []byte("behind"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, _ := snapshot.Get(name)
	_, err = files.Read(disk, f)
	return printed(t, diag.FromError(err))
}

// withoutPermission writes into a folder that may only be read.
func withoutPermission(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	lay(t, root, "")
	result, err := builder(afero.NewBasePathFs(afero.NewOsFs(), root)).Build(context.Background())
	if err != nil || result.Diagnostics.Failed() {
		t.Fatal(err, result.Diagnostics)
	}
	w := output.Writer{FS: afero.NewReadOnlyFs(afero.NewMemMapFs())}
	_, err = w.Write(context.Background(), result.Outputs)
	return printed(t, diag.FromError(err))
}
