package diag

import (
	"slices"
	"strings"
)

// Kind is what can be said of all findings with a code.
type Kind struct {
	Title string // as the documents have it
	Mild  bool   // some of them are warnings or notes, of files that are no drafts
}

// Adjustable gives the codes that a site may give another severity, or waive for a claim, in their order: those of the
// checks, and those of which some findings are only warnings or notes. NoSuchCheck is not among them, or a wish with a
// wrong code could hide itself.
func Adjustable() []Code {
	var codes []Code
	for code, kind := range Kinds() {
		if (kind.Mild || code.IsCheck()) && code != NoSuchCheck {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// IsCheck tells the codes of checks from those of what makes a site invalid.
func (c Code) IsCheck() bool { return strings.HasPrefix(string(c), "A3") }

// Kinds gives all codes.
func Kinds() map[Code]Kind {
	return map[Code]Kind{
		CannotRead:     {Title: "a file cannot be read"},
		NotUTF8:        {Title: "not UTF-8"},
		HasControl:     {Title: "control character"},
		Symlink:        {Title: "symbolic link"},
		TooLarge:       {Title: "too large"},
		BadID:          {Title: "not an id"},
		DuplicateID:    {Title: "id taken"},
		Misplaced:      {Title: "in the wrong place", Mild: true},
		NoFrontMatter:  {Title: "no front matter"},
		OpenHeader:     {Title: "front matter not closed"},
		BadYAML:        {Title: "not YAML"},
		UnknownKey:     {Title: "unknown key"},
		WrongType:      {Title: "wrong shape"},
		DuplicateKey:   {Title: "key twice"},
		Unsupported:    {Title: "YAML that would lose something"},
		Missing:        {Title: "something is missing"},
		BadValue:       {Title: "value not allowed"},
		BadDate:        {Title: "not a date", Mild: true},
		BadURL:         {Title: "not an address"},
		RawHTML:        {Title: "HTML"},
		BadScheme:      {Title: "link of another scheme"},
		BadMarkup:      {Title: "markup that cannot be meant", Mild: true},
		NoSite:         {Title: "no site"},
		TooDeep:        {Title: "nested too deep"},
		ChangedInBuild: {Title: "changed during the build"},
		BadJSON:        {Title: "bad JSON"},
		ActiveFile:     {Title: "a page or program next to a page"},
		NotPublished:   {Title: "kind of file that is not published", Mild: true},
		LostText:       {Title: "text that would be lost", Mild: true},
		Internal:       {Title: "internal error"},
		TooMany:        {Title: "too many entries"},

		UnknownClaimant: {Title: "unknown claimant"},
		UnknownVerdict:  {Title: "unknown verdict"},
		UnknownSource:   {Title: "unknown source"},
		UnknownPerson:   {Title: "unknown member of the team"},
		UnknownClaim:    {Title: "unknown claim"},
		UnknownScale:    {Title: "unknown scale or preset"},
		UnknownArticle:  {Title: "unknown article"},
		UnknownPage:     {Title: "unknown page"},
		NeverCited:      {Title: "source never cited", Mild: true},
		DuplicateSource: {Title: "source twice"},
		WithheldSource:  {Title: "withheld source would be named"},
		NoSource:        {Title: "no source"},
		TooLong:         {Title: "too long"},
		WantsShort:      {Title: "no short form", Mild: true},
		BadScale:        {Title: "scale that does not work"},
		BadOrder:        {Title: "dates in the wrong order", Mild: true},
		NotBuilt:        {Title: "reference to what is not published", Mild: true},
		RetiredVerdict:  {Title: "retired verdict", Mild: true},
		SelfReference:   {Title: "reference to itself"},
		DeadLink:        {Title: "link that leads nowhere", Mild: true},
		UnknownFile:     {Title: "file that is not there", Mild: true},
		BadImage:        {Title: "not a picture", Mild: true},
		RemoteImage:     {Title: "picture of another site", Mild: true},
		NoAlt:           {Title: "picture without description", Mild: true},
		WrongDigest:     {Title: "kept copy has changed"},
		NothingChanged:  {Title: "correction that changed nothing"},
		Contradiction:   {Title: "facts that contradict each other", Mild: true},
		Overdue:         {Title: "due", Mild: true},

		NoOriginal:     {Title: "translation of nothing"},
		NotALanguage:   {Title: "not a language of this site"},
		Inherited:      {Title: "inherited from the original"},
		UnlikeOriginal: {Title: "entry that translates none"},
		Untranslated:   {Title: "not translated", Mild: true},

		BadFont: {Title: "font that cannot be used"},
		NoGlyph: {Title: "character that no font has", Mild: true},

		BadTemplate:     {Title: "template that cannot be read"},
		TemplateFailed:  {Title: "template that fails"},
		UnknownTemplate: {Title: "template that nothing uses", Mild: true},
		BadMessage:      {Title: "text that does not fit"},
		NoTranslation:   {Title: "language without texts", Mild: true},
		BadStyleSheet:   {Title: "style sheet that is read otherwise", Mild: true},

		OneSource:         {Title: "one source only"},
		NoPrimarySource:   {Title: "no primary source"},
		OneSided:          {Title: "sources on one side"},
		SourceNewer:       {Title: "source newer than the check"},
		QuoteNotKept:      {Title: "quote not in the kept copy"},
		OtherVerdict:      {Title: "conclusion names another verdict"},
		UntypedPerson:     {Title: "neither person nor organization"},
		NoAppearance:      {Title: "nowhere to look the claim up"},
		NoHistory:         {Title: "no history to compare with"},
		VerdictChanged:    {Title: "verdict changed without a correction"},
		WordingChanged:    {Title: "claim changed without a correction"},
		ClaimGone:         {Title: "a published check is gone"},
		PublishedChanged:  {Title: "day of publication changed"},
		AuthorityChanged:  {Title: "ids of feed entries changed"},
		CorrectionChanged: {Title: "log of corrections changed"},
		HeadingOrder:      {Title: "heading skips a level"},
		NearClaim:         {Title: "claims almost the same"},
		NearTopic:         {Title: "topics almost the same"},
		NoBaseURL:         {Title: "no base URL"},
		NoLicence:         {Title: "no licence"},
		NoPublisher:       {Title: "no publisher"},
		LooseAuthority:    {Title: "feed authority not pinned"},
		DeadPageLink:      {Title: "dead link on a page"},
		DeadAnchor:        {Title: "link to a place that is not there"},
		DeadPicture:       {Title: "missing picture or file"},
		NotJSONLD:         {Title: "structured data cannot be read"},
		UnknownTerm:       {Title: "no such term in schema.org"},
		MarkupLacks:       {Title: "required property missing"},
		MarkupWants:       {Title: "recommended property missing"},
		BadRating:         {Title: "rating contradicts itself"},
		WrongPage:         {Title: "address of another site"},
		LongReviewed:      {Title: "claimReviewed too long"},
		VerdictInClaim:    {Title: "claimReviewed gives the verdict away"},
		NotISODate:        {Title: "not an ISO date"},
		Placeholder:       {Title: "text never filled in"},
		WrongValueType:    {Title: "value of the wrong type"},
		SuspiciousValue:   {Title: "suspicious value"},
		ManyReviews:       {Title: "more than one ClaimReview"},
		UnneededWaiver:    {Title: "waiver no longer needed"},
		NoSuchCheck:       {Title: "no such check"},

		Collision:    {Title: "two outputs on one path"},
		ForeignFiles: {Title: "files that are not ours"},
		CannotWrite:  {Title: "cannot write"},
		BadPath:      {Title: "path that cannot be"},
	}
}
