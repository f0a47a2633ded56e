// Package templates holds the default theme: the files of this folder.
package templates

import "embed"

// Files are the theme's templates and assets.
//
//go:embed *.html partials assets
var Files embed.FS
