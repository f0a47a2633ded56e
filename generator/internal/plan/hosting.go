package plan

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"assay/generator/internal/config"
	"assay/generator/internal/digest"
)

// Policy is the strictest Content-Security-Policy (https://www.w3.org/TR/CSP3/) that all pages of the default theme work under, but for who may frame them.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
	"manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "

// hosting adds the files in which hosts read what headers to send and what leads elsewhere (https://docs.netlify.com/manage/routing/headers/,
// https://developers.cloudflare.com/pages/configuration/headers/). It comes last, since it looks at what there is.
func (p *planner) hosting(all []planner) {
	if p.site.Config.Host != "" {
		p.part("hosting", nil, nil, func(p *planner) { p.hostFiles(all) })
	}
}

// hostFiles adds them. No text of a claim changes where anything stands.
func (p *planner) hostFiles(all []planner) {
	for _, file := range [][2]string{{"_headers", headersFor(strings.TrimSuffix(p.Env.BasePath, "/"), topFolders(all))}, {"_redirects", p.redirectsFor(p.site.Config.Host)}} {
		name, text := file[0], file[1]
		h := digest.New("hosting")
		h.Sum(p.Program)
		h.String(text)
		p.add(Output{Path: name, Type: "text/plain; charset=utf-8", Key: h.Done()}, func(_ *planner, w io.Writer) error { _, err := io.WriteString(w, text); return err })
	}
}

// topFolders lists what stands at the top of the site: folders, with a slash, and pages. Of a further language it is what stands in its folder, as there, too, is something
// that others may frame.
func topFolders(all []planner) []string {
	seen := map[string]bool{}
	for i := range all {
		root := strings.TrimPrefix(all[i].site.Root, "/")
		for part := range all[i].plan.all() {
			for _, o := range part.outputs {
				if top, _, below := strings.Cut(strings.TrimPrefix(o.Path, root), "/"); below {
					seen["/"+root+top+"/"] = true
				} else if strings.HasSuffix(o.Path, ".html") {
					seen["/"+strings.TrimSuffix(o.Path, "index.html")] = true
				}
			}
		}
	}
	top := make([]string, 0, len(seen))
	for name := range seen {
		top = append(top, name)
	}
	slices.Sort(top)
	return top
}

// headersFor writes rules for single folders: where several fit an address, hosts send what all of them say.
func headersFor(base string, top []string) string {
	var b strings.Builder
	rule := func(address string, headers ...string) {
		b.WriteString(base + address + "\n")
		for _, h := range headers {
			b.WriteString("  " + h + "\n")
		}
	}
	const noSniff = "X-Content-Type-Options: nosniff"
	for _, name := range top {
		address := escapedPath(name)
		if strings.HasSuffix(name, "/") && strings.Count(name, "/") > 1 && !isRoot(name, top) {
			address += "*"
		}
		switch {
		case strings.HasSuffix(name, "/embed/"):
			rule(address, "Content-Security-Policy: "+Policy+"*", noSniff)
		case name == "/assets/":
			rule(address, "Cache-Control: public, max-age=31536000, immutable", noSniff) // their names change with their content
		case name == dataAddress:
			rule(address, "Access-Control-Allow-Origin: *", "Content-Security-Policy: "+Policy+"'none'", noSniff)
		default:
			rule(address, "Content-Security-Policy: "+Policy+"'none'", noSniff)
		}
	}
	return b.String()
}

// isRoot tells the root of a further language, below which there are folders of their own.
func isRoot(name string, top []string) bool {
	return slices.ContainsFunc(top, func(other string) bool { return other != name && strings.HasPrefix(other, name) })
}

// escapedPath returns a path as a host's list of rules has it, where a space would end it.
func escapedPath(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// redirectsFor lists the old addresses. The pages that stand there lead on, too, for hosts that read no list.
func (p *planner) redirectsFor(host config.Host) string {
	status := "301"
	if host == config.Netlify {
		status = "301!" // although there is a page
	}
	var b strings.Builder
	base := strings.TrimSuffix(p.Env.BasePath, "/")
	for _, r := range p.site.Redirects {
		b.WriteString(base + escapedPath(r.From) + " " + base + escapedPath(r.To) + " " + status + "\n")
	}
	return b.String()
}
