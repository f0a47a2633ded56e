package check

// For the fuzz test, which no site need be written for.
var (
	TextOf    = textOf
	MissingIn = missingIn
	Folded    = folded
)
