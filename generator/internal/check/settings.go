package check

import (
	"net/url"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// settings looks at what site.yaml leaves out.
func (f *finder) settings() {
	s := f.site
	c := s.Config
	if c.Title == "" {
		return // there is no site.yaml, or it is broken
	}
	if s.Base == "" {
		f.note(config.FileName, inConfig(s, "base_url"), diag.Problemf(diag.NoBaseURL, "the site has no base_url").
			Because("what needs whole addresses is not made: feeds, the sitemap and the data"))
	} else if c.FeedAuthority == "" {
		f.note(config.FileName, inConfig(s, "base_url"), diag.Problemf(diag.LooseAuthority, "the ids of feed entries change with the address of the site").
			Because("keep them with feed_authority: %s", hostOf(s.Base)))
	}
	if c.Licence == "" {
		f.note(config.FileName, inConfig(s, "licence"), diag.Problemf(diag.NoLicence, "nobody is told under which licence the checks may be used").
			Because("add licence with the address of one"))
	}
	if c.Publisher.Name == "" {
		f.note(config.FileName, inConfig(s, "publisher.name"), diag.Problemf(diag.NoPublisher, "no organisation answers for the checks").
			Because("add publisher: {name: …}; without it, structured data names the authors"))
	}
}

// inConfig gives the place of a key of site.yaml, or of the mapping it belongs into; where neither is there, the whole file.
func inConfig(s *site.Site, key string) diag.At {
	at := s.Config.Positions.At(key)
	if at == s.Config.Positions.At("") {
		return diag.At{}
	}
	return at
}

func hostOf(base config.BaseURL) string {
	u, err := url.Parse(string(base))
	if err != nil {
		return "" // it was parsed when it was read
	}
	return u.Hostname()
}
