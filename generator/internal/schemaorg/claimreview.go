package schemaorg

import (
	"strconv"

	"assay/generator/internal/claim"
	"assay/generator/internal/doc"
	"assay/generator/internal/site"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ClaimReview makes the ClaimReview of a claim, nil for a retracted one.
func (b *Builder) ClaimReview(c *site.Claim) *doc.Node {
	if c.Retracted() {
		return nil
	}
	return b.claimReview(c, newDocument("ClaimReview")).node()
}

func (b *Builder) claimReview(c *site.Claim, r *thing) *thing {
	return r.text("url", b.Address(c.URL)).
		text("claimReviewed", c.InShort()).
		things("author", b.reviewers(c)).
		text("datePublished", moment(c.Published)).
		text("dateModified", modified(c)).
		text("inLanguage", b.lang).
		thing("reviewRating", rating(c)).
		thing("itemReviewed", b.claim(c)).
		text("sdLicense", b.licence)
}

// modified is when the check was last changed, "" where it never was.
func modified(c *site.Claim) string {
	if !c.Updated.After(c.Published) {
		return ""
	}
	return moment(c.Updated)
}

// reviewers are who stands for the check: the publisher, else those who wrote it.
func (b *Builder) reviewers(c *site.Claim) []*thing {
	if b.publisher != nil {
		return []*thing{b.publisher}
	}
	return b.people(c.Authors)
}

// rating is a verdict. Its numbers are the scale's, never an author's.
func rating(c *site.Claim) *thing {
	r := newThing("Rating")
	if v := c.Verdict; v != nil && v.Value > 0 {
		r.number("ratingValue", v.Value).number("bestRating", c.Scale.Best()).number("worstRating", c.Scale.Worst())
	}
	return r.text("alternateName", c.Rating()).text("ratingExplanation", c.Conclusion)
}

// claim is what was reviewed.
func (b *Builder) claim(c *site.Claim) *thing {
	t := newThing("Claim").
		text("name", c.Wording).
		things("author", b.speakers(c.Claimants)).
		text("datePublished", c.Said.String())
	if c.Quote != "" {
		t.text("text", c.Quote).text("inLanguage", string(c.QuoteLang))
	}
	var first, others []*thing
	for i := range c.Appearances {
		if a := &c.Appearances[i]; a.First {
			first = append(first, appearance(a))
		} else {
			others = append(others, appearance(a))
		}
	}
	for i := range c.Statements {
		if s := &c.Statements[i]; s.URL != "" {
			others = append(others, b.statement(s))
		}
	}
	return t.things("firstAppearance", first).things("appearance", others)
}

// appearance is a work in which the claim can be found. It is not said to be a video or recording: of one, readers ask for more than
// is known of a work of somebody else.
func appearance(a *claim.Appearance) *thing {
	return newThing("CreativeWork").
		text("url", string(a.URL)).
		text("name", a.Title).
		thing("publisher", named("Organization", a.Publisher)).
		text("datePublished", a.Date.String()).
		text("archivedAt", string(a.Archive))
}

// statement is a work in which the claim was made again. Whoever made it there neither wrote the work nor published it, so that
// who, when and in which words are said of the claim in it.
func (b *Builder) statement(s *site.Statement) *thing {
	again := newThing("Claim").
		things("author", b.speakers(s.Claimants)).
		text("datePublished", s.Said.String()).
		text("text", s.Quote).
		text("inLanguage", string(s.QuoteLang))
	work := newThing("CreativeWork").text("url", string(s.URL))
	if len(again.Fields) > 1 { // more than its type
		work.thing("hasPart", again)
	}
	return work
}

// MediaReviews makes the MediaReview (https://schema.org/MediaReview) of each picture or recording of a claim whose
// authenticity is rated; none for a retracted claim.
func (b *Builder) MediaReviews(c *site.Claim) []*doc.Node {
	if c.Retracted() {
		return nil
	}
	var all []*doc.Node
	for i := range c.Media {
		m := &c.Media[i]
		category := authenticity(m.Category)
		if category == "" {
			continue
		}
		item := newThing(mediaType(m.Type)).text("url", string(m.URL)).text("archivedAt", string(m.Archive))
		r := newDocument("MediaReview").
			text("url", b.Address(c.URL)).
			things("author", b.reviewers(c)).
			text("datePublished", moment(c.Published)).
			text("dateModified", modified(c)).
			text("inLanguage", b.lang).
			text("mediaAuthenticityCategory", vocabularyURL+"/"+category).
			text("originalMediaContextDescription", m.Context).
			text("originalMediaLink", string(m.Original)).
			thing("itemReviewed", newThing("MediaReviewItem").thing("mediaItemAppearance", item)).
			text("sdLicense", b.licence)
		all = append(all, r.node())
	}
	return all
}

// authenticity gives the members of https://schema.org/MediaManipulationRatingEnumeration.
func authenticity(category claim.MediaCategory) string {
	return map[claim.MediaCategory]string{
		"original":        "OriginalMediaContent",
		"missing-context": "DecontextualizedContent",
		"edited":          "EditedOrCroppedContent",
		"transformed":     "TransformedContent",
		"staged":          "StagedContent",
		"satire":          "SatireOrParodyContent",
	}[category]
}

func mediaType(kind claim.MediaKind) string {
	switch kind {
	case "image":
		return "ImageObject"
	case "video":
		return "VideoObject"
	case "audio":
		return "AudioObject"
	default:
		return "MediaObject"
	}
}
