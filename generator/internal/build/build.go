// Package build is the pipeline: a snapshot of files in, the outputs of a site out.
//
//	files.Scan → site.Parse → site.Resolve → theme.Compile → plan.Make → []plan.Output
//	(changed)    (memo)       (followed)     (memo)          (memo)
//	                               └─ check.Run and the validation of structured data
//
// A [Builder] remembers what single files say, by their path and content, the compiled theme, by its content and
// environment, what was found in single claims and the words of them, by all they are made of, and lines that were quoted, by their file's content. Of the
// last site it makes the next where only texts of claims were edited ([site.Follower]), and takes what was planned and found of the parts that are the very same.
// A build after any edits equals one from scratch: it has the same outputs with the same keys, and the
// same diagnostics. What files say, and which structured data are good, can outlive the process too: see [Options.Cache] and [Builder.Keep]. With such a folder
// the texts of files are not held in memory: pages read them from there.
//
// A build makes no page. Outputs are made when they are written or asked for, by whoever has the [Result].
package build

import (
	"context"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/check"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/message"
	"assay/generator/internal/output"
	"assay/generator/internal/plan"
	"assay/generator/internal/render"
	"assay/generator/internal/search"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

// GCPercent suits programs that build sites (https://pkg.go.dev/runtime/debug#SetGCPercent): with 10 000 claims a build
// takes a tenth less time than with Go's own 100, and a fifth more memory.
const GCPercent = 150

// Options are what a builder works with.
type Options struct {
	Input   afero.Fs         // the site's root
	Theme   fs.FS            // the default theme
	Now     func() time.Time // wall clock
	Today   time.Time        // instead of Now for the day of the build, where set
	BaseURL config.BaseURL   // instead of the configured one, where set
	Drafts  bool             // build drafts and scheduled claims too
	Program digest.Sum       // names the program's code
	Once    bool             // there will be no other build: nothing is held for it
	Cache   afero.Fs         // a folder of the builder's own, for texts and for what the next process may know; nil for none
}

// Result is a finished build. It is immutable.
type Result struct {
	Site        *site.Site
	Outputs     []plan.Output // empty where Diagnostics has an error
	Diagnostics diag.List     // sorted, as the site's owners weigh them; errors and warnings with source lines
	Files       *files.Snapshot
	Theme       *theme.Theme // nil before one could be read

	input afero.Fs
	found diag.List // before anybody weighed it
}

// Builder builds one site again and again. Its methods must not be called twice at once.
type Builder struct {
	opt      Options
	language config.Lang // of the site, which the parser reads its texts in
	parser   *site.Parser
	scanner  *files.Scanner
	snapshot *files.Snapshot // of the last Scan, as are the next two
	unread   diag.List
	fault    error // of the last Scan, if that panicked
	now      time.Time
	made     made

	messages   message.Set
	speechless diag.List // why messages is empty, if it is

	cache     *cache // nil for none
	memo      parseMemo
	sites     site.Follower
	languages map[config.Lang]*languageMemo
	paths     pathMemo
	lines     lineMemo
	checks    check.Runner
	links     plan.LinkChecker
	settled   settled
	markup    *plan.MarkupChecker
	cards     plan.CardMaker
}

// made is what the last Make was made of; without a snapshot, nobody knows.
type made struct {
	snapshot *files.Snapshot
	unread   diag.List // what the scan could not read
	today    date.Partial
	site     *site.Site // for its zone, and for what is scheduled
}

// stillHolds tells that Make would come to the same with what a scan has found now.
func (m *made) stillHolds(snapshot *files.Snapshot, unread diag.List, now time.Time) bool {
	return m.snapshot != nil && m.today == date.Of(now.In(m.site.Zone)) && !m.site.Passed(now) && m.snapshot.Same(snapshot) && slices.Equal(m.unread, unread)
}

// languageMemo is what is remembered of a language of the site: the last theme that was compiled for it, with what it was made of, the words
// its claims are found by, and what was planned.
type languageMemo struct {
	source, env digest.Sum
	theme       *theme.Theme
	found       diag.List

	words search.Memo
	parts plan.Memo
}

// pathMemo is what was last said of the outputs' paths. Few edits change a path, and looking for clashes among
// all of them takes longer than seeing that they are the same.
type pathMemo struct {
	outputs []plan.Output
	found   diag.List
}

func (m *pathMemo) check(outputs []plan.Output) diag.List {
	same := slices.EqualFunc(m.outputs, outputs, func(a, b plan.Output) bool { return a.Path == b.Path && a.Source == b.Source })
	if !same {
		m.found = output.CheckPaths(outputs)
	}
	m.outputs = outputs
	return m.found
}

// settled is what came of what was last found. Few edits change that, and looking at all claims for what they accept takes longer than seeing
// that it is the same: what they accept is the same in sites that follow each other.
type settled struct {
	line   *site.Line
	found  diag.List
	result diag.List
}

func (d *settled) of(s *site.Site, found diag.List) diag.List {
	if d.line != s.Line || !slices.Equal(d.found, found) {
		d.line, d.found, d.result = s.Line, found, check.Settle(s, found, false)
	}
	return d.result
}

// New makes a builder.
func New(opt Options) *Builder {
	b := &Builder{
		opt:     opt,
		parser:  site.NewParser(),
		scanner: &files.Scanner{FS: opt.Input, Now: opt.Now},
		markup:  plan.NewMarkupChecker(),
	}
	var err error
	b.messages, err = message.Read(opt.Theme)
	b.speechless = diag.FromError(err)
	b.scanner.Peek = b.parse // a picture's beginning tells its size
	return b
}

// Build looks at the files as they are now. The error is only ever that of the context;
// what is wrong with the files is in the result.
func (b *Builder) Build(ctx context.Context) (*Result, error) {
	if _, err := b.Scan(ctx, nil); err != nil {
		return nil, err
	}
	return b.Make(), nil
}

// Scan looks at the files as they are now, for Make, or only at those with the given paths, where nothing can have happened to the others
// since the last Scan. It tells whether Make would come to something else than it did the last
// time: a file was changed, one that could not be read can be now, it is another day. The error is that of the context.
func (b *Builder) Scan(ctx context.Context, paths []string) (changed bool, err error) {
	if len(paths) == 0 || slices.Contains(paths, config.FileName) {
		b.readIn(siteLanguage(b.opt.Input))
	}
	if b.snapshot == nil && b.cache != nil {
		b.snapshot, b.memo.known = b.cache.load()
		b.cache.loadMarkup(b.markup)
	}
	var snapshot *files.Snapshot
	var found diag.List
	b.fault = guard.Try("", func() error { snapshot, found, err = b.scan(ctx, paths); return nil })
	if b.fault != nil {
		b.now = b.opt.Now()
		return true, nil
	}
	if err != nil {
		return false, err
	}
	b.now = b.opt.Now()
	if !b.opt.Today.IsZero() {
		b.now = b.opt.Today
	}
	b.snapshot, b.unread = snapshot, found
	return !b.made.stillHolds(snapshot, found, b.now), nil
}

// scan looks at the files with some paths, where that is enough, or at all.
func (b *Builder) scan(ctx context.Context, paths []string) (*files.Snapshot, diag.List, error) {
	if len(paths) > 0 && b.snapshot != nil && len(b.unread) == 0 {
		if snapshot, enough, err := b.scanner.Again(ctx, b.snapshot, paths, b.parse); enough || err != nil {
			return snapshot, nil, err
		}
	}
	return b.scanner.Scan(ctx, b.snapshot, b.parse)
}

// Keep leaves what the last build saw for the next process. It may be called while outputs are written. Without it only time is lost.
func (b *Builder) Keep() error {
	if b.cache == nil || b.memo.in == nil {
		return nil
	}
	if err := b.cache.saveMarkup(b.markup); err != nil {
		return err
	}
	return b.cache.save(b.memo.in, b.memo.known)
}

// Next returns when the last build will no longer hold, though no file changes: at the next midnight in
// the site's zone, or when something that is scheduled is to be published.
func (b *Builder) Next() time.Time {
	if b.made.site == nil || !b.opt.Today.IsZero() {
		return time.Time{}
	}
	local := b.now.In(b.made.site.Zone)
	next := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, local.Location())
	if at := b.made.site.Next; !at.IsZero() && at.Before(next) {
		next = at
	}
	return next
}

// Folders gives the folders that the last Scan looked into.
func (b *Builder) Folders() []files.Folder { return b.snapshot.Folders() }

// Make builds what the last Scan saw. If that panics, the result has a diagnostic that says so.
func (b *Builder) Make() *Result {
	var r *Result
	err := b.fault
	if err == nil {
		err = guard.Try("", func() error { r = b.make(); return nil })
	}
	if err != nil {
		r = b.failed(err)
	}
	return r
}

// failed returns the result of a build that panicked. What may be half made is forgotten.
func (b *Builder) failed(err error) *Result {
	snapshot := b.snapshot
	if snapshot == nil {
		snapshot = &files.Snapshot{}
	}
	b.sites, b.languages, b.paths, b.settled, b.checks, b.links, b.cards = site.Follower{}, nil, pathMemo{}, settled{}, check.Runner{}, plan.LinkChecker{}, plan.CardMaker{}
	s, _ := b.parser.Resolve(&files.Snapshot{}, nil, site.Options{Now: b.now, Messages: b.messages})
	b.made = made{snapshot: snapshot, unread: b.unread, today: s.Today, site: s}
	found := diag.FromError(err)
	return &Result{Site: s, Diagnostics: found, Files: snapshot, input: b.opt.Input, found: found}
}

func (b *Builder) make() *Result {
	snapshot, found := b.snapshot, slices.Clone(b.unread)
	found = append(found, b.memo.faultsOf(snapshot)...)
	s, problems := b.resolve(snapshot)
	found = append(found, problems...)
	found = append(found, b.speechless...)
	cards, unseen := b.cards.Decide(s, func(f files.File) ([]byte, error) { return files.Read(b.opt.Input, f) })
	found = append(found, unseen...)
	var beside guard.Group // while the outputs are planned
	var looked diag.List
	before := found
	beside.Go(func() error { looked = b.look(s, cards, before); return nil })
	source, problems := b.themeSource(s)
	found = append(found, problems...)
	b.made = made{snapshot: snapshot, unread: b.unread, today: s.Today, site: s}
	if slices.ContainsFunc(slices.Concat(unseen, problems), notAsScanned) {
		b.made = made{} // the next Scan looks at it again
	}
	outputs := []plan.Output{}
	var compiled *theme.Theme
	if source != nil {
		compiled, outputs, problems = b.plan(s, cards, source)
		found = append(found, problems...)
		if outputs != nil {
			found = append(found, b.links.Check(s, outputs)...)
		}
	}
	found = append(found, b.paths.check(outputs)...)
	_ = beside.Wait() // which does not fail
	found = append(found, looked...)
	weighed := b.quoter().quote(slices.Clone(b.settled.of(s, found)), diag.Warning)
	b.lines.turn()
	if weighed.Failed() {
		outputs = nil
	}
	return &Result{Site: s, Outputs: outputs, Diagnostics: weighed, Files: snapshot, Theme: compiled, input: b.opt.Input, found: found}
}

// resolve pairs what the files say.
func (b *Builder) resolve(snapshot *files.Snapshot) (*site.Site, diag.List) {
	parsed, opt := b.memo.of(snapshot), site.Options{Now: b.now, BaseURL: b.opt.BaseURL, Drafts: b.opt.Drafts, Messages: b.messages}
	if b.opt.Once {
		return b.parser.Resolve(snapshot, parsed, opt)
	}
	return b.sites.Resolve(b.parser, snapshot, parsed, opt)
}

// look applies the rules beyond validity, and validates structured data, of what was resolved.
func (b *Builder) look(s *site.Site, cards *plan.Cards, before diag.List) diag.List {
	return append(b.checks.Run(s), b.markup.Check(s, cards, before)...)
}

// parse reads a file that is new or changed; the scanner calls it from several goroutines.
func (b *Builder) parse(f files.File, data []byte) {
	if b.memo.get(f) != nil {
		return
	}
	var parsed *site.Parsed
	if err := guard.Try(f.Path, func() error { parsed = b.parser.Parse(f.Path, data); return nil }); err != nil {
		b.memo.addFault(f, diag.FromError(err))
		return
	}
	if b.cache != nil {
		b.cache.shelve(f, parsed)
	}
	b.memo.add(f, parsed)
}

// notAsScanned tells of a problem that a file is not what the snapshot says.
func notAsScanned(d diag.Diagnostic) bool {
	return d.Code == diag.ChangedInBuild || d.Code == diag.CannotRead
}

// themeSource puts the site's templates over the default theme.
func (b *Builder) themeSource(s *site.Site) (*theme.Source, diag.List) {
	own := map[string][]byte{}
	var found diag.List
	for _, f := range s.Templates {
		name := strings.TrimPrefix(f.Path, "templates/")
		if slices.Contains(s.Fonts, f) && !strings.HasPrefix(name, "assets/") {
			continue // no part of the theme
		}
		if p := b.memo.get(f); p != nil {
			text, problems := p.Text, diag.Findings(nil)
			if path.Ext(name) == ".html" {
				text, problems = doc.Clean(text)
			}
			found = append(found, problems.In(f.Path)...)
			own[name] = text
			continue
		}
		data, err := files.Read(b.opt.Input, f) // a font or a picture
		found = append(found, diag.FromError(err)...)
		own[name] = data
	}
	source, err := theme.NewSource(b.opt.Theme, own)
	return source, append(found, diag.FromError(err)...)
}

// plan lists the outputs, with the theme compiled for each language of this site; it gives that for the site's own.
func (b *Builder) plan(s *site.Site, cards *plan.Cards, source *theme.Source) (*theme.Theme, []plan.Output, diag.List) {
	assets := plan.Assets(s, source)
	before := b.languages
	b.languages = map[config.Lang]*languageMemo{}
	compile := func(s *site.Site) (plan.Maker, *languageMemo) {
		env, memo := plan.Environment(s, assets), before[s.Config.Lang]
		if memo == nil {
			memo = &languageMemo{}
		}
		b.languages[s.Config.Lang] = memo
		memo.compile(source, env)
		maker := plan.Maker{
			Program: b.opt.Program,
			Env:     env,
			Closure: memo.theme.Closure,
			Render:  render.New(memo.theme).Page,
			Draw:    cards.Draw,
			Copy:    func(w io.Writer, f files.File) error { return files.CopyTo(w, b.opt.Input, f) },
			Words:   &memo.words,
		}
		if !b.opt.Once {
			maker.Parts = &memo.parts
		}
		return maker, memo
	}
	maker, own := compile(s)
	maker.Cards = cards
	found := own.found
	for i, e := range s.Editions {
		if found.Failed() {
			break // in all languages alike
		}
		further, memo := compile(e)
		further.Cards = cards.Further(i)
		maker.Further = append(maker.Further, further)
		found = slices.Concat(found, slices.DeleteFunc(slices.Clone(memo.found), func(d diag.Diagnostic) bool { return slices.Contains(found, d) }))
	}
	if found.Failed() {
		return own.theme, nil, found
	}
	return own.theme, maker.Make(s, assets), found
}

// compile compiles a theme for an environment, if it is not the last one.
func (m *languageMemo) compile(source *theme.Source, env theme.Env) {
	if sum, envSum := source.Digest(), env.Digest(); m.theme == nil || m.source != sum || m.env != envSum {
		m.source, m.env = sum, envSum
		m.theme, m.found = source.Compile(env)
	}
}

func (b *Builder) quoter() quoter { return quoter{b.opt.Input, b.snapshot, &b.lines} }
