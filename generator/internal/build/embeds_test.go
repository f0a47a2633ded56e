package build_test

import (
	"bytes"
	"encoding/json"
	"html"
	"image/png"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/spf13/afero"

	"assay/generator/internal/build"
)

// mostOfEmbed is how much an embedded check may weigh with all it loads, in bytes.
const mostOfEmbed = 10_000

// TestEmbedsAreWholeSmallPages looks at what other sites show of every claim.
func TestEmbedsAreWholeSmallPages(t *testing.T) {
	bytesOf := bytesOfSite()
	eachPage(t, func(t *testing.T, r *build.Result, name, text string) {
		in := languageOf(r, name)
		if !strings.HasPrefix("/"+name, in.At("/embed/")) {
			return
		}
		site := bytesOf(t, r)
		page := parsePage(t, text)
		weight := len(text) + len(site["embed/embed.js"])
		for _, used := range append(page.all("link"), page.all("script")...) {
			if file := used.attr("href") + used.attr("src"); used.attr("rel") != "canonical" {
				content := site[strings.TrimPrefix(file, r.Site.Base.Path())]
				if len(content) == 0 {
					t.Errorf("%s uses %s, which is not there", name, file)
				}
				weight += len(content)
			}
		}
		if weight > mostOfEmbed {
			t.Errorf("%s weighs %d bytes with all it loads", name, weight)
		}
		for _, c := range in.Claims {
			if "/"+name != in.At("/embed/"+string(c.ID)+"/index.html") {
				continue
			}
			if got := page.first("main").text(); !strings.Contains(got, c.Wording) || strings.Contains(got, c.Conclusion) == c.Retracted() {
				t.Errorf("%s shows %q", name, got)
			}
			if verdict := page.first("span.badge").text(); c.Retracted() && verdict != "" || !c.Retracted() && c.Verdict != nil && verdict != c.Verdict.Label {
				t.Errorf("%s shows the verdict %q", name, verdict)
			}
		}
		if len(page.scripts()) > 0 || !strings.Contains(text, `<meta name="robots" content="noindex">`) {
			t.Errorf("%s is for search engines", name)
		}
		for _, a := range page.all("a") {
			if a.attr("target") != "_blank" || a.attr("rel") != "noopener" {
				t.Errorf("%s: the link to %s stays in the frame", name, a.attr("href"))
			}
		}
	})
}

// TestEmbedsAreFound follows the way of a program from a claim's page to what it embeds.
func TestEmbedsAreFound(t *testing.T) {
	bytesOf := bytesOfSite()
	eachPage(t, func(t *testing.T, r *build.Result, name, text string) {
		c, in := claimAt(r, name), languageOf(r, name)
		if c == nil || !r.Site.Config.Embeds {
			return
		}
		site := bytesOf(t, r)
		output := func(address string) []byte {
			rest, ok := strings.CutPrefix(address, string(r.Site.Base))
			plain, err := url.PathUnescape(rest)
			content := site[plain]
			if strings.HasSuffix(plain, "/") {
				content = site[plain+"index.html"]
			}
			if !ok || err != nil || len(content) == 0 {
				t.Errorf("%s leads to %q, which is not there", name, address)
			}
			return content
		}
		page := parsePage(t, text)
		var oEmbed string
		for _, link := range page.all("link") {
			if link.attr("type") == "application/json+oembed" {
				oEmbed = link.attr("href")
			}
		}
		var answer struct {
			Version, Type, Title, HTML      string
			Width, Height                   int
			ProviderName                    string `json:"provider_name"`
			ProviderURL                     string `json:"provider_url"`
			Thumbnail                       string `json:"thumbnail_url"`
			ThumbnailWidth, ThumbnailHeight int
		}
		if err := json.Unmarshal(output(oEmbed), &answer); err != nil {
			t.Fatal(name, err)
		}
		if answer.Version != "1.0" || answer.Type != "rich" || answer.Title != c.Title || answer.Width == 0 || answer.Height == 0 ||
			answer.ProviderName != in.Config.Title || answer.ProviderURL != string(in.Base)+in.Root[1:] {
			t.Errorf("%s: %+v", oEmbed, answer)
		}
		if snippet := page.first("details.embed").first("textarea"); snippet.FirstChild.Data != answer.HTML {
			t.Errorf("%s has another snippet than oEmbed: %q", name, snippet.FirstChild.Data)
		}
		snippet := parsePage(t, answer.HTML)
		output(snippet.first("iframe").attr("src"))
		output(snippet.first("script").attr("src"))
		if title := snippet.first("iframe").attr("title"); !strings.Contains(html.UnescapeString(title), c.Title) {
			t.Errorf("%s: the frame is called %q", name, title)
		}
		card, _, _ := strings.Cut(answer.Thumbnail, "?")
		if picture, err := png.DecodeConfig(bytes.NewReader(output(card))); path.Ext(card) == ".png" && (err != nil || picture.Width != 1200 || picture.Height != 630) {
			t.Errorf("%s is no card: %v", card, err)
		}
	})
}

// bytesOfSite gives a function for the bytes of the outputs of a site that embeds are made of or lead to, which it makes once.
func bytesOfSite() func(*testing.T, *build.Result) map[string][]byte {
	var of *build.Result
	all := map[string][]byte{}
	return func(t *testing.T, r *build.Result) map[string][]byte {
		t.Helper()
		if of == r {
			return all
		}
		of, all = r, map[string][]byte{}
		for _, o := range r.Outputs {
			place := "/" + strings.TrimPrefix("/"+o.Path, languageOf(r, o.Path).Root)
			if strings.HasPrefix(place, "/assets/") || strings.HasPrefix(place, "/embed/") || strings.HasPrefix(place, "/cards/") {
				var b bytes.Buffer
				if err := o.WriteTo(&b); err != nil {
					t.Fatal(err)
				}
				all[o.Path] = b.Bytes()
			}
		}
		return all
	}
}

// TestCardsAndEmbedsAreThereIfAskedFor builds a site with and without.
func TestCardsAndEmbedsAreThereIfAskedFor(t *testing.T) {
	for config, want := range map[string]bool{
		"":                              false,
		"cards: true\nembeds: true\n":   true,
		"cards: false\nembeds: false\n": false,
	} {
		for _, base := range []string{"", "base_url: https://facts.example.org/\n"} {
			fsys := tiny(t, config+base)
			write(t, fsys, "claims/one.md", tinyClaim(1, 1))
			all := keys(t, build.New(options(fsys)))
			for _, output := range []string{"cards/one.png", "embed/one/index.html", "embed/one.json", "embed/embed.js"} {
				if _, there := all[output]; there != (want && base != "") {
					t.Errorf("%q: %s is there: %v", config+base, output, there)
				}
			}
			for output := range all {
				if strings.HasPrefix(output, "assets/embed") && !(want && base != "") {
					t.Errorf("%q: %s is there", config+base, output)
				}
			}
		}
	}
}

// TestAFileOfTheSiteIsPublishedWhateverItIsCalled, also where nothing is embedded.
func TestAFileOfTheSiteIsPublishedWhateverItIsCalled(t *testing.T) {
	fsys := afero.NewMemMapFs()
	write(t, fsys, "site.yaml", "title: T\n")
	write(t, fsys, "templates/assets/embedded-map.js", "map();\n")
	for output := range keys(t, build.New(options(fsys))) {
		if strings.HasPrefix(output, "assets/embedded-map.") {
			return
		}
	}
	t.Error("it is not there")
}

// TestOnlyWhatACardShowsMakesItAnew edits a claim.
func TestOnlyWhatACardShowsMakesItAnew(t *testing.T) {
	fsys := archiveFs(t, goldenSites()["full"])
	builder := build.New(options(fsys))
	before := keys(t, builder)
	const wars = "claims/2017/wars.md"
	original, err := afero.ReadFile(fsys, wars)
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range []struct {
		old, new    string
		card, embed bool
	}{
		{"There were wars.", "There were many wars.", false, true},
		{"claim_short: Thirteen", "claim_short: Fourteen", true, true},
		{"where: Davos", "where: Rome", false, false},
	} {
		changed := strings.Replace(string(original), edit.old, edit.new, 1)
		if changed == string(original) {
			t.Fatalf("%s does not have %q", wars, edit.old)
		}
		write(t, fsys, wars, changed)
		after := keys(t, builder)
		if card := before["cards/wars.png"] != after["cards/wars.png"]; card != edit.card {
			t.Errorf("%q makes the card anew: %v", edit.new, card)
		}
		if embed := before["embed/wars/index.html"] != after["embed/wars/index.html"]; embed != edit.embed {
			t.Errorf("%q makes the embed anew: %v", edit.new, embed)
		}
		if before["cards/peace.png"] != after["cards/peace.png"] {
			t.Errorf("%q makes another claim's card anew", edit.new)
		}
	}
}
