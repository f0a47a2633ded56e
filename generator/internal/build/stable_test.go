package build_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"

	"assay/generator/internal/build"
	"assay/generator/internal/digest"
)

// ofOneMore are the files that one more claim changes in a site of any size, # for a number.
func ofOneMore() []string {
	return []string{
		"cards/one-more.png", "claimants/claimant-#/feed.json", "claimants/claimant-#/feed.xml", "claimants/claimant-#/index.html",
		"claims/index.html", "claims/one-more/claim.json", "claims/one-more/index.html",
		"data/claimreview.json", "data/claims-search.json", "data/claims.csv", "data/claims.ndjson", // the newest parts
		"embed/one-more.json", "embed/one-more/index.html", "feed.json", "feed.xml", "index.html", "sitemap.xml", "team/desk/index.html",
		"topics/a#/feed.json", "topics/a#/feed.xml", "topics/a#/index.html",
		"topics/b#/feed.json", "topics/b#/feed.xml", "topics/b#/index.html",
		"verdicts/default/half-true/index.html", "verdicts/index.html",
	}
}

// TestOneMoreClaimChangesAFixedNumberOfFiles adds a claim to sites of different sizes and looks which outputs change.
// At times one of its lists has become so long that an old page is cut off it.
func TestOneMoreClaimChangesAFixedNumberOfFiles(t *testing.T) {
	sizes := []int{300, 30_000}
	if testing.Short() {
		sizes[1] = 3_000
	}
	for _, size := range sizes {
		changed := changedByOneMore(t, size)
		same := slices.DeleteFunc(slices.Clone(changed), func(path string) bool { return strings.Contains(path, "/page/") })
		if d := cmp.Diff(ofOneMore(), same); d != "" {
			t.Errorf("one more claim among %d changes (-want +got):\n%s", size, d)
		}
		if lists := 6; len(changed)-len(same) > lists {
			t.Errorf("one more claim among %d changes old pages: %q", size, changed)
		}
	}
}

// numberForm is what differs between the names of files of the same meaning.
var numberForm = regexp.MustCompile(`\d+/`)

func changedByOneMore(t *testing.T, size int) []string {
	t.Helper()
	fsys := afero.NewMemMapFs()
	write(t, fsys, "site.yaml", "title: T\nbase_url: https://facts.example.org/\ncards: true\nembeds: true\n")
	write(t, fsys, "content/team/desk.md", "---\nname: Desk\n---\n")
	for i := range max(1, size/20) {
		write(t, fsys, fmt.Sprintf("content/claimants/claimant-%d.md", i), fmt.Sprintf("---\nname: Claimant %d\n---\n", i))
	}
	for i := range size {
		write(t, fsys, fmt.Sprintf("claims/%d/claim-%d.md", i%300, i), tinyClaim(i, size))
	}
	builder := build.New(options(fsys))
	before := keys(t, builder)
	write(t, fsys, "claims/one-more.md", tinyClaim(size, size))
	after := keys(t, builder)
	var changed []string
	for path, key := range after {
		if before[path] != key {
			changed = append(changed, numberForm.ReplaceAllString(path, "#/"))
		}
	}
	for path := range before {
		if _, kept := after[path]; !kept {
			t.Error(fmt.Sprint(path, " is gone"))
		}
	}
	slices.Sort(changed)
	return changed
}

// keys builds and gives the outputs' keys by path.
func keys(t *testing.T, builder *build.Builder) map[string]digest.Sum {
	t.Helper()
	r, err := builder.Build(t.Context())
	if err != nil || r.Diagnostics.Failed() {
		t.Fatal(err, r.Diagnostics)
	}
	all := map[string]digest.Sum{}
	for _, o := range r.Outputs {
		all[o.Path] = o.Key
	}
	return all
}

// tiny is a site without claims: its configuration, who checks, and the claimant of [tinyClaim]'s first claims.
func tiny(t *testing.T, config string) afero.Fs {
	t.Helper()
	fsys := afero.NewMemMapFs()
	write(t, fsys, "site.yaml", "title: T\n"+config)
	write(t, fsys, "content/team/desk.md", "---\nname: Desk\n---\n")
	write(t, fsys, "content/claimants/claimant-0.md", "---\nname: Claimant\n---\n")
	return fsys
}

// tinyClaim is a claim with all that lists are made of; a higher number is published later.
func tinyClaim(i, size int) string {
	published := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
	return fmt.Sprintf("---\nclaim: Claim %d.\nclaimant: claimant-%d\nverdict: half-true\nconclusion: So.\npublished: %s\nauthors: [desk]\ntopics: [a%d, b%d]\nsources: [{id: s, title: T}]\n---\n[@s]\n",
		i, i%max(1, size/20), published.Format(time.RFC3339), i%30, i%29)
}
