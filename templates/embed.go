// Package templates holds the default theme: the files of this folder.
package templates

import "embed"

// Files are the theme's templates, assets and texts.
//
//go:embed *.html partials assets messages
var Files embed.FS
