package theme

import (
	"cmp"
	"io/fs"
	"net/url"
	"path"
	"slices"

	"assay/generator/internal/css"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// AssetBeside is the file that an address in a style sheet means, by its name without "assets/". There is none for addresses that do not begin beside
// the sheet, or lead out of the folder.
func AssetBeside(sheet, address string) (u *url.URL, file string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || u.Path[0] == '/' {
		return nil, ""
	}
	file = path.Join(path.Dir(sheet), u.Path)
	if !fs.ValidPath(file) {
		return nil, ""
	}
	return u, file
}

// checkSheets reads the site's own style sheets: whether browsers understand them as they look, and whether the files are there that they name.
func (s *Source) checkSheets() diag.List {
	var found diag.List
	var names []string
	for _, a := range s.Assets() {
		names = append(names, a.Name)
	}
	for _, name := range names {
		f := s.files[assets+name]
		if !f.own || path.Ext(name) != ".css" {
			continue
		}
		faults := css.Faults(f.content)
		for a := range css.Addresses(f.content) {
			if _, file := AssetBeside(name, a.Text); file != "" && !slices.Contains(names, file) {
				faults.Add(doc.Place(f.content, a.Offset()), diag.Problemf(diag.UnknownFile, "there is no file %q beside this one", a.Text).
					Because("%s", cmp.Or(diag.DidYouMean(file, names), "put it into "+path.Dir("templates/assets/"+file)+"/")))
			}
		}
		found = append(found, faults.In(f.place)...)
	}
	return found
}
