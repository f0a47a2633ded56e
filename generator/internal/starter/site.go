package starter

import (
	"embed"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

// Site is what is known of a new site.
type Site struct {
	Title     string
	Lang      string
	TimeZone  string
	BaseURL   string
	Publisher string
	Author    string       // the first who checks
	AuthorID  id.ID        // of that one's file
	Host      Host         // where it is to be published from
	Today     date.Partial // for the dates of the example
}

// Host is what builds and publishes a site.
type Host string

// The hosts for which there are files.
const (
	NoHost     Host = "none"
	GitHub     Host = "github"
	GitLab     Host = "gitlab"
	Netlify    Host = "netlify"
	Cloudflare Host = "cloudflare"
	Server     Host = "server"
)

// Hosts lists them.
func Hosts() []Host { return []Host{GitHub, GitLab, Netlify, Cloudflare, Server, NoHost} }

// ciFiles are the files of each host, as they stand in new sites. In ci/ are those that all hosts run.
//
//go:embed all:ci
var ciFiles embed.FS

// Files gives the files of the site, by path.
func (s Site) Files() ([]File, error) {
	files := []File{
		{Path: "site.yaml", Text: s.config()},
		{Path: ".gitignore", Text: "/public/\n/.assay/\n"},
		{Path: Hooks + "/pre-commit", Text: preCommit, Runs: true},
		{Path: "README.md", Text: s.readme()},
		Person{Path: "content/team/" + string(s.AuthorID) + ".md", Name: s.Author}.File(),
		{Path: "content/about.md", Text: page("About us", "Say here who you are, who pays for your work, and how readers reach you.")},
		{Path: "content/methodology.md", Text: page("How we check", "Say here how you choose what to check, how you go about it, and what your verdicts mean.")},
		{Path: "content/corrections-policy.md", Text: page("Corrections", "Say here what you do when something you published was wrong, and where readers can tell you.")},
		{Path: "claims/example.md", Text: s.example()},
	}
	forEditors, err := editorFiles()
	if err != nil {
		return nil, err
	}
	hosted, err := s.Host.files()
	files = slices.Concat(files, forEditors, hosted)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, err
}

// files are those that a host needs.
func (h Host) files() ([]File, error) {
	var files []File
	if h == NoHost || h == "" {
		return nil, nil
	}
	for _, dir := range []string{"ci/all", "ci/" + string(h)} {
		err := fs.WalkDir(ciFiles, dir, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := ciFiles.ReadFile(name)
			path := strings.TrimPrefix(name, dir+"/")
			files = append(files, File{Path: path, Text: string(text), Runs: strings.HasPrefix(path, "ci/")})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

func (s Site) config() string {
	var b text
	b.must("title", s.Title)
	b.comment("description: what the site is about, in a sentence or two")
	b.optional("lang", s.Lang, "the language of the site, such as en-GB")
	b.optional("time_zone", s.TimeZone, "such as Europe/Berlin: a day of publication begins there at midnight")
	if u, err := url.Parse(s.BaseURL); s.BaseURL != "" && err == nil {
		b.must("base_url", s.BaseURL)
		b.must("feed_authority", u.Hostname())
	} else {
		b.comment("base_url: where the site will stand, such as https://facts.example.org/; with it come feeds, data and the sitemap")
		b.comment("feed_authority: facts.example.org  # keeps the ids in feeds when the site moves")
	}
	if s.Publisher != "" {
		b.line("publisher: {name: " + doc.AsFlowYAML(s.Publisher) + "}")
	} else {
		b.comment("publisher: {name: who answers for the checks, url: …}")
	}
	b.comment("contact: {corrections: an e-mail address or the address of a form}")
	b.comment("licence: the address of the licence under which others may use your checks")
	if s.Host == Netlify || s.Host == Cloudflare {
		b.line("host: " + string(s.Host))
	}
	b.comment("Once these pages are written and no longer drafts, let every page name them:")
	b.comment("policies: {methodology: methodology, corrections: corrections-policy}")
	return b.String()
}

// page is a page that is still to be written.
func page(title, about string) string {
	var b text
	b.must("title", title)
	b.line("draft: true")
	return b.page(about)
}

// example is a claim that shows what a file can say. Everything in it is invented, and it is a draft, so that it is never published.
func (s Site) example() string {
	day := s.Today.String()
	var b text
	b.comment("An example: everything in it is invented. It is a draft, so it is not published. Look at it with `assay serve`, then delete it.")
	b.comment("docs/front-matter.md of the program tells all that can be said in a claim's file.")
	b.line("claim: Our library lends two million books a year.")
	b.line("claimant: {name: Rosa Field, role: Mayor of Springfield}")
	b.must("said", day)
	b.line("where: Town council")
	b.line("appearances:")
	b.line(`  - {url: "https://council.example.org/minutes", title: Minutes of the town council, date: "` + day + `"}`)
	b.line("verdict: mostly-false")
	b.line("conclusion: The library lent 612,408 books last year, less than a third of that.")
	b.must("published", day)
	b.line("authors: [" + doc.AsFlowYAML(string(s.AuthorID)) + "]")
	b.line("topics: [library]")
	b.line("sources:")
	b.line("  - id: report")
	b.line("    title: Annual report")
	b.line("    publisher: Springfield Library")
	b.line("    url: https://library.example.org/report")
	b.line("    kind: primary")
	b.line("    supports: against")
	b.line("  - id: statistics")
	b.line("    title: Loans of all libraries")
	b.line("    publisher: Office of Statistics")
	b.line("    url: https://statistics.example.org/loans")
	b.line("    kind: dataset")
	b.line("draft: true")
	return b.page("The library's own report has 612,408 loans [@report, p. 4], and so do the statistics [@statistics].")
}

func (s Site) readme() string {
	const words = `# %s

Fact-checks, published with Assay.

    assay serve --open            look at the site while you write
    assay new claim               begin a check
    assay check                   find what an editor would look at twice
    assay build                   make the site, in public/

- claims/ has a file for each claim, content/ the pages and the people, site.yaml the settings.
- claims/example.md shows what a claim's file can say. Delete it when you have seen it.
- The pages in content/ are drafts until you have written them and taken out "draft: true".
- Before a commit, .githooks/pre-commit checks what is committed. In a new clone say once: git config core.hooksPath .githooks
- In .vscode, schemas let Visual Studio Code complete and check YAML files. After an update of the program: assay schema --dir .vscode/assay
`
	return fmt.Sprintf(words, s.Title) + s.Host.readme()
}

// readme tells what is left to do for a host.
func (h Host) readme() string {
	const tool = "\nThe machine that builds the site gets the program from the address in ASSAY_URL, an archive of a release for Linux, and looks whether its SHA-256 is the one in\nASSAY_SHA256. Set both "
	switch h {
	case GitHub:
		return tool + "as variables of the repository (Settings, Secrets and variables, Actions, Variables), and choose GitHub Actions\nas the source under Settings, Pages.\n"
	case GitLab:
		return tool + "as variables under Settings, CI/CD, Variables.\n"
	case Netlify:
		return tool + "as environment variables of the site.\n"
	case Cloudflare:
		return tool + "as environment variables of the project; its build command is `sh ci/build`, its output folder public.\n"
	case Server:
		return "\n`sh ci/publish USER@HOST:FOLDER` checks, builds and copies the site to a server with rsync. It needs assay and rsync here, and rsync there.\n"
	}
	return ""
}
