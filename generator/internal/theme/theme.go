// Package theme turns template files into something pages can be rendered with.
//
// A theme is the default one with the site's own templates/ folder over it, file by file: a file of
// the same name replaces the default, any other is added. There are five kinds of files:
//
//	base.html          the frame of every page; it calls {{template "main" .}}
//	claim.html, …      one a kind of page (see [Kinds]); each defines "main"
//	embed.html         a page by itself, without the frame
//	partials/*.html    parts, called by path: {{template "partials/verdict.html" .}}
//	messages/*.yaml    the theme's texts in each language (package message)
//	assets/*           files published under /assets/ with a hash of their content in the name
//
// Fonts that site.yaml names for share cards lie in the same folder and are no part of the theme.
//
// Templates are html/template (https://pkg.go.dev/html/template). Their functions are pure: they see the site's
// address, language and texts, and zone, and nothing else. A template's closure is the set of files that one kind of page
// can reach; its digest is part of the key of every such page, so that editing a partial renders again just the pages
// that use it.
package theme

import (
	"errors"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"text/template/parse"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/message"
	"assay/generator/internal/tmpl"
)

// Kinds are the templates that pages are made with.
func Kinds() []string {
	return []string{"home.html", "claim.html", "claims.html", "article.html", "articles.html", "topic.html", "topics.html", "verdict.html", "verdicts.html", "corrections.html", "sources.html", "outlet.html",
		"claimant.html", "claimants.html", "member.html", "team.html", "data.html", "search.html", "page.html", "redirect.html", "404.html",
		"embed.html"}
}

const (
	frame     = "base.html"
	partials  = "partials/"
	assets    = "assets/"
	mainBlock = "main"
)

// start is the template with which a kind of page begins: the frame, but for those that are whole pages.
func start(kind string) string {
	if kind == "embed.html" {
		return kind
	}
	return frame
}

// Source is a theme's files: the default ones and the site's own over them.
type Source struct {
	files map[string]file
}

// file is one file of a theme.
type file struct {
	content []byte
	place   string // for messages: templates/claim.html
	sum     digest.Sum
	own     bool // the site's, not the default theme's
}

// NewSource puts the site's files (name relative to templates/ → content) over the default theme's.
func NewSource(defaults fs.FS, own map[string][]byte) (*Source, error) {
	s := &Source{files: map[string]file{}}
	err := fs.WalkDir(defaults, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, message.Dir) {
			return err
		}
		content, err := fs.ReadFile(defaults, name)
		s.files[name] = file{content, "default theme/" + name, digest.Bytes(content), false}
		return err
	})
	for name, content := range own {
		s.files[name] = file{content, "templates/" + name, digest.Bytes(content), true}
	}
	return s, err
}

// Digest names the whole theme.
func (s *Source) Digest() digest.Sum {
	h := digest.New("theme")
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		h.String(name)
		h.String(s.files[name].place)
		h.Sum(s.files[name].sum)
	}
	return h.Done()
}

// Asset is a file of the theme that is published, by its name without "assets/".
type Asset struct {
	Name    string
	Content []byte
	Sum     digest.Sum
}

// Assets lists the theme's published files, by name.
func (s *Source) Assets() []Asset {
	var all []Asset
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if rest, ok := strings.CutPrefix(name, assets); ok {
			all = append(all, Asset{rest, s.files[name].content, s.files[name].sum})
		}
	}
	return all
}

// Theme is a compiled theme for one environment. It is safe for concurrent use and never changes, but for remembering
// the programs that it has made.
type Theme struct {
	pages    map[string]*template.Template
	closures map[string]digest.Sum
	files    map[string]file

	funcs     template.FuncMap
	selfCheck func() error // done once
	programs  sync.Map     // programKey → func() (*tmpl.Program, error)
}

// Compile parses the templates. With errors among the findings the theme must not be used.
func (s *Source) Compile(env Env) (*Theme, diag.List) {
	t := &Theme{pages: map[string]*template.Template{}, closures: map[string]digest.Sum{}, files: s.files,
		funcs: env.funcs(), selfCheck: sync.OnceValue(tmpl.SelfCheck)}
	found := append(s.unused(), s.checkSheets()...)
	shared := template.New("").Funcs(t.funcs)
	found = append(found, t.parseShared(shared)...)
	found = append(found, t.checkMessages(shared.Templates(), env.Messages)...)
	if found.Failed() {
		return t, found.Sort()
	}
	outdent(shared.Templates())
	for _, kind := range Kinds() {
		page, err := t.compilePage(shared, kind, env.Messages)
		if err != nil {
			found = append(found, t.located(err, kind)...)
			continue
		}
		t.pages[kind] = page.Lookup(start(kind))
		t.closures[kind] = s.closure(page, start(kind))
	}
	return t, found.Sort()
}

// parseShared parses the frame and the partials. What the default theme defines comes first, so that the site's own
// definitions count; two of the site's own under one name cannot both.
func (t *Theme) parseShared(shared *template.Template) diag.List {
	var found diag.List
	definedIn := map[string]string{} // names defined by the site's own files
	for _, own := range []bool{false, true} {
		for _, name := range slices.Sorted(maps.Keys(t.files)) {
			f := t.files[name]
			if f.own != own || name != frame && (!strings.HasPrefix(name, partials) || path.Ext(name) != ".html") {
				continue
			}
			if _, err := shared.New(name).Parse(string(f.content)); err != nil {
				found = append(found, t.locate(err, name, nil))
				continue
			}
			for _, defined := range shared.Templates() {
				if !own || defined.Tree == nil || defined.Tree.ParseName != name {
					continue
				}
				if first, twice := definedIn[defined.Name()]; twice {
					found = append(found, diag.Diagnostic{File: f.place, Severity: diag.Error,
						Problem: *diag.Problemf(diag.BadTemplate, "%q is already defined in %s", defined.Name(), t.files[first].place).
							Because("give one of them another name")})
				}
				definedIn[defined.Name()] = name
			}
		}
	}
	return found
}

// compilePage compiles a kind's own templates with the shared ones that they call.
func (t *Theme) compilePage(shared *template.Template, kind string, messages *message.Catalogue) (*template.Template, error) {
	page, err := t.parsePage(shared, kind)
	if err != nil {
		return nil, err
	}
	if err := t.checkCalls(page, start(kind)); err != nil {
		return nil, err
	}
	if found := t.checkMessages(page.Templates(), messages); len(found) > 0 {
		return nil, found
	}
	outdent(slices.DeleteFunc(page.Templates(), func(t *template.Template) bool { return t.Tree == nil || t.Tree.ParseName != kind }))
	var escape *template.Error
	if err = escapeAll(page, start(kind)); errors.As(err, &escape) {
		// Escaping has changed the templates, and the search for the cause of a mistake needs them as they were.
		before, err := t.parsePage(shared, kind)
		if err != nil {
			return nil, err
		}
		return nil, t.explainEscape(escape, before, start(kind))
	}
	return page, nil
}

// parsePage parses a kind's own templates beside the shared ones.
func (t *Theme) parsePage(shared *template.Template, kind string) (*template.Template, error) {
	page, err := shared.Clone()
	if err == nil {
		_, err = page.New(kind).Parse(string(t.files[kind].content))
	}
	return page, err
}

// escapeAll has html/template escape a template and all that it calls, which it does when it is first executed.
// What is executed here calls it never, so that nothing else happens.
func escapeAll(page *template.Template, name string) error {
	never, err := page.New("never").Parse(`{{if .}}{{template "` + name + `" .}}{{end}}`)
	if err != nil {
		return err
	}
	err = never.Execute(io.Discard, nil)
	var escape *template.Error
	if errors.As(err, &escape) && escape.Node != nil {
		if at, _ := (*parse.Tree)(nil).ErrorContext(escape.Node); strings.HasPrefix(at, "never:") {
			// The template does not end as it began.
			return &template.Error{ErrorCode: template.ErrEndContext, Name: name, Description: state.FindString(escape.Description)}
		}
	}
	return err
}

// unused warns of files that nothing will look at, most likely misspelt.
func (s *Source) unused() diag.List {
	var found diag.List
	for name, f := range s.files {
		known := name == frame || slices.Contains(Kinds(), name) || strings.HasPrefix(name, assets) ||
			strings.HasPrefix(name, partials) && path.Ext(name) == ".html"
		if f.own && !known {
			found = append(found, diag.Diagnostic{File: f.place, Severity: diag.Warning,
				Problem: *diag.Problemf(diag.UnknownTemplate, "nothing uses this template").
					Because("%s", diag.DidYouMean(name, append(Kinds(), frame)))})
		}
	}
	return found
}

// closure names the files a kind of page can reach.
func (s *Source) closure(page *template.Template, start string) digest.Sum {
	files := map[string]bool{}
	for _, name := range reached(page, start) {
		files[page.Lookup(name).Tree.ParseName] = true // the file that defines it
	}
	h := digest.New("closure")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		h.String(name)
		h.Sum(s.files[name].sum)
	}
	return h.Done()
}

// Closure names everything a kind of page is rendered with.
func (t *Theme) Closure(kind string) digest.Sum { return t.closures[kind] }
