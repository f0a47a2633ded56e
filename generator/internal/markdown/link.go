package markdown

import (
	"strings"

	"bytes"

	"github.com/yuin/goldmark/ast"

	"assay/generator/internal/diag"
)

func (d *document) visitLink(n *ast.Link, depth int) {
	d.use(n.Reference)
	if d.inside != freely { // in the description of an image, of which only the words are shown
		n.Destination = nil
		d.walk(n, depth+1)
		return
	}
	if !d.expand(n.Destination, n.Title, n.Pos()) {
		return
	}
	destination := resolved(n.Destination)
	if claim, ok := claimOf(destination); ok {
		d.visitClaimLink(n, claim, depth)
		return
	}
	d.address(destination, Link{At: d.positions.at(n.Pos())}, &n.Destination)
	d.inside = inLink
	d.walk(n, depth+1)
	d.inside = freely
}

func (d *document) visitClaimLink(n *ast.Link, claim []byte, depth int) {
	at := d.positions.at(n.Pos())
	start := len(d.text)
	d.inside = inClaim
	d.walk(n, depth+1)
	d.inside = freely

	name, problem := claimID(claim, n.Title)
	if problem == nil && len(bytes.TrimSpace(d.text[start:])) == 0 {
		problem = diag.Problemf(diag.BadMarkup, "this link to a claim has no words").
			Because("write [words](claim:%s), or ![](claim:%s) alone in a paragraph for its card", name, name)
	}
	if problem != nil {
		d.report(at, diag.Error, problem)
		n.Destination = nil
		return
	}
	n.Destination = []byte(claimScheme + name)
	d.body.Claims = append(d.body.Claims, Reference{ID: name, At: at})
}

// visitImage leaves an image with one child, its description, and with no destination where it is refused.
func (d *document) visitImage(n *ast.Image, depth int) {
	d.use(n.Reference)
	if d.inside == inImage {
		d.walk(n, depth+1)
		return
	}
	if !d.expand(n.Destination, n.Title, n.Pos()) {
		return
	}
	link := Link{At: d.positions.at(n.Pos()), Image: true, Alt: d.description(n, depth)}
	destination := resolved(n.Destination)
	var problem *diag.Problem
	if _, ok := claimOf(destination); ok {
		problem = diag.Problemf(diag.BadMarkup, "a claim's card must be alone in its paragraph").
			Because("put blank lines around it, or write [words](claim:ID)")
	} else if d.inside == inClaim {
		problem = diag.Problemf(diag.BadMarkup, "an image cannot stand in %s", d.inside).
			Because("put it behind the link")
	}
	if problem != nil {
		d.report(link.At, diag.Error, problem)
		n.Destination = nil
		return
	}
	d.address(destination, link, &n.Destination)
}

// description takes an image's description from the text and makes it the image's only child.
func (d *document) description(n *ast.Image, depth int) string {
	outer, start := d.inside, len(d.text)
	d.inside = inImage
	d.typographyOf(n)
	d.walk(n, depth+1)
	d.inside = outer
	alt := bytes.TrimSpace(d.text[start:])
	words := ast.NewString(bytes.Clone(alt))
	words.SetRaw(true)
	n.RemoveChildren(n)
	n.AppendChild(n, words)
	d.text = d.text[:start]
	if outer == freely {
		d.dropSpace()
	}
	return string(words.Value)
}

// address sets the destination of a link or image to its finished URL and lists it, or reports it and sets it to nil.
func (d *document) address(destination []byte, link Link, finished *[]byte) {
	url, problem := finishURL(destination, link.Image)
	*finished = url
	if problem != nil {
		d.report(link.At, diag.Error, problem)
		return
	}
	link.URL = string(url)
	d.body.Links = append(d.body.Links, link)
	if isInternal(link.URL) {
		d.body.Internal = append(d.body.Internal, link)
	}
}

// isInternal tells that a finished URL has no scheme and is not only a fragment or query.
func isInternal(link string) bool {
	if link == "" || link[0] == '#' || link[0] == '?' {
		return false
	}
	i := strings.IndexAny(link, ":/?#")
	return i < 0 || link[i] != ':'
}

// visitAutoLink leaves <address> where it may be linked, and otherwise puts text in its place.
func (d *document) visitAutoLink(n *ast.AutoLink) {
	label := n.Label(d.src)
	d.text = append(d.text, label...)
	if d.inside == freely {
		destination := n.URL(d.src)
		if n.AutoLinkType == ast.AutoLinkEmail {
			destination = append([]byte("mailto:"), destination...)
		}
		at := d.positions.at(n.Pos())
		if _, ok := claimOf(destination); !ok {
			var url []byte
			if d.address(destination, Link{At: at}, &url); url != nil {
				return
			}
		} else {
			d.report(at, diag.Error, diag.Problemf(diag.BadMarkup, "a link to a claim needs words").
				Because("write [words](%s)", short(label)))
		}
	}
	words := ast.NewString(label)
	words.SetRaw(true)
	n.Parent().ReplaceChild(n.Parent(), n, words)
}

var kindCard = ast.NewNodeKind("ClaimCard")

// card is a block node: the card of a claim.
type card struct {
	ast.BaseBlock
	claim string
}

func (*card) Kind() ast.NodeKind            { return kindCard }
func (n *card) Dump(source []byte, lvl int) { ast.DumpHelper(n, source, lvl, nil, nil) }

// visitCard puts a card in the place of a paragraph that is nothing but an image of a claim.
func (d *document) visitCard(paragraph ast.Node) bool {
	if kind := paragraph.Kind(); kind != ast.KindParagraph && kind != ast.KindTextBlock {
		return false
	}
	image := d.onlyImage(paragraph)
	if image == nil || !d.expand(image.Destination, image.Title, image.Pos()) {
		return false
	}
	claim, ok := claimOf(resolved(image.Destination))
	if !ok {
		return false
	}
	d.use(image.Reference)
	at := d.positions.at(image.Pos())
	name, problem := claimID(claim, image.Title)
	if problem != nil {
		d.report(at, diag.Error, problem)
		paragraph.Parent().RemoveChild(paragraph.Parent(), paragraph)
		return true
	}
	d.body.Claims = append(d.body.Claims, Reference{ID: name, At: at})
	paragraph.Parent().ReplaceChild(paragraph.Parent(), paragraph, &card{claim: name})
	return true
}

// onlyImage gives the image a paragraph consists of, apart from space and comments.
func (d *document) onlyImage(paragraph ast.Node) (image *ast.Image) {
	for c := paragraph.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Image:
			if image != nil {
				return nil
			}
			image = n
		case *ast.RawHTML:
			if !isComment(n, d.src) {
				return nil
			}
		case *ast.Text:
			if len(bytes.TrimSpace(n.Segment.Value(d.src))) > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return image
}
