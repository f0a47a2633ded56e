// Package search makes the index that the site is searched with in the reader's browser.
package search
