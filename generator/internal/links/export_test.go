package links

// SaysNotFound looks at a title.
var SaysNotFound = saysNotFound
