package theme

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"assay/generator/internal/date"
	"assay/generator/internal/digest"
)

// Env is what the functions of templates know: where and in which language the site is.
type Env struct {
	BasePath string            // "/" or "/repo/"
	BaseURL  string            // absolute, ending in a slash; "" where the site has none
	Lang     string            // BCP 47
	Zone     *time.Location    //
	Assets   map[string]string // site-relative URL of each asset, by name
}

// Digest names the environment.
func (e Env) Digest() digest.Sum {
	return digest.Of("env", struct {
		BasePath, BaseURL, Lang, Zone string
		Assets                        map[string]string
	}{e.BasePath, e.BaseURL, e.Lang, e.Zone.String(), e.Assets})
}

// funcs are the functions of templates, all pure:
//
//	url PATH        the link to a site-relative path, with the base URL's path before it; other URLs as they are
//	abs PATH        the absolute URL of a site-relative path, where the site has a base URL
//	asset NAME      the link to an asset
//	date D          a day for readers: 18 January 2017, January 2017, 2017
//	isodate D       the same for machines: 2017-01-18
//	host URL        the host of a URL, without www.
//	plural N A B    A where N is 1, else B
func (e Env) funcs() template.FuncMap {
	return template.FuncMap{
		"url":     e.url,
		"abs":     e.abs,
		"asset":   e.asset,
		"date":    e.date,
		"isodate": e.isodate,
		"host":    host,
		"plural":  plural,
	}
}

// text gives an argument as it is printed; nearly always it is a string.
func text(arg any) string {
	if s, ok := arg.(string); ok {
		return s
	}
	return fmt.Sprint(arg)
}

func (e Env) url(path any) string {
	s := text(path)
	if strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return e.BasePath + s[1:]
	}
	return s
}

func (e Env) abs(path any) string {
	s := text(path)
	if e.BaseURL != "" && strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return e.BaseURL + s[1:]
	}
	return e.url(s)
}

func (e Env) asset(name string) (string, error) {
	u, ok := e.Assets[name]
	if !ok {
		return "", fmt.Errorf("there is no asset %q in templates/assets/", name)
	}
	return e.url(u), nil
}

// partial brings the kinds of dates to one. A moment is its day in the site's zone.
func (e Env) partial(d any) (date.Partial, error) {
	switch d := d.(type) {
	case date.Partial:
		return d, nil
	case date.Stamp:
		if d.IsZero() {
			return date.Partial{}, nil
		}
		return date.Of(d.In(e.Zone)), nil
	case time.Time:
		if d.IsZero() {
			return date.Partial{}, nil
		}
		return date.Of(d.In(e.Zone)), nil
	default:
		return date.Partial{}, fmt.Errorf("%T is no date", d)
	}
}

// date writes a day for readers of English; other languages get the ISO form, which none misreads.
func (e Env) date(d any) (string, error) {
	p, err := e.partial(d)
	if err != nil || p.IsZero() || !strings.HasPrefix(e.Lang, "en") {
		return p.String(), err
	}
	month := time.Month(p.Month).String()
	switch {
	case p.Month == 0:
		return p.String(), nil
	case p.Day == 0:
		return month + " " + strconv.Itoa(p.Year), nil
	default:
		return strconv.Itoa(p.Day) + " " + month + " " + strconv.Itoa(p.Year), nil
	}
}

func (e Env) isodate(d any) (string, error) {
	p, err := e.partial(d)
	return p.String(), err
}

func host(u any) string {
	parsed, err := url.Parse(text(u))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(parsed.Hostname(), "www.")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
