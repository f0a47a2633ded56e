package docs_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"assay/generator/internal/cli"
)

// isCheck tells the codes that have a page in docs/checks from those that have a section in docs/diagnostics.md.
func isCheck(code string) bool { return strings.HasPrefix(code, "A3") }

func entire(t *testing.T, name string) string { return strings.Join(read(t, name).lines, "\n") }

// checkCodes are the codes of the checks.
func checkCodes(t *testing.T) []string {
	return slices.DeleteFunc(codes(t), func(code string) bool { return !isCheck(code) })
}

var (
	checkTitle    = regexp.MustCompile(`^# (A\d{3}): (\S.*)$`)
	checkSeverity = regexp.MustCompile(`(?m)^Severity: (note|warning|error)\.`)
	checkRow      = regexp.MustCompile(`(?m)^\| \[(A\d{3})\]\((a\d{3})\.md\) \| (\S.*?) \| (note|warning|error) \|$`)
)

// TestEveryCheckHasAPage compares the codes with the pages in docs/checks, and these with their index.
func TestEveryCheckHasAPage(t *testing.T) {
	type row struct{ title, severity string }
	index := map[string]row{}
	for _, m := range checkRow.FindAllStringSubmatch(entire(t, "checks/README.md"), -1) {
		if m[2] != strings.ToLower(m[1]) {
			t.Errorf("the index has %s for %s", m[2], m[1])
		}
		index[m[1]] = row{m[3], m[4]}
	}
	known := checkCodes(t)
	for _, code := range known {
		page := entire(t, "checks/"+strings.ToLower(code)+".md")
		first, _, _ := strings.Cut(page, "\n")
		title, severity := checkTitle.FindStringSubmatch(first), checkSeverity.FindStringSubmatch(page)
		if title == nil || title[1] != code || severity == nil {
			t.Errorf("the page of %s has no title or severity", code)
			continue
		}
		if want := (row{title[2], severity[1]}); index[code] != want {
			t.Errorf("the index has %q of %s, its page %q", index[code], code, want)
		}
	}
	pages, err := filepath.Glob("../../../docs/checks/a*.md")
	if err != nil || len(pages) != len(known) || len(index) != len(known) {
		t.Errorf("%d codes, %d pages, %d in the index, %v", len(known), len(pages), len(index), err)
	}
}

// TestCheckMessages compares the message that each page shows with what assay check says of the files in
// testdata/checks, and its severity with the one that the page names.
func TestCheckMessages(t *testing.T) {
	for _, code := range checkCodes(t) {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			says := checked(t, code)
			p := read(t, "checks/"+strings.ToLower(code)+".md")
			severity := checkSeverity.FindStringSubmatch(strings.Join(p.lines, "\n"))
			if severity == nil || !strings.Contains(says, severity[1]+" "+code+": ") {
				t.Errorf("the page says %q, the program\n%s", severity, says)
			}
			for i, b := range p.blocks() {
				if b.lang != "text" {
					continue
				}
				if *update {
					p.replace(t, map[int]string{i: says})
				} else if b.text != says {
					t.Errorf("the page shows\n%sthe program says\n%s", b.text, says)
				}
				return
			}
			t.Error("the page shows no message")
		})
	}
}

// checked gives the diagnostics with a code that assay check prints for the files in testdata/checks. An archive holds
// a site (site/…, over the base of codes.txtar) and what was committed before it (before/…, over the same); its comment's
// first line may be "args:" and the arguments, in which $ROOT is the site's folder.
func checked(t *testing.T, code string) string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/checks/" + strings.ToLower(code) + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	lay(t, root, "")
	put := func(prefix string) (any bool) {
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, prefix); ok {
				write(t, filepath.Join(root, name), string(f.Data))
				any = true
			}
		}
		return any
	}
	if put("before/") {
		commit(t, root)
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "before/"); ok {
				if err := os.Remove(filepath.Join(root, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		lay(t, root, "")
	}
	put("site/")
	args := []string{"check", "--clock", "2026-06-01"}
	first, _, _ := strings.Cut(string(archive.Comment), "\n")
	if extra, ok := strings.CutPrefix(first, "args:"); ok {
		args = append(args, strings.Fields(strings.ReplaceAll(extra, "$ROOT", root))...)
	}
	if !slices.Contains(args, "--jsonld") {
		args = append(args, "--root", root)
	}
	var out, errs bytes.Buffer
	cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
	var kept strings.Builder
	keep := false
	for line := range strings.Lines(errs.String()) {
		if !strings.HasPrefix(line, " ") {
			keep = strings.Contains(line, " "+code+": ")
		}
		if keep {
			kept.WriteString(strings.ReplaceAll(line, root+string(filepath.Separator), ""))
		}
	}
	if kept.Len() == 0 {
		t.Fatalf("assay %q does not say %s, but\n%s%s", args, code, out.String(), errs.String())
	}
	return kept.String()
}

// commit makes a folder a repository with one commit of all that is in it.
func commit(t *testing.T, root string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "before"}} {
		c := exec.Command("git", args...)
		c.Dir = root
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
}
