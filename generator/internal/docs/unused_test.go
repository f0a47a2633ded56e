package docs_test

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/afero"
)

// unused has a value for every key that the reference marks as not used yet: a file, and lines for it. In a markdown file
// they are put behind the first line of its front matter.
func unused() map[string][2]string {
	const (
		claimFile, config  = "claims/thirteen-wars.md", "site.yaml"
		scales, aliasField = "claims/verdicts.yaml", "        aliases: [Correct]\n"
	)
	return map[string][2]string{
		"snapshot.captured": {"claims/inline.md", "sources: [{id: a, title: A, snapshot: {file: snapshots/a, captured: 2026-01-01}}]\n"},
		"verdicts.aliases":  {scales, aliasField},
	}
}

// plain are the files that the values above are put into, with what a value replaces.
func plain() map[string]string {
	return map[string]string{
		"site.yaml":                       "title: Springfield Facts\nbase_url: https://facts.example.org/\npublisher: {name: Springfield News}\n",
		"content/team/ines-demo.md":       "---\nname: Inês Demo\n---\n",
		"content/claimants/rosa-field.md": "---\nname: Rosa Field\n---\n",
		"content/articles/forum.md":       "---\ntitle: The forum\npublished: 2026-01-12\nauthors: [ines-demo]\n---\n",
		"claims/thirteen-wars.md":         strings.Replace(header, "mostly-false", "half", 1) + "No list [@costs-2016; @minutes-2018].\n",
		"claims/verdicts.yaml": "scales:\n  - id: truth\n    verdicts:\n      - id: half\n        label: Half\n        group: mixed\n" +
			"      - {id: joke, label: Joke, group: satire}\n",
	}
}

// withoutKey is what stands there instead: the same without the key.
func withoutKey(key string) string {
	switch key {
	case "snapshot.captured":
		return "sources: [{id: a, title: A, snapshot: {file: snapshots/a}}]\n"
	}
	return ""
}

// TestNotUsedYet holds the honest words of the reference to the program: a key that is marked changes no page.
func TestNotUsedYet(t *testing.T) {
	marked := map[string]bool{}
	for _, name := range []string{"front-matter.md", "site-yaml.md", "scales.md"} {
		for _, tb := range read(t, name).tables() {
			for _, row := range tb.rows {
				if strings.Contains(row[len(row)-1], "**Not used yet") {
					marked[tb.section+"."+strings.Trim(row[0], "`")] = true
				}
			}
		}
	}
	values := unused()
	for _, key := range slices.Sorted(maps.Keys(marked)) {
		v, ok := values[key]
		if !ok {
			t.Errorf("%s is marked as not used yet, and there is no value to try", key)
			continue
		}
		delete(values, key)
		if with, before := whole(t, v[0], v[1]), whole(t, v[0], withoutKey(key)); with != before {
			t.Errorf("%s is marked as not used yet, and it changes the site", key)
		}
	}
	for key := range values {
		t.Errorf("%s is not marked as not used yet", key)
	}
}

// whole builds the plain site with lines put into one of its files, and gives all that comes out.
func whole(t *testing.T, file, lines string) string {
	t.Helper()
	disk := afero.NewMemMapFs()
	input := plain()
	switch text := input[file]; {
	case text == "":
		input[file] = "---\nclaim: x\nverdict: joke\nconclusion: x\npublished: 2026-01-12\nauthors: [ines-demo]\n" + lines + "---\n"
	case strings.HasSuffix(file, ".md"):
		input[file] = "---\n" + lines + strings.TrimPrefix(text, "---\n")
	case file == "claims/verdicts.yaml":
		input[file] = strings.Replace(text, "group: mixed\n", "group: mixed\n"+lines, 1)
	default:
		input[file] = text + lines
	}
	for name, text := range input {
		if err := afero.WriteFile(disk, name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	result, err := builder(disk).Build(context.Background())
	if err != nil || result.Diagnostics.Failed() {
		t.Fatal(err, result.Diagnostics)
	}
	var all bytes.Buffer
	for _, o := range result.Outputs {
		all.WriteString(o.Path + "\n")
		if err := o.WriteTo(&all); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
