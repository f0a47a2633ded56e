package claim

import (
	"cmp"
	"strings"
	"unique"

	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

// Outlet is where a source comes from: the publisher it names, else the host it stands on. Sources whose publishers
// differ in capitals and punctuation only come from one outlet.
type Outlet struct {
	ID   id.ID  // "" for a source that names neither, and for a withheld one
	Name string // as it is typed
	Host string // without www.; "" for a source that stands nowhere
}

// outlet tells where a source comes from.
func (s *Source) outlet() Outlet {
	if s.Withheld != "" {
		return Outlet{}
	}
	o := Outlet{Host: doc.Host(strings.ToLower(string(s.URL)))}
	o.Name = cmp.Or(s.Publisher, o.Host)
	if o.Name != "" {
		o.ID = outletID(o.Name)
	}
	return unique.Make(o).Value() // few outlets publish most sources
}

// outletID makes an id of a name; where an id cannot have all of it, a name that no other makes.
func outletID(name string) id.ID {
	suggested := id.Suggest(name)
	if _, err := id.Parse(string(suggested)); err == nil {
		return suggested
	}
	return suggested + "--" + id.ID(digest.Bytes([]byte(name)).Short())
}
