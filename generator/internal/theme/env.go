package theme

import (
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/message"
)

// Env is what the functions of templates know: where and in which language the site is.
type Env struct {
	BasePath string            // "/" or "/repo/"
	BaseURL  string            // absolute, ending in a slash; "" where the site has none
	Root     string            // what addresses of the language's pages begin with: "/", of a further language such as "/es/"
	Lang     string            // BCP 47
	Zone     *time.Location    //
	Assets   map[string]string // site-relative URL of each asset, by name
	Messages *message.Catalogue
}

// Digest names the environment.
func (e Env) Digest() digest.Sum {
	return digest.Of("env", struct {
		BasePath, BaseURL, Root, Lang, Zone string
		Assets                              map[string]string
		Messages                            digest.Sum
	}{e.BasePath, e.BaseURL, e.Root, e.Lang, e.Zone.String(), e.Assets, e.Messages.Digest()})
}
