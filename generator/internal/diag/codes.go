package diag

// Code is the stable name of a kind of problem, such as "A102".
type Code string

// Files and syntax.
const (
	CannotRead     Code = "A001"
	NotUTF8        Code = "A002"
	HasControl     Code = "A003"
	Symlink        Code = "A004"
	TooLarge       Code = "A005"
	BadID          Code = "A006"
	DuplicateID    Code = "A007"
	Misplaced      Code = "A008"
	NoFrontMatter  Code = "A010"
	OpenHeader     Code = "A011"
	BadYAML        Code = "A012"
	UnknownKey     Code = "A013"
	WrongType      Code = "A014"
	DuplicateKey   Code = "A015"
	Unsupported    Code = "A016"
	Missing        Code = "A017"
	BadValue       Code = "A018"
	BadDate        Code = "A019"
	BadURL         Code = "A020"
	RawHTML        Code = "A021"
	BadScheme      Code = "A022"
	BadMarkup      Code = "A023"
	NoSite         Code = "A025"
	TooDeep        Code = "A026"
	ChangedInBuild Code = "A027"
	BadJSON        Code = "A028"
	ActiveFile     Code = "A029"
	NotPublished   Code = "A030"
	LostText       Code = "A035"
	Internal       Code = "A040"
	TooMany        Code = "A045"
)

// Unreadable tells that a file with this problem could not be taken for anything, so that nothing more can be said of it:
// what it seems to lack may well be there.
func (c Code) Unreadable() bool {
	switch c {
	case NotUTF8, HasControl, TooLarge, NoFrontMatter, OpenHeader, BadYAML, BadJSON, TooDeep, TooMany:
		return true
	}
	return false
}

// References between files, and facts that contradict each other.
const (
	UnknownClaimant Code = "A101"
	UnknownVerdict  Code = "A102"
	UnknownSource   Code = "A103"
	UnknownPerson   Code = "A104"
	UnknownClaim    Code = "A105"
	UnknownScale    Code = "A106"
	UnknownArticle  Code = "A107"
	UnknownPage     Code = "A108"
	NeverCited      Code = "A110"
	DuplicateSource Code = "A111"
	WithheldSource  Code = "A112"
	NoSource        Code = "A113"
	TooLong         Code = "A114"
	WantsShort      Code = "A115"
	BadScale        Code = "A116"
	BadOrder        Code = "A117"
	NotBuilt        Code = "A118"
	RetiredVerdict  Code = "A119"
	SelfReference   Code = "A120"
	DeadLink        Code = "A130"
	UnknownFile     Code = "A131"
	BadImage        Code = "A132"
	RemoteImage     Code = "A133"
	NoAlt           Code = "A134"
	WrongDigest     Code = "A135"
	NothingChanged  Code = "A136"
	Contradiction   Code = "A137"
	Overdue         Code = "A138"
)

// Translations, and what they translate.
const (
	NoOriginal     Code = "A140" // there is nothing beside a translation that it translates
	NotALanguage   Code = "A141" // of a translation is not one of the site's further languages
	Inherited      Code = "A142" // a translation has a key that its original has for all languages
	UnlikeOriginal Code = "A143" // an entry translates none of its original's
	Untranslated   Code = "A144" // a text of the original has none in the translation
)

// Share cards.
const (
	BadFont Code = "A145" // cannot be used
	NoGlyph Code = "A146" // no font has a character that a share card shows
)

// Checks: what an editor or an engineer would look at twice in a site that can be built. Each has a page in docs/checks.
const (
	OneSource       Code = "A310" // a verdict rests on a single source, or on those of a single publisher
	NoPrimarySource Code = "A311"
	OneSided        Code = "A312" // all its sources take the same side
	SourceNewer     Code = "A313" // a source is newer than the check that rests on it
	QuoteNotKept    Code = "A314" // a quoted passage is not in the kept copy
	OtherVerdict    Code = "A315" // the conclusion names the label of another verdict
	NoAppearance    Code = "A316" // nobody can look up where the claim was made
	UntypedPerson   Code = "A317" // somebody is neither said to be a person nor an organization

	NoHistory         Code = "A330" // the repository does not tell what was published before
	VerdictChanged    Code = "A331" // without a correction that says so
	WordingChanged    Code = "A332" // without a correction that says so
	ClaimGone         Code = "A333" // a published check was removed instead of retracted
	PublishedChanged  Code = "A334"
	AuthorityChanged  Code = "A335" // the ids of all feed entries changed
	CorrectionChanged Code = "A336" // an entry of a correction log was changed or removed

	HeadingOrder Code = "A340" // a heading skips a level
	NearClaim    Code = "A341" // two claims are almost the same
	NearTopic    Code = "A342" // two topics are almost the same

	NoBaseURL      Code = "A350" // nothing that needs absolute addresses is made
	NoLicence      Code = "A351"
	NoPublisher    Code = "A352"
	LooseAuthority Code = "A353" // feed_authority is not pinned

	DeadPageLink Code = "A360" // a page links to what is not there
	DeadAnchor   Code = "A361" // a link names a place that its page does not have
	DeadPicture  Code = "A362" // a page shows a picture, or uses a file, that is not there

	NotJSONLD       Code = "A370" // structured data cannot be read
	UnknownTerm     Code = "A371" // schema.org has no such type, property or value
	MarkupLacks     Code = "A372" // a property that Google requires is missing
	MarkupWants     Code = "A373" // a property that Google recommends is missing
	BadRating       Code = "A374" // a rating's numbers contradict each other
	WrongPage       Code = "A375" // a url is not absolute, or of another site than its page
	LongReviewed    Code = "A376" // claimReviewed is longer than is shown
	VerdictInClaim  Code = "A377" // claimReviewed gives the verdict away
	NotISODate      Code = "A378"
	Placeholder     Code = "A379" // a text was never filled in
	WrongValueType  Code = "A380" // a property has a value of a type it does not take
	SuspiciousValue Code = "A381" // a value is most likely of something else, such as the date of the check given for that of the claim
	ManyReviews     Code = "A382" // a page has more than one ClaimReview

	UnneededWaiver Code = "A390" // accept waives a check that finds nothing
	NoSuchCheck    Code = "A391" // accept or checks name a code that is no check
)

// Templates.
const (
	BadTemplate     Code = "A201"
	TemplateFailed  Code = "A202"
	UnknownTemplate Code = "A203"
	BadMessage      Code = "A204" // a text of a catalogue does not fit its use
	NoTranslation   Code = "A205" // the site's language has no texts of the program
	BadStyleSheet   Code = "A206"
)

// Outputs.
const (
	Collision    Code = "A401"
	ForeignFiles Code = "A402"
	CannotWrite  Code = "A403"
	BadPath      Code = "A404"
)
