// Package corpus makes sites of any size for benchmarks and tests: always the same files for the same size and seed.
//
// A claim has about 400 words with headings, a list and now and then a table, 2.2 sources on average, and one of 60
// topics or several; a claimant has twenty claims. The words mean nothing.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/spf13/afero"
)

// File is a file of a site.
type File struct {
	Path    string
	Content []byte
}

// Site makes the files of a site with so many claims.
func Site(claims int, seed uint64) []File {
	g := &generator{random: rand.New(rand.NewPCG(seed, uint64(claims)))}
	files := []File{
		{"site.yaml", []byte("title: Generated Facts\ndescription: A site for measuring.\nbase_url: https://facts.example.org/\n")},
		{"content/about.md", []byte("---\ntitle: About\n---\nA site that no one wrote.\n")},
		{"content/team/desk.md", []byte("---\nname: Desk\ntype: organization\n---\nIt checks.\n")},
	}
	for i := range claimants(claims) {
		files = append(files, File{"content/claimants/" + claimantID(i) + ".md", g.claimant(i)})
	}
	for i := range claims {
		files = append(files, File{ClaimPath(i), g.claim(i, claims)})
	}
	return files
}

// Write puts files into a file system.
func Write(fsys afero.Fs, files []File) error {
	for _, f := range files {
		if i := strings.LastIndexByte(f.Path, '/'); i >= 0 {
			if err := fsys.MkdirAll(f.Path[:i], 0o755); err != nil {
				return err
			}
		}
		if err := afero.WriteFile(fsys, f.Path, f.Content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// ClaimPath is where the claim with a number stands.
func ClaimPath(i int) string { return fmt.Sprintf("claims/%d/%s.md", 2000+i%25, claimID(i)) }

func claimID(i int) string    { return fmt.Sprintf("claim-%06d", i) }
func claimantID(i int) string { return fmt.Sprintf("claimant-%05d", i) }
func claimants(claims int) int {
	return max(1, (claims+19)/20)
}

type generator struct{ random *rand.Rand }

const vocabulary = `the of and to in for that with by from on as at this were which had been more than about between
report figure year budget minister agency statement court survey rate people country economy spending growth decline
million percent according published document record number claim evidence office bureau statistics measured estimate
household income energy water health school road hospital border trade import export price market worker wage tax debt
policy law vote election region city village industry company bank profit loss risk average total share annual monthly
rose fell doubled halved remained reached exceeded dropped increased compared counted reported confirmed denied argued
shows suggests means depends includes excludes covers describes contradicts supports original earlier later recent first`

func (g *generator) words(n int) string {
	all := strings.Fields(vocabulary)
	out := make([]string, n)
	for i := range out {
		out[i] = all[g.random.IntN(len(all))]
	}
	return strings.Join(out, " ")
}

func (g *generator) sentence(n int) string {
	s := g.words(n)
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func (g *generator) claimant(i int) []byte {
	return fmt.Appendf(nil, "---\nname: %s %05d\ntype: person\nrole: %s\n---\n%s\n",
		strings.ToUpper(string(rune('a'+i%26)))+g.words(1), i, g.words(3), g.sentence(20))
}

func (g *generator) claim(i, total int) []byte {
	verdicts := []string{`"true"`, "mostly-true", "half-true", "mostly-false", `"false"`, "unproven", "misleading"}
	published := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 2 * time.Hour)
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\nclaim: %s\nclaim_short: %s\n", g.words(8), g.sentence(16), g.words(5))
	fmt.Fprintf(&b, "claimant: %s\nsaid: %s\nwhere: %s\n", claimantID(g.random.IntN(claimants(total))), published.AddDate(0, 0, -3).Format(time.DateOnly), g.words(4))
	fmt.Fprintf(&b, "appearances:\n  - {url: \"https://example.org/%d\", title: %s, publisher: %s, date: %s}\n", i, g.words(6), g.words(2), published.Format("2006-01"))
	fmt.Fprintf(&b, "verdict: %s\nconclusion: %s\npublished: %s\nauthors: [desk]\n", verdicts[g.random.IntN(len(verdicts))], g.sentence(24), published.Format(time.DateOnly))
	fmt.Fprintf(&b, "topics: [topic-%02d, topic-%02d]\nsources:\n", g.random.IntN(30), 30+g.random.IntN(30))
	sources := []int{1, 2, 2, 3, 3}[g.random.IntN(5)]
	for s := range sources {
		outlet := g.outlet(total)
		fmt.Fprintf(&b, "  - id: source-%d\n    title: %s\n    author: %s\n    publisher: %s\n    date: %s\n    url: https://outlet-%d.example/%d/%d\n    kind: document\n    supports: context\n",
			s, g.words(7), g.words(2), outletName(outlet), published.Format("2006-01"), outlet, i, s)
	}
	b.WriteString("---\n")
	g.body(&b, sources)
	return []byte(b.String())
}

// outlet draws who published a source: few publish most of them, many a single one.
func (g *generator) outlet(total int) int {
	share := g.random.Float64()
	return int(share * share * share * float64(total/5+1))
}

// outletName gives outlets names that begin with many letters, as those of real ones do.
func outletName(outlet int) string {
	all := strings.Fields(vocabulary)
	word := all[outlet%len(all)]
	return fmt.Sprintf("%s Outlet %d", strings.ToUpper(word[:1])+word[1:], outlet)
}

func (g *generator) body(b *strings.Builder, sources int) {
	for s := range sources {
		fmt.Fprintf(b, "%s %s [@source-%d, p. %d] %s\n\n", g.sentence(18), g.sentence(14), s, g.random.IntN(90)+1, g.sentence(20))
	}
	fmt.Fprintf(b, "## %s\n\n%s *%s* %s\n\n", g.words(3), g.sentence(22), g.words(3), g.sentence(30))
	for range 4 {
		fmt.Fprintf(b, "- %s\n", g.sentence(10))
	}
	fmt.Fprintf(b, "\n%s [%s](https://example.org/%d) %s\n\n", g.sentence(20), g.words(2), g.random.IntN(1000), g.sentence(24))
	if g.random.IntN(4) == 0 {
		b.WriteString("| year | claimed | found |\n|---|--:|--:|\n")
		for year := range 4 {
			fmt.Fprintf(b, "| %d | %d | %d |\n", 2000+year, g.random.IntN(1000), g.random.IntN(1000))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "## %s\n\n%s %s\n\n> %s\n\n%s %s **%s** %s\n", g.words(4), g.sentence(25), g.sentence(25), g.sentence(22),
		g.sentence(25), g.sentence(25), g.words(2), g.sentence(25))
}
