package docs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"

	"assay/generator/internal/plan"
)

// everything builds the site in which every key is used, or the same with changes to its files.
func everything(t *testing.T, change func(name, text string) string) []plan.Output {
	t.Helper()
	archive, err := txtar.ParseFile("../plan/testdata/full.txtar")
	if err != nil {
		t.Fatal(err)
	}
	disk := afero.NewMemMapFs()
	for _, f := range archive.Files {
		if err := afero.WriteFile(disk, f.Name, []byte(change(f.Name, string(f.Data))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	result, err := builder(disk).Build(context.Background())
	if err != nil || result.Diagnostics.Failed() {
		t.Fatal(err, result.Diagnostics)
	}
	return result.Outputs
}

func asItIs(_, text string) string { return text }

// address is where an output stands on the site. Older pages of a list count as the list.
func address(o plan.Output) string {
	return "/" + older.ReplaceAllString(strings.TrimSuffix(o.Path, "index.html"), "")
}

var older = regexp.MustCompile(`page/\d+/$`)

// named makes a pattern of an address in which ID and SCALE stand for any id.
func named(address string) *regexp.Regexp {
	return regexp.MustCompile("^" + regexp.MustCompile(`ID|SCALE`).ReplaceAllString(regexp.QuoteMeta(address), `[^/]+`) + "$")
}

// spans lists what stands in backquotes.
func spans(cell string) (all []string) {
	for _, m := range codeSpan.FindAllString(cell, -1) {
		all = append(all, strings.Trim(m, "`"))
	}
	return all
}

// TestStructuredDataOfPages compares the table of the types that pages carry with the pages of a site that has everything.
func TestStructuredDataOfPages(t *testing.T) {
	var rows [][]string
	for _, tb := range read(t, "data.md").tables() {
		if tb.section == "Structured data" {
			rows = tb.rows
		}
	}
	found, seen := make([]map[string]bool, len(rows)), map[string]bool{}
	for _, o := range everything(t, asItIs) {
		if !strings.HasSuffix(o.Path, ".html") {
			continue
		}
		types := typesOf(t, o)
		i := slices.IndexFunc(rows, func(row []string) bool {
			return slices.ContainsFunc(spans(row[0]), func(a string) bool {
				fits := named(a).MatchString(address(o))
				seen[a] = seen[a] || fits
				return fits
			})
		})
		if crumbs := slices.Contains(types, "BreadcrumbList"); i > 0 && !crumbs || o.Path == "index.html" && crumbs {
			t.Errorf("%s has a BreadcrumbList: %v", o.Path, crumbs)
		}
		for _, name := range types {
			switch {
			case name == "BreadcrumbList":
			case i < 0:
				t.Errorf("%s has a %s, and the table does not have the page", o.Path, name)
			case found[i] == nil:
				found[i] = map[string]bool{name: true}
			default:
				found[i][name] = true
			}
		}
	}
	for i, row := range rows {
		for _, a := range spans(row[0]) {
			if !seen[a] {
				t.Errorf("no page stands at %s", a)
			}
		}
		described := spans(row[1])
		for name := range found[i] {
			if !slices.Contains(described, name) {
				t.Errorf("pages like %s have a %s, and the table does not", row[0], name)
			}
		}
		for _, name := range described {
			if !found[i][name] {
				t.Errorf("no page like %s has a %s", row[0], name)
			}
		}
	}
}

var script = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// typesOf lists the types of the documents of structured data in a page.
func typesOf(t *testing.T, o plan.Output) (types []string) {
	t.Helper()
	var page bytes.Buffer
	if err := o.WriteTo(&page); err != nil {
		t.Fatal(err)
	}
	for _, m := range script.FindAllSubmatch(page.Bytes(), -1) {
		var document struct {
			Type string `json:"@type"`
		}
		if err := json.Unmarshal(m[1], &document); err != nil {
			t.Errorf("%s: %v", o.Path, err)
		}
		types = append(types, document.Type)
	}
	return types
}

// TestFilesForPrograms compares the addresses that data.md and feeds.md tell with what is made for programs, and sees that
// there is none of it without a base URL.
func TestFilesForPrograms(t *testing.T) {
	var told []string
	for _, name := range []string{"data.md", "feeds.md"} {
		for _, a := range read(t, name).tables()[0].rows {
			for _, cell := range a {
				told = append(told, spans(cell)...)
			}
		}
	}
	forPrograms := regexp.MustCompile(`^data/|(^|/)(feed\.(xml|json)|claim\.json)$`)
	seen := map[string]bool{}
	for _, o := range everything(t, asItIs) {
		if !forPrograms.MatchString(o.Path) {
			continue
		}
		if !slices.ContainsFunc(told, func(a string) bool {
			fits := named(a).MatchString(address(o))
			seen[a] = seen[a] || fits
			return fits
		}) {
			t.Errorf("no document tells of %s", o.Path)
		}
	}
	for _, a := range told {
		if !seen[a] {
			t.Errorf("nothing stands at %s", a)
		}
	}
	without := everything(t, func(name, text string) string {
		if name == "site.yaml" {
			return regexp.MustCompile(`(?m)^base_url:.*\n`).ReplaceAllString(text, "")
		}
		return text
	})
	for _, o := range without {
		if forPrograms.MatchString(o.Path) || strings.HasPrefix(o.Path, "sitemap") {
			t.Errorf("without a base URL there is %s", o.Path)
		}
	}
}
