package site

import (
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/id"
	"assay/generator/internal/message"
)

// Options are what a build adds to the files.
type Options struct {
	Now     time.Time      // an embargo ends at its moment; everything else goes by the day in the site's zone
	BaseURL config.BaseURL // instead of the configured one, where set
	Drafts  bool           // build drafts and scheduled claims too

	Messages message.Set // the program's texts
}

// Resolve pairs the parsed files of a snapshot. The site is never nil; with errors it is incomplete.
// parsed has the result of [Parser.Parse] for each file of the snapshot, in its order; nil for what is no text.
func (p *Parser) Resolve(snapshot *files.Snapshot, parsed []*Parsed, opt Options) (*Site, diag.List) {
	r := p.resolve(snapshot, parsed, opt)
	return r.site, r.found
}

func (p *Parser) resolve(snapshot *files.Snapshot, parsed []*Parsed, opt Options) *resolver {
	r := &resolver{
		parser:    p,
		opt:       opt,
		site:      &Site{Root: "/", Line: new(Line)},
		snapshot:  snapshot,
		sizes:     map[string]Size{},
		refused:   map[string]bool{},
		hidden:    map[*Person]bool{},
		indexes:   map[string]bool{},
		shared:    map[claim.SourceID]sharedSource{},
		slab:      make([]Claim, 0, snapshot.Len()),
		claims:    make(map[id.ID]*Claim, snapshot.Len()),
		claimants: map[id.ID]*Person{},
		team:      map[id.ID]*Person{},
		pages:     map[id.ID]*Page{},
		articles:  map[id.ID]*Article{},
		topics:    map[id.ID]*Topic{},
	}
	r.known = newKnown(r)
	r.gather(snapshot, parsed)
	r.configure()
	r.resolveClaims()
	r.resolvePages()
	r.resolveArticles()
	r.order()
	var rest guard.Group // what reads the claims in their order and writes to its own place alone
	rest.Go(func() error { r.relate(); return nil })
	rest.Go(func() error { r.site.gatherOutlets(); return nil })
	r.attribute()
	r.gatherTopics()
	r.redirects()
	r.assets()
	r.pictures()
	r.sharedSnapshots()
	r.overdue()
	_ = rest.Wait() // it does not fail
	r.translate()
	r.found = r.found.Sort()
	return r
}

// resolver is a resolution under way.
type resolver struct {
	parser *Parser
	opt    Options
	site   *Site
	found  diag.List
	known  known
	hinted hinted
	texts  []*message.File // the site's own
	spoken message.Set     // of all languages, with the site's own over the program's
	hasher digest.Hasher

	snapshot  *files.Snapshot
	sizes     map[string]Size // of pictures, by path
	indexes   map[string]bool // folders with an index.md
	cfg       *config.Config
	scales    *claim.Scales
	shared    map[claim.SourceID]sharedSource
	unscaled  bool     // the scales are missing, as their file is broken
	unshared  bool     // some shared sources are missing, as their file is broken
	slab      []Claim  // in the order of their files: made at once, and side by side in memory
	all       []*Claim // those with an id of their own, in that order, later by (published, id)
	claims    map[id.ID]*Claim
	claimants map[id.ID]*Person
	team      map[id.ID]*Person
	pages     map[id.ID]*Page
	articles  map[id.ID]*Article
	topics    map[id.ID]*Topic
	loose     []looseFile      // neither text to parse nor template
	refused   map[string]bool  // outputs of loose files that are not published
	hidden    map[*Person]bool // claimants who are not public yet

	translations []translation
	editions     []*edition // in the order of the languages
}

func (r *resolver) fail(file string, at diag.At, p *diag.Problem) {
	r.found = append(r.found, diag.Finding{At: at, Severity: diag.Error, Problem: *p}.In(file))
}

func (r *resolver) warn(file string, at diag.At, p *diag.Problem) {
	r.found = append(r.found, diag.Finding{At: at, Severity: diag.Warning, Problem: *p}.In(file))
}

// gather sorts the files into their kinds.
func (r *resolver) gather(snapshot *files.Snapshot, parsed []*Parsed) {
	for f := range snapshot.All() {
		if strings.HasSuffix(f.Path, "/index.md") && Classify(f.Path) != TemplateFile {
			r.indexes[path.Dir(f.Path)] = true
		}
	}
	for f := range snapshot.All() {
		p := parsed[0]
		parsed = parsed[1:]
		var kind Kind
		if p != nil {
			kind = p.Kind
		} else {
			kind = Classify(f.Path)
		}
		switch {
		case kind == TemplateFile:
			r.site.Templates = append(r.site.Templates, f)
		case len(r.indexes) > 0 && r.insideAnother(f.Path):
			r.fail(f.Path, diag.At{}, diag.Problemf(diag.Misplaced, "a folder with an index.md is one page and holds no other markdown").
				Because("move this file out of %s", path.Dir(f.Path)))
		case kind == Other:
			r.loose = append(r.loose, looseFile{f, p})
			if p != nil && p.Size != nil {
				r.sizes[f.Path] = *p.Size
			}
		case kind == StaticFile:
			r.site.Assets = append(r.site.Assets, Asset{Output: norm.NFC.String(strings.TrimPrefix(f.Path, files.StaticDir)), File: f})
			if p != nil && p.Size != nil {
				r.sizes[f.Path] = *p.Size
			}
		case kind == TranslationFile && p != nil:
			r.translations = append(r.translations, translation{p.Translation, p.Findings})
		case p != nil:
			r.found = append(r.found, p.Findings.In(f.Path)...)
			r.add(f, p)
		}
	}
}

// insideAnother tells that a markdown file lies in the folder of an index.md.
func (r *resolver) insideAnother(file string) bool {
	if path.Ext(file) != ".md" {
		return false
	}
	if original, _, ok := claim.OriginalOf(file); ok {
		file = original
	}
	dir := path.Dir(file)
	if path.Base(file) == "index.md" {
		dir = path.Dir(dir)
	}
	return owner(dir+"/x", r.indexes) != ""
}

func (r *resolver) add(f files.File, p *Parsed) {
	switch p.Kind {
	case ConfigFile:
		r.cfg = p.Config
	case ScalesFile:
		r.scales, r.unscaled = p.Scales, p.Findings.Unreadable()
	case MessagesFile:
		r.texts = append(r.texts, p.Texts)
	case LibraryFile:
		r.site.Libraries = append(r.site.Libraries, p.Library)
		r.share(p.Library, p.Findings.Failed())
	case ClaimFile:
		r.slab = append(r.slab, Claim{Claim: p.Claim, findings: p.Findings})
	case ClaimantFile:
		register(r, r.claimants, p.Person.ID, f.Path, &Person{Person: p.Person, URL: "/claimants/" + string(p.Person.ID) + "/"}, func(w *Person) string { return w.Path })
	case TeamFile:
		register(r, r.team, p.Person.ID, f.Path, &Person{Person: p.Person, URL: "/team/" + string(p.Person.ID) + "/"}, func(w *Person) string { return w.Path })
	case PageFile:
		register(r, r.pages, p.Page.ID, f.Path, &Page{Page: p.Page, URL: "/" + string(p.Page.ID) + "/"}, func(w *Page) string { return w.Path })
	case ArticleFile:
		a := &Article{Article: p.Article, URL: "/articles/" + string(p.Article.ID) + "/", Topics: r.topicsOf(p.Article.Topics)}
		register(r, r.articles, p.Article.ID, f.Path, a, func(a *Article) string { return a.Path })
	case TopicFile:
		r.describe(p.Topic)
	}
}

// register keeps a value under its id, which must be the only one of its kind.
func register[T any](r *resolver, all map[id.ID]T, name id.ID, file string, v T, pathOf func(T) string) bool {
	if name == "" {
		return false // reported by the parser
	}
	if first, taken := all[name]; taken {
		r.taken(name, file, pathOf(first))
		return false
	}
	all[name] = v
	return true
}

func (r *resolver) taken(name id.ID, file, by string) {
	r.fail(file, diag.At{}, diag.Problemf(diag.DuplicateID, "the id %q is taken by %s", name, by).Because("rename one of them"))
}

// configure settles what comes from site.yaml, the scales and the clock.
func (r *resolver) configure() {
	if r.cfg == nil {
		r.fail(config.FileName, diag.At{}, diag.Problemf(diag.NoSite, "there is no site.yaml here").
			Because("a site's folder has a file site.yaml with at least a title"))
		r.cfg = &config.Config{Lang: "en", PerPage: 24, Positions: &doc.Positions{}}
	}
	s := r.site
	s.Config, s.Base, s.Zone = r.cfg, r.cfg.BaseURL, r.cfg.TimeZone.Location()
	if r.opt.BaseURL != "" {
		s.Base = r.opt.BaseURL
	}
	s.Today = date.Of(r.opt.Now.In(s.Zone))
	r.speak()
	if r.scales == nil {
		r.scales = r.parser.scales
	}
	r.scales = r.scales.InWordsOf(s.Messages)
	s.Versions = r.scales.Scales
	for _, scale := range s.Versions {
		if current := r.scaleOn(scale.ID, s.Today); current != nil && !slices.Contains(s.Scales, current) {
			s.Scales = append(s.Scales, current)
		}
	}
	for _, policy := range r.cfg.Policies.All() {
		if page, ok := r.pages[policy.Page]; !ok || page.Draft && !r.opt.Drafts {
			r.fail(config.FileName, r.cfg.Positions.At("policies."+policy.Name), diag.Problemf(diag.UnknownPage, "unknown page %q", policy.Page).
				Because("%s", r.hint(config.FileName, r.known.pages, string(policy.Page))))
		}
	}
	r.fonts()
}

// speak settles the texts of the program: the site's own count before those it comes with.
func (r *resolver) speak() {
	var found diag.List
	r.spoken, found = r.opt.Messages.With(r.texts)
	r.found = append(r.found, found...)
	r.site.Messages = r.messages(r.cfg.Lang, "lang")
}

// messages gives the texts of the program in a language that a key of site.yaml names, and reports there what is missing of them.
func (r *resolver) messages(lang config.Lang, key string) *message.Catalogue {
	texts, missing := r.spoken.For(string(lang))
	for _, f := range missing {
		f.At = r.cfg.Positions.At(key)
		r.found = append(r.found, f.In(config.FileName))
	}
	return texts
}

// scaleOn gives the version of a scale that applies on a day: the newest that is valid by then, else the oldest.
func (r *resolver) scaleOn(name id.ID, day date.Partial) *claim.Scale {
	var best *claim.Scale
	for _, s := range r.scales.Scales {
		if s.ID != name {
			continue
		}
		valid := s.ValidFrom.IsZero() || s.ValidFrom.Compare(day) <= 0
		switch {
		case best == nil:
			best = s
		case valid && (s.ValidFrom.Compare(best.ValidFrom) > 0 || best.ValidFrom.Compare(day) > 0):
			best = s
		case !valid && best.ValidFrom.Compare(day) > 0 && s.ValidFrom.Compare(best.ValidFrom) < 0:
			best = s
		}
	}
	return best
}

// resolvePages follows what people's and plain pages mention.
func (r *resolver) resolvePages() {
	for _, people := range []map[id.ID]*Person{r.claimants, r.team} {
		for _, who := range people {
			who.Language = r.cfg.Lang
			who.Mentions = r.mentions(who.Path, "", who.Body.Claims)
		}
	}
	for _, page := range r.pages {
		page.Language = r.cfg.Lang
		page.Mentions = r.mentions(page.Path, "", page.Body.Claims)
	}
}

// builds tells whether a claim gets a page in this build.
func (r *resolver) builds(c *Claim) bool { return r.buildsState(c.State) }

func (r *resolver) buildsState(s State) bool { return s == Live || r.opt.Drafts }

// assets finds the files beside an index.md; anything else that is loose is in the wrong place.
func (r *resolver) assets() {
	if len(r.loose) == 0 {
		return
	}
	private := r.keptFiles()
	published := map[string]bool{} // folders of pages that are built
	for _, c := range r.all {
		dir := path.Dir(c.Path)
		if !r.indexes[dir] {
			continue
		}
		published[dir] = r.builds(c)
	}
	for _, page := range r.pages {
		published[path.Dir(page.Path)] = !page.Draft || r.opt.Drafts
	}
	for _, a := range r.articles {
		published[path.Dir(a.Path)] = r.buildsState(a.State)
	}
	for who := range r.hidden {
		published[path.Dir(who.Path)] = false
	}
	for _, f := range r.loose {
		if private[f.Path] {
			continue
		}
		dir := owner(f.Path, r.indexes)
		if dir == "" {
			r.misplaced(f.File)
			continue
		}
		rest := strings.TrimPrefix(f.Path, dir+"/")
		built, isPage := published[dir]
		if strings.HasPrefix(rest, "snapshots/") || isPage && !built {
			continue
		}
		if name, err := id.Parse(path.Base(dir)); err == nil {
			output := strings.TrimPrefix(folderOf(f.Path).url, "/") + string(name) + "/" + norm.NFC.String(rest)
			if r.mayPublish(f) {
				r.site.Assets = append(r.site.Assets, Asset{Output: output, File: f.File})
			} else {
				r.refused[output] = true
			}
		}
	}
}

// get returns a file by its path, in any Unicode form: some systems store names in form D.
func (r *resolver) get(name string) (files.File, bool) {
	if f, ok := r.snapshot.Get(name); ok || isASCII(name) {
		return f, ok
	}
	composed := norm.NFC.String(name)
	for f := range r.snapshot.Under(path.Dir(name) + "/") {
		if norm.NFC.String(f.Path) == composed {
			return f, true
		}
	}
	return files.File{}, false
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// looseFile is a file that is not read for its text, with what its content says; nil where that is not
// known.
type looseFile struct {
	files.File
	parsed *Parsed
}

// mayPublish reports whether a file next to a page is of a kind that is published from there. It tells
// of any other.
func (r *resolver) mayPublish(f looseFile) bool {
	_, ok := files.MediaType(f.Path)
	switch {
	case f.parsed != nil && f.parsed.Active != "":
		r.fail(f.Path, diag.At{}, diag.Problemf(diag.ActiveFile, "this file is not published: %s", f.parsed.Active).
			Because("remove it, or move it to static/ if the site is to publish it as it is"))
		return false
	case !ok:
		r.warn(f.Path, diag.At{}, diag.Problemf(diag.NotPublished, "files of this kind are not published from here").
			Because("move it to static/ if the site is to publish it as it is, or remove it"))
	}
	return ok
}

func (r *resolver) misplaced(f files.File) {
	switch {
	case path.Ext(f.Path) == ".md":
		r.fail(f.Path, diag.At{}, diag.Problemf(diag.Misplaced, "no kind of page stands in %s", path.Dir(f.Path)).
			Because("pages stand in content/, people in content/claimants/ and content/team/, claims in claims/"))
	default:
		r.warn(f.Path, diag.At{}, diag.Problemf(diag.Misplaced, "the file belongs to no page and is not published").
			Because("put it beside the index.md of the page that uses it"))
	}
}

func names[K ~string, T any](all map[K]T) []string {
	return id.Strings(slices.Collect(maps.Keys(all)))
}
