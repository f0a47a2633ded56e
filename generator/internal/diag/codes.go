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
	NotYet         Code = "A024"
	NoSite         Code = "A025"
	TooDeep        Code = "A026"
	ChangedInBuild Code = "A027"
	BadJSON        Code = "A028"
)

// Unreadable tells that a file with this problem could not be taken for anything, so that nothing more can be said of it:
// what it seems to lack may well be there.
func (c Code) Unreadable() bool {
	switch c {
	case NotUTF8, HasControl, NoFrontMatter, OpenHeader, BadYAML, BadJSON, TooDeep:
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

// Templates.
const (
	BadTemplate     Code = "A201"
	TemplateFailed  Code = "A202"
	UnknownTemplate Code = "A203"
)

// Outputs.
const (
	Collision    Code = "A401"
	ForeignFiles Code = "A402"
	CannotWrite  Code = "A403"
	BadPath      Code = "A404"
)
