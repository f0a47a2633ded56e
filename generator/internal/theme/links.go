package theme

import (
	"maps"
	"slices"
	"strings"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

func (f functions) url(path any) (string, error) {
	s, ok := text(path)
	if !ok {
		return "", wrong("url", 1, path, "a path or URL")
	}
	return f.link(s), nil
}

func (f functions) langURL(path any) (string, error) {
	s, ok := text(path)
	if !ok {
		return "", wrong("langURL", 1, path, "a path or URL")
	}
	if relative(s) {
		s = f.Root + s[1:]
	}
	return f.link(s), nil
}

func (f functions) link(s string) string {
	if f.BasePath == "/" || !relative(s) {
		return s
	}
	return f.BasePath + s[1:]
}

// relative tells a site-relative path from other URLs.
func relative(s string) bool { return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") }

func (f functions) abs(path any) (string, error) {
	s, ok := text(path)
	switch {
	case !ok:
		return "", wrong("abs", 1, path, "a path or URL")
	case f.BaseURL != "" && relative(s):
		return doc.Absolute(f.BaseURL, s), nil
	default:
		return f.link(s), nil
	}
}

func (f functions) asset(name any) (string, error) {
	s, ok := text(name)
	if !ok {
		return "", wrong("asset", 1, name, "a name")
	}
	u, ok := f.Assets[s]
	if !ok {
		return "", diag.Problemf(diag.TemplateFailed, "there is no asset %q in templates/assets/", s).
			Because("%s", diag.DidYouMean(s, slices.Collect(maps.Keys(f.Assets))))
	}
	return f.link(u), nil
}

func host(u any) (string, error) {
	s, ok := text(u)
	if !ok {
		return "", wrong("host", 1, u, "a URL")
	}
	return doc.Host(s), nil
}

func anchor(heading any) (string, error) {
	s, ok := text(heading)
	if !ok {
		return "", wrong("anchor", 1, heading, "a text")
	}
	return string(id.Suggest(s)), nil
}
