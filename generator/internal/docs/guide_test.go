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

	"assay/generator/internal/cli"
)

// guide is the document that is run from its beginning to its end.
const guide = "getting-started.md"

// byHand are the commands that a reader is told and no test runs.
func byHand() []string {
	return []string{"go build -o assay ./generator/assay", "assay serve --open"}
}

// TestGuide writes the guide's files and runs its commands, in order, in a folder of its own. What a command prints
// must be what is shown, but for times and for how many files were written: that there were none, or some, counts.
func TestGuide(t *testing.T) {
	p := read(t, guide)
	if _, err := os.Stat("../../assay/main.go"); err != nil {
		t.Error(err) // the guide builds it
	}
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org",
		"GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_EMAIL": "test@example.org"} {
		t.Setenv(name, value)
	}
	texts, ran := map[int]string{}, 0
	blocks := p.blocks()
	t.Chdir(t.TempDir())
	for i, b := range blocks {
		switch {
		case b.file != "":
			write(t, b.file, b.text)
		case b.lang == "console":
			got, n := run(t, b.text)
			if texts[i] = b.text; comparable(got) != comparable(b.text) {
				texts[i] = got
				if !*update {
					t.Errorf("line %d: the program says\n%s", b.first, got)
				}
			}
			ran += n
		case b.lang == "sh":
			for line := range strings.Lines(b.text) {
				if !slices.Contains(byHand(), strings.TrimSpace(line)) {
					t.Errorf("line %d: nobody runs %s", b.first, line)
				}
			}
		default:
			t.Errorf("line %d: a block that is neither a file nor a command", b.first)
		}
	}
	if ran < 10 {
		t.Errorf("only %d commands", ran)
	}
	checkAddresses(t, p)
	if *update {
		t.Chdir(home)
		p.replace(t, texts)
	}
}

// run runs the commands of a dialogue, and gives the dialogue as it was.
func run(t *testing.T, dialogue string) (text string, n int) {
	t.Helper()
	var out bytes.Buffer
	for line := range strings.Lines(dialogue) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		n++
		out.WriteString(line)
		args := strings.Fields(command)
		var err error
		switch args[0] {
		case "assay":
			cli.Main(args[1:], cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		case "git":
			c := exec.Command("git", args[1:]...)
			c.Stdout, c.Stderr = &out, &out
			err = c.Run()
		case "mkdir":
			err = os.Mkdir(args[1], 0o755)
		case "cd":
			err = os.Chdir(args[1])
		default:
			t.Errorf("the test cannot run %q", command)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.String(), n
}

var (
	duration = regexp.MustCompile(` in \d[\d.]* m?s\b`)
	some     = regexp.MustCompile(`\b[1-9][\d ]* (written|removed|unchanged)`)
)

// comparable leaves out what differs from run to run, or with the pages that a theme has.
func comparable(dialogue string) string {
	return some.ReplaceAllString(duration.ReplaceAllString(dialogue, " in T"), "N $1")
}

// checkAddresses sees that the pages that the guide lists are there, and that drafts carry a ribbon.
func checkAddresses(t *testing.T, p *page) {
	t.Helper()
	draft, err := os.ReadFile("../preview/claims/harbour-jobs/index.html")
	if err != nil || !strings.Contains(string(draft), "ribbon") {
		t.Errorf("the draft has no ribbon, %v", err)
	}
	n := 0
	for _, tb := range p.tables() {
		for _, row := range tb.rows {
			n++
			if _, err := os.Stat(filepath.Join("public", strings.Trim(row[0], "`"), "index.html")); err != nil {
				t.Error(err)
			}
		}
	}
	if n < 5 {
		t.Errorf("only %d addresses", n)
	}
}
