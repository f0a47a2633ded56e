package proof

import (
	"net/url"
	"path"
	"strings"

	"assay/generator/internal/config"
	"assay/generator/internal/plan"
)

// addresses knows what the site has under which address.
type addresses struct {
	host    string         // of base_url; "" where it has none
	root    string         // what every path of the site begins with, decoded: "/" or "/repo/"
	outputs map[string]int // their places in the list by path, and by address: claims/x/index.html, claims/x/, claims/x
}

func newAddresses(base config.BaseURL, outputs []plan.Output) *addresses {
	a := &addresses{root: decoded(base.Path()), outputs: make(map[string]int, 3*len(outputs))}
	if u, err := url.Parse(string(base)); err == nil {
		a.host = u.Host
	}
	for i := range outputs {
		if folder, ok := strings.CutSuffix(outputs[i].Path, "index.html"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
			a.outputs[folder] = i
			a.outputs[strings.TrimSuffix(folder, "/")] = i
		}
	}
	for i := range outputs {
		a.outputs[outputs[i].Path] = i // a file hides a folder of its name
	}
	return a
}

// address is where a page stands, or what its relative addresses begin at.
type address struct {
	path     string // with the site's root, decoded: /repo/claims/x/
	anywhere bool   // served at any address
	external bool   // of another site
}

// of gives the address of an output.
func (a *addresses) of(output string) address {
	name := strings.TrimSuffix(output, "index.html")
	if name != "" && !strings.HasSuffix(name, "/") {
		name = output
	}
	return address{path: a.root + name, anywhere: path.Base(output) == "404.html"}
}

// base gives what <base href> makes relative addresses of a page begin at.
func (a *addresses) base(page address, href string) address {
	t := a.resolve(page, href)
	return address{path: t.path, external: t.external}
}

// target is what a reference means.
type target struct {
	path     string // decoded, of the site's host
	name     string // the path within the site: claims/x/, claims/x or press.pdf
	fragment string // as it is written; "" where there is none to look for

	external bool // another site's; nothing else is known of it
	outside  bool // of the same host, but not under the site's root
	relative bool // it depends on the page's address
}

// resolve tells what a reference means on a page.
func (a *addresses) resolve(base address, ref string) target {
	ref, fragment, _ := strings.Cut(unspaced(ref), "#")
	fragment, _, _ = strings.Cut(fragment, ":~:")
	ref, _, query := strings.Cut(ref, "?")
	t := target{fragment: fragment}
	ref, named, own := a.withoutHost(ref)
	switch {
	case !own || !named && base.external:
		return target{external: true}
	case strings.HasPrefix(ref, "/"):
		t.path = tidy(decoded(ref))
	case ref == "":
		t.path, t.relative = base.path, query
	default:
		folder := base.path[:strings.LastIndexByte(base.path, '/')+1]
		t.path, t.relative = tidy(folder+decoded(ref)), true
	}
	name, inside := strings.CutPrefix(t.path, a.root)
	switch {
	case inside:
		t.name = name
	case t.path+"/" == a.root: // servers add the slash
	case named:
		return target{external: true} // who writes the host means what else it has
	default:
		t.outside = true
	}
	return t
}

// withoutHost takes scheme and host away, and tells whether the host is named and whether it is the site's.
func (a *addresses) withoutHost(ref string) (rest string, named, own bool) {
	if i := strings.IndexAny(ref, ":/"); i >= 0 && ref[i] == ':' {
		if !strings.EqualFold(ref[:i], "http") && !strings.EqualFold(ref[:i], "https") {
			return "", true, false
		}
		ref, named = ref[i+1:], true
	}
	rest, full := strings.CutPrefix(ref, "//")
	if !full {
		return ref, named, !named // http:file is nothing that anybody writes
	}
	host, file, _ := strings.Cut(rest, "/")
	return "/" + file, true, a.host != "" && strings.EqualFold(host, a.host)
}

// unspaced removes what a browser does not see in an address.
func unspaced(ref string) string {
	ref = strings.Trim(ref, "\t\n\f\r ")
	if strings.ContainsAny(ref, "\t\n\r") {
		ref = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(ref)
	}
	return ref
}

// decoded is an address without percent-escapes; one that has a wrong escape stays as it is.
func decoded(ref string) string {
	if plain, err := url.PathUnescape(ref); err == nil {
		return plain
	}
	return ref
}

// tidy takes . and .. out of an absolute path. Its last slash stays.
func tidy(name string) string {
	if !strings.Contains(name, "/.") && !strings.Contains(name, "//") {
		return name // nearly all are
	}
	clean := path.Clean(name)
	folder := strings.HasSuffix(name, "/") || strings.HasSuffix(name, "/.") || strings.HasSuffix(name, "/..")
	if folder && clean != "/" {
		clean += "/"
	}
	return clean
}
