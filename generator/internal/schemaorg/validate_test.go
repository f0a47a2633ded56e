package schemaorg_test

import (
	"strings"
	"testing"
)

func TestAGoodClaimReviewHasNoIssues(t *testing.T) {
	wantCodes(t, good, page)
	wantCodes(t, good, "")
	wantCodes(t, "["+good+"]", page)
	wantCodes(t, `{"@context": ["http://www.schema.org/", {"foo": "https://foo.example.org/"}], "@graph": [`+
		edit(t, good, `"@context": "https://schema.org",`, `"foo:bar": {"baz": 1},`)+`]}`, page)
	wantCodes(t, edit(t, good, `"@context": "https://schema.org"`, `"@context": {"@vocab": "https://schema.org/"}`), page)
	wantCodes(t, edit(t, good, `"ClaimReview"`, `"http://schema.org/ClaimReview"`), page)
}

// A fault is injected into the good ClaimReview, and its code is the only one that is raised.
func TestEachFaultIsFound(t *testing.T) {
	const rating = `"worstRating": 1,
    "ratingValue": 2,
    "bestRating": 5,`
	tests := map[string]struct {
		old, new string
		want     string
	}{
		"no context":                     {`"@context": "https://schema.org",`, ``, "A370"},
		"another context":                {`"https://schema.org",`, `"https://www.w3.org/ns/activitystreams",`, "A370 @context"},
		"no type of the speaker":         {`{"@type": "Person", "name"`, `{"name"`, "A370 itemReviewed.author.0"},
		"a type that is a number":        {`"@type": "Rating"`, `"@type": 5`, "A370 reviewRating.@type"},
		"an id that is a list":           {`"@id": "https://facts.example.org/claims/wars/#review"`, `"@id": ["a"]`, "A370 @id"},
		"an unknown type":                {`"Claim",`, `"Clam",`, "A371 itemReviewed.@type"},
		"an unknown property":            {`"inLanguage"`, `"language"`, "A371 language"},
		"a property of another type":     {`"jobTitle"`, `"ratingValue"`, "A371 itemReviewed.author.0.ratingValue"},
		"no claim":                       {`"claimReviewed": "The country has fought 13 wars.",`, ``, "A372 claimReviewed"},
		"a claim that is null":           {`"The country has fought 13 wars."`, `null`, "A372 claimReviewed"},
		"an empty claim":                 {`"The country has fought 13 wars."`, `" "`, "A379 claimReviewed"},
		"no url":                         {`"url": "https://facts.example.org/claims/wars/",`, ``, "A372 url"},
		"no author":                      {`"author": {"@type": "NewsMediaOrganization", "name": "Springfield Facts", "url": "https://facts.example.org/"},`, ``, "A372 author"},
		"an author without a name":       {`"name": "Springfield Facts", "url": "https://facts.example.org/"`, `"description": "We check."`, "A372 author.name"},
		"no words for the rating":        {`"alternateName": "Mostly false",`, ``, "A372 reviewRating.alternateName"},
		"a speaker without a name":       {`"name": "Rosa Field", `, ``, "A372 itemReviewed.author.0.name"},
		"no date":                        {`"datePublished": "2026-01-12",`, ``, "A373 datePublished"},
		"no date of the claim":           {`"datePublished": "2017-01",`, ``, "A373 itemReviewed.datePublished"},
		"no speaker":                     {`"author": [{"@type": "Person", "name": "Rosa Field", "jobTitle": "mayor", "sameAs": ["https://rosa.example.net/"]}],`, ``, "A373 itemReviewed.author"},
		"no best":                        {`"bestRating": 5,`, ``, "A374 reviewRating"},
		"only a value":                   {rating, `"ratingValue": 2,`, "A374 reviewRating"},
		"above the scale":                {`"ratingValue": 2`, `"ratingValue": 6`, "A374 reviewRating"},
		"below the scale":                {`"ratingValue": 2`, `"ratingValue": "-1"`, "A374 reviewRating"},
		"from zero":                      {`"worstRating": 1`, `"worstRating": 0`, "A374 reviewRating"},
		"upside down":                    {rating, `"worstRating": 5, "ratingValue": 5, "bestRating": 1,`, "A374 reviewRating"},
		"a scale of one":                 {rating, `"worstRating": 5, "ratingValue": 5, "bestRating": 5,`, "A374 reviewRating"},
		"no number":                      {`"ratingValue": 2`, `"ratingValue": "2/5"`, "A374 reviewRating.ratingValue"},
		"infinity":                       {`"ratingValue": 2`, `"ratingValue": "Inf"`, "A374 reviewRating.ratingValue"},
		"a relative url":                 {`"url": "https://facts.example.org/claims/wars/"`, `"url": "ftp://facts.example.org/claims/wars/"`, "A375 url"},
		"on another host":                {`"url": "https://facts.example.org/claims/wars/"`, `"url": "https://facts.example.net/claims/wars/"`, "A375 url"},
		"no address":                     {`"url": "https://facts.example.org/claims/wars/"`, `"url": "https://[::1"`, "A375 url"},
		"a long claim":                   {`"The country has fought 13 wars."`, `"` + strings.Repeat("真", 76) + `"`, "A376 claimReviewed"},
		"the verdict in the claim":       {`"The country has fought 13 wars."`, `"It is mostly false that the country has fought 13 wars."`, "A377 claimReviewed"},
		"a label before the claim":       {`"The country has fought 13 wars."`, `"FALSE - The country has fought 13 wars."`, "A377 claimReviewed"},
		"a day that is none":             {`"2026-01-12"`, `"2026-02-30"`, "A378 datePublished"},
		"a month of the check":           {`"2026-01-12"`, `"2026-01"`, "A378 datePublished"},
		"a date in words":                {`"2017-01"`, `"January 2017"`, "A378 itemReviewed.datePublished"},
		"a moment without a T":           {`"2026-01-13T09:30:00+01:00"`, `"2026-01-13 09:30"`, "A378 dateModified"},
		"a placeholder for the name":     {`"Springfield Facts"`, `"undefined"`, "A379 author.name"},
		"a template's marks":             {`"No list has 13."`, `"See {{ page.title }}."`, "A379 reviewRating.ratingExplanation"},
		"a verdict for the claim":        {`"The country has fought 13 wars."`, `"True"`, "A379 claimReviewed"},
		"its own verdict for the claim":  {`"The country has fought 13 wars."`, `"mostly false"`, "A379 claimReviewed"},
		"an author that is a text":       {`{"@type": "NewsMediaOrganization", "name": "Springfield Facts", "url": "https://facts.example.org/"}`, `"Springfield Facts"`, "A380 author"},
		"a truth value for the verdict":  {`"Mostly false"`, `true`, "A380 reviewRating.alternateName"},
		"a number for a date":            {`"2017-01"`, `2017`, "A380 itemReviewed.datePublished"},
		"a claim that appears in a man":  {`"VideoObject"`, `"Person"`, "A380 itemReviewed.appearance"},
		"the date of the check":          {`"2017-01"`, `"2026-01-12"`, "A381 itemReviewed.datePublished"},
		"a date after the check":         {`"2017-01"`, `"2026-02"`, "A381 itemReviewed.datePublished"},
		"the moment of the check":        {`"2017-01"`, `"2026-01-12T00:00:00Z"`, "A381 itemReviewed.datePublished"},
		"the checker for the speaker":    {`"name": "Rosa Field"`, `"name": "springfield facts"`, "A381 itemReviewed.author.0"},
		"its address for the speaker's":  {`"sameAs": ["https://rosa.example.net/"]`, `"url": "https://facts.example.org/"`, "A381 itemReviewed.author.0"},
		"an address that is a title":     {`["https://rosa.example.net/"]`, `["The mayor"]`, "A380 itemReviewed.author.0.sameAs.0"},
		"a made-up address of one's own": {`"url": "https://facts.example.org/"`, `"url": "https://yourdomain.com/"`, "A379 author.url"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			wantCodes(t, edit(t, good, tt.old, tt.new), page, tt.want)
		})
	}
}

func TestFaultsThatTakeMoreThanOneEdit(t *testing.T) {
	tests := map[string]struct {
		src, page string
		want      []string
	}{
		"an unknown keyword":       {edit(t, good, `"Claim",`, `"Claim", "@typ": "x",`), page, []string{"A371 itemReviewed.@typ"}},
		"two ratings":              {edit(t, edit(t, good, `"reviewRating": {`, `"reviewRating": [{`), "}\n}", `}, {"@type": "Rating", "alternateName": "False"}]}`), page, []string{"A374 reviewRating.1"}},
		"a bare rating":            {good[:strings.Index(good, `"reviewRating"`)] + `"reviewRating": "False"}`, page, []string{"A380 reviewRating"}},
		"no rating":                {strings.TrimRight(good[:strings.Index(good, `"reviewRating"`)], ", \n") + `}`, page, []string{"A372 reviewRating"}},
		"a bare claim":             {good[:strings.Index(good, `"itemReviewed"`)] + `"itemReviewed": "wars", ` + good[strings.Index(good, `"reviewRating"`):], page, []string{"A380 itemReviewed"}},
		"no claim":                 {good[:strings.Index(good, `"itemReviewed"`)] + good[strings.Index(good, `"reviewRating"`):], page, []string{"A373 itemReviewed"}},
		"a claim nobody heard":     {good[:strings.Index(good, `"datePublished": "2017-01"`)] + `"datePublished": "2017-01"}, ` + good[strings.Index(good, `"reviewRating"`):], page, []string{"A373 itemReviewed.appearance"}},
		"a relative url":           {edit(t, good, `"https://facts.example.org/claims/wars/"`, `"/claims/wars/"`), "", []string{"A375 url"}},
		"a relative url in a page": {edit(t, good, `"https://facts.example.org/claims/wars/"`, `"/claims/wars/"`), page, nil},
		"a url without a scheme":   {edit(t, good, `"https://facts.example.org/claims/wars/"`, `"//facts.example.org/claims/wars/"`), "", []string{"A375 url"}},
		"a host below the page's":  {good, "https://example.org/", nil},
		"a host above the page's":  {good, "https://en.facts.example.org/", []string{"A375 url"}},
		"neither type nor id":      {`{"@context": "https://schema.org", "name": "x"}`, "", []string{"A370"}},
		"a text":                   {`"x"`, "", []string{"A370"}},
		"a list of texts":          {`["x"]`, "", []string{"A370 0"}},
		"a number":                 {`5`, "", []string{"A370"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) { wantCodes(t, tt.src, tt.page, tt.want...) })
	}
}
