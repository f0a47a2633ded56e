package plan

import (
	"encoding/json"
	"html"
	"io"
	"slices"
	"strings"

	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// The script that gives frames their height stands where it never moves, since other sites name it.
const (
	loader        = "embed-loader.js"
	loaderAddress = "/embed/embed.js"
)

// The size of a frame in pixels. Without a script it stays as high; with one it becomes as high as the check in it.
const (
	embedWidth  = 600
	embedHeight = 400
)

// embeds tells whether other sites can show the site's claims, which takes absolute addresses.
func embeds(s *site.Site) bool { return s.Config.Embeds && s.Base != "" }

// isForEmbeds tells the files of the theme that only embedded checks use. Others may have names that begin in the same way.
func isForEmbeds(asset string) bool {
	return slices.Contains([]string{embedStylesheet, "embed.js", loader}, asset)
}

// embed adds what other sites show of the claim with a number.
func (p *planner) embed(i int) {
	if !embeds(p.site) {
		return
	}
	c := p.site.Claims[i]
	page, oEmbed := p.embedAddresses(c)
	correction := p.newestCorrection(c)
	shows := func(h *digest.Hasher) {
		h.Sum(c.HeadDigest)
		h.Bool(correction != nil)
		if correction != nil {
			h.Sum(digest.Of("correction", *correction))
		}
	}
	p.page(page, "embed.html", c.Path, shows, func(p *planner) any {
		view := EmbedPage{Page: Page{Site: p.view, Kind: "embed", URL: page, Title: c.Title}, Claim: p.claimCard(c), Correction: correction}
		view.State = view.Claim.State
		return view
	})
	h := &p.hasher
	h.Reset("oembed")
	h.Sum(p.facts)
	h.String(c.URL)
	h.String(c.Title)
	p.Cards.add(h, i)
	picture(h, c.Picture)
	p.add(Output{Path: oEmbed[1:], Type: TypeOf(oEmbed), Key: h.Done(), Source: c.Path}, func(p *planner, w io.Writer) error { return p.oEmbed(w, i) })
}

// newestCorrection is the last thing that was changed in a claim, nil where nothing was.
func (p *planner) newestCorrection(c *site.Claim) *CorrectionView {
	if len(c.Corrections) == 0 {
		return nil
	}
	v := p.correctionView(c, slices.MaxFunc(c.Corrections, func(a, b site.Correction) int {
		return a.Date.In(p.site.Zone).Compare(b.Date.In(p.site.Zone))
	}))
	return &v
}

// embedAddresses are where other sites find a claim: as a page, and as oEmbed.
func (p *planner) embedAddresses(c *site.Claim) (page, oEmbed string) {
	name := p.at("/embed/" + string(c.ID))
	return name + "/", name + ".json"
}

// embedOf tells how other sites show a claim, nil where they cannot.
func (p *planner) embedOf(c *site.Claim) *EmbedView {
	if !embeds(p.site) {
		return nil
	}
	e := &EmbedView{}
	e.URL, e.OEmbed = p.embedAddresses(c)
	quoted := func(s string) string { return `"` + html.EscapeString(s) + `"` }
	e.HTML = strings.Join([]string{
		"<iframe src=" + quoted(p.absolute(e.URL)), "title=" + quoted(c.Title+" · "+p.view.Title), `width="` + itoa(embedWidth) + `"`,
		`height="` + itoa(embedHeight) + `"`, `loading="lazy"`, `style="border:0;max-width:100%"></iframe>` + "\n" + "<script async",
		"src=" + quoted(p.absolute(loaderAddress)) + "></script>",
	}, " ")
	return e
}

// oEmbed writes how programs embed the claim with a number (https://oembed.com).
func (p *planner) oEmbed(w io.Writer, i int) error {
	c := p.site.Claims[i]
	answer := struct {
		Version         string `json:"version"`
		Type            string `json:"type"`
		Title           string `json:"title"`
		ProviderName    string `json:"provider_name"`
		ProviderURL     string `json:"provider_url"`
		HTML            string `json:"html"`
		Width           int    `json:"width"`
		Height          int    `json:"height"`
		ThumbnailURL    string `json:"thumbnail_url,omitempty"`
		ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
		ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
	}{Version: "1.0", Type: "rich", Title: c.Title, ProviderName: p.view.Title, ProviderURL: p.absolute(p.site.Root),
		HTML: p.embedOf(c).HTML, Width: embedWidth, Height: embedHeight}
	if shown := p.shareCard(i); shown != nil && shown.Width > 0 { // the three go together
		answer.ThumbnailURL, answer.ThumbnailWidth, answer.ThumbnailHeight = p.absolute(shown.URL), shown.Width, shown.Height
	}
	return json.NewEncoder(w).Encode(answer)
}
