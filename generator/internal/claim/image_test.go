package claim_test

import (
	"testing"

	"assay/generator/internal/claim"
)

func TestImages(t *testing.T) {
	for src, want := range map[string]claim.ImageSrc{
		"a.png": "a.png", "./img//a.JPEG": "img/a.JPEG", "/articles/tour/map 1.svg": "/articles/tour/map 1.svg", "a.b.webp": "a.b.webp",
	} {
		got := good(t, "image: {src: "+src+", alt: ''}\n").Image
		if got == nil || got.Src != want || got.Alt == nil || *got.Alt != "" {
			t.Errorf("%s: got %+v", src, got)
		}
	}
	if got := good(t, "image:\n").Image; got != nil {
		t.Errorf("no image became %+v", got)
	}
}

func TestWrongImages(t *testing.T) {
	const (
		local   = "; write the name of a file beside the page's index.md, or an address such as /articles/tour/chart.png"
		kinds   = "; they show png, jpg, jpeg, gif, webp, avif and svg"
		beside  = "; put the file beside the page's index.md and write its name"
		missing = `; add alt: what it shows, or alt: "" if it is decoration (warning)`
	)
	for line, want := range map[string]string{
		"image: a.png":                                     "8:8 A014 image must be a mapping of src, alt, credit …, not a text",
		"image: {alt: a}":                                  "8:8 A017 src is required",
		"image: {src: '', alt: a}":                         "8:14 A017 src is required",
		"image: {src: a.png, alt: a, caption: a}":          `8:29 A013 unknown key "caption"; known: alt, credit, src`,
		"image: {src: a.png}":                              "8:8 A134 the picture has no description" + missing,
		"image: {src: a.png, alt: [a]}":                    "8:26 A014 alt must be a text, not a list",
		"image: {src: https://a.example/a.png, alt: a}":    `8:14 A133 a page shows only pictures of its own site, not "https://a.example/a.png"` + beside,
		"image: {src: //a.example/a.png, alt: a}":          `8:14 A133 a page shows only pictures of its own site, not "//a.example/a.png"` + beside,
		`image: {src: "data:image/png;base64,aa", alt: a}`: `8:14 A133 a page shows only pictures of its own site, not "data:image/png;base64,aa"` + beside,
		"image: {src: ../b/a.png, alt: a}":                 `8:14 A018 "../b/a.png" is not the name of a file` + local,
		`image: {src: 'b\a.png', alt: a}`:                  `8:14 A018 "b\\a.png" is not the name of a file` + local,
		"image: {src: /, alt: a}":                          `8:14 A018 "/" is not the name of a file` + local,
		"image: {src: a.tiff, alt: a}":                     `8:14 A132 "a.tiff" is no picture that browsers show` + kinds,
		"image: {src: a, alt: a}":                          `8:14 A132 "a" is no picture that browsers show` + kinds,
	} {
		t.Run(line, func(t *testing.T) {
			wantFindings(t, bad(t, line+"\n"), want)
		})
	}
}

func TestImagesOfArticlesAndPeople(t *testing.T) {
	const missing = ` A134 the picture has no description; add alt: what it shows, or alt: "" if it is decoration (warning)`
	_, found := parser.Person("content/team/a.md", []byte("---\nname: A\nimage: {src: a.png}\n---\n"))
	wantFindings(t, found, "3:8"+missing)
	_, found = parser.Article("content/articles/a.md", []byte("---\ntitle: A\npublished: 2026-01-01\nauthors: [a]\nimage: {src: a.png}\n---\n"))
	wantFindings(t, found, "5:8"+missing)
}

func TestPicturesOfOtherSitesInATextAreWarnedOf(t *testing.T) {
	_, found := parser.Page("content/a.md", []byte("---\ntitle: A\n---\n![own](a.png) ![far](https://a.example/a.png) [link](https://a.example/a.png)\n"))
	wantFindings(t, found, "4:15 A133 every reader's browser gets this picture from another site; put the file beside the page's index.md and write its name (warning)")
}

func TestSnapshots(t *testing.T) {
	const sum = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"
	c, found := with(t, "sources: [{id: a, title: A, snapshot: {file: ./kept/a.pdf, sha256: "+sum+", captured: 2020-01-01}}, {id: b, title: B}]\n")
	wantFindings(t, found)
	s := c.Sources[0].Snapshot
	if s.File != "kept/a.pdf" || s.SHA256 != "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" {
		t.Errorf("got %+v", s)
	}
}
