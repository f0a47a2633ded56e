package docs_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the program says into docs/")

// folder is where the documents are.
const folder = "../../../docs/"

// page is a document.
type page struct {
	name  string // its path in the folder
	lines []string
}

// block is what stands between two fences.
type block struct {
	lang, file  string // file is "" where the block is no file
	section     string // the heading above it
	text        string
	first, last int // its lines, the last one excluded
}

// table is a table of the reference.
type table struct {
	section string
	head    []string
	rows    [][]string
}

// heading is a heading outside of fences.
type heading struct {
	level int
	text  string
}

func read(t *testing.T, name string) *page {
	t.Helper()
	text, err := os.ReadFile(folder + name)
	if err != nil {
		t.Fatal(err)
	}
	return &page{name, strings.Split(string(text), "\n")}
}

// all reads every document.
func all(t *testing.T) []*page {
	t.Helper()
	var pages []*page
	for _, inside := range []string{"", "checks/"} {
		names, err := filepath.Glob(folder + inside + "*.md")
		if err != nil || len(names) < 5 {
			t.Fatalf("%d documents, %v", len(names), err)
		}
		for _, name := range names {
			pages = append(pages, read(t, inside+filepath.Base(name)))
		}
	}
	return pages
}

var (
	caption   = regexp.MustCompile("^`([^` ]+)`:$")
	headline  = regexp.MustCompile(`^(#+) (.*)$`)
	anchorTag = regexp.MustCompile(` *<a id="([^"]+)"></a>`)
)

// walk calls f for every line outside of fences, and inside for every fenced block.
func (p *page) walk(outside func(i int, line string), inside func(b block)) {
	section, above := "", ""
	for i := 0; i < len(p.lines); i++ {
		line := p.lines[i]
		lang, opens := strings.CutPrefix(line, "```")
		if !opens {
			if m := headline.FindStringSubmatch(line); m != nil {
				section = anchorTag.ReplaceAllString(m[2], "")
			}
			if strings.TrimSpace(line) != "" {
				above = line
			}
			outside(i, line)
			continue
		}
		b := block{lang: lang, section: section, first: i + 1}
		if m := caption.FindStringSubmatch(above); m != nil {
			b.file = m[1]
		}
		for i++; i < len(p.lines) && p.lines[i] != "```"; i++ {
			b.text += p.lines[i] + "\n"
		}
		b.last, above = i, ""
		inside(b)
	}
}

func (p *page) blocks() (all []block) {
	p.walk(func(int, string) {}, func(b block) { all = append(all, b) })
	return all
}

func (p *page) headings() (all []heading) {
	p.walk(func(_ int, line string) {
		if m := headline.FindStringSubmatch(line); m != nil {
			all = append(all, heading{len(m[1]), m[2]})
		}
	}, func(block) {})
	return all
}

func (p *page) tables() (all []table) {
	var open *table
	section := ""
	p.walk(func(_ int, line string) {
		if m := headline.FindStringSubmatch(line); m != nil {
			section = anchorTag.ReplaceAllString(m[2], "")
		}
		if !strings.HasPrefix(line, "|") {
			open = nil
			return
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case open == nil:
			all = append(all, table{section: section, head: cells})
			open = &all[len(all)-1]
		case strings.Trim(line, "|-: ") != "":
			open.rows = append(open.rows, cells)
		}
	}, func(block) {})
	return all
}

// replace puts another text between the fences of blocks, which go by their place in the document.
func (p *page) replace(t *testing.T, texts map[int]string) {
	t.Helper()
	blocks := p.blocks()
	for i := len(blocks) - 1; i >= 0; i-- {
		text, ok := texts[i]
		if !ok || text == blocks[i].text {
			continue
		}
		b := blocks[i]
		var lines []string
		lines = append(lines, p.lines[:b.first]...)
		lines = append(lines, strings.Split(strings.TrimSuffix(text, "\n"), "\n")...)
		p.lines = append(lines, p.lines[b.last:]...)
	}
	if err := os.WriteFile(folder+p.name, []byte(strings.Join(p.lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}
