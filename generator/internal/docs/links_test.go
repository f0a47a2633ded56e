package docs_test

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// anchor is the id that GitHub gives a heading.
func anchor(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(anchorTag.ReplaceAllString(text, ""))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

// anchors lists the ids that links into a document can name.
func (p *page) anchors() (all []string) {
	times := map[string]int{}
	for _, h := range p.headings() {
		for _, m := range anchorTag.FindAllStringSubmatch(h.text, -1) {
			all = append(all, m[1])
		}
		name := anchor(h.text)
		if n := times[name]; n > 0 {
			all = append(all, fmt.Sprintf("%s-%d", name, n))
		} else {
			all = append(all, name)
		}
		times[name]++
	}
	return all
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks follows every link between the documents, and to other files of this repository.
func TestLinks(t *testing.T) {
	pages := map[string]*page{}
	for _, p := range all(t) {
		pages[p.name] = p
	}
	for _, p := range pages {
		p.walk(func(i int, line string) {
			for _, m := range link.FindAllStringSubmatch(codeSpan.ReplaceAllString(line, ""), -1) {
				if problem := follow(pages, p, m[1]); problem != "" {
					t.Errorf("docs/%s:%d: %s: %s", p.name, i+1, m[1], problem)
				}
			}
		}, func(block) {})
	}
}

var codeSpan = regexp.MustCompile("`[^`]*`")

func follow(pages map[string]*page, from *page, to string) string {
	file, section, _ := strings.Cut(to, "#")
	switch {
	case strings.HasPrefix(to, "https://"):
		return ""
	case file == "":
		file = from.name
	default:
		file = path.Join(path.Dir(from.name), file)
	}
	if pages[file] == nil {
		if _, err := os.Stat(folder + file); err != nil {
			return "there is no such file"
		}
		return ""
	}
	if section != "" && !slices.Contains(pages[file].anchors(), section) {
		return "there is no such heading"
	}
	return ""
}

// TestIndex sees that README.md leads to every document. The pages of the checks have an index of their own.
func TestIndex(t *testing.T) {
	text := strings.Join(read(t, "README.md").lines, "\n")
	for _, p := range all(t) {
		if p.name != "README.md" && !strings.HasPrefix(p.name, "checks/a") && !strings.Contains(text, "]("+p.name+")") {
			t.Errorf("README.md does not lead to %s", p.name)
		}
	}
}
