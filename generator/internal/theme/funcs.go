package theme

import (
	"html/template"

	"assay/generator/internal/locale"
)

// functions are the functions of templates. All are pure; a wrong argument is an error that names function and argument.
// This list is the reference that docs/templates.md shows:
//
//	url PATH              the link to a site-relative path, with the base URL's path before it; other URLs as they are
//	langURL PATH          the link to a list in the page's language: langURL "/claims/" → /claims/, on a Spanish page of a site in several languages /es/claims/
//	abs PATH              the absolute URL of a site-relative path; what url gives where the site has no base URL
//	asset NAME            the link to a file of templates/assets/; it is an error if there is none of this name
//	host URL              the host of a URL without www.: example.org; empty where there is none
//	anchor TEXT           an id for a heading, made of its text: War costs → war-costs
//	date D                a day, month or year in the site's language: 18 January 2017, January 2017, 2017; empty where there is no date
//	isodate D             the same for machines: 2017-01-18, 2017-01, 2017
//	time D                the time of day of a moment in the site's zone: 14:05 UTC+1; empty for a date, and at 00:00:00, which is what a day without a time stands for
//	number N              a decimal in the site's language, with the digits it was typed with: 1234.50 → 1.234,50; empty for an empty text
//	plural N ONE OTHER    ONE where the site's language counts N as one, else OTHER; all its forms: plural N "one" A "few" B "other" C
//	msg KEY …             a text of the program in the site's language; names and values follow the key: msg "claim.due" "date" (date .Due)
//	msgn KEY N …          the text that the number N asks for: msgn "corrections.title" (len .Corrections)
//	msgBefore KEY NAME …  what stands in a text before the place {NAME}, which an element of the page takes; what fills other places may follow
//	msgAfter KEY NAME …   what stands behind it
//	msgParts KEY …        the parts of a text with several such places, in the order of the language: each has a Text, or the Name of a place
//	dir LANG              the direction of a language, ltr or rtl, for the attribute dir beside lang
//	truncate N TEXT       at most N characters of a text, cut between words, with … where something was cut
//	hasPrefix TEXT START  whether a text begins with another
//	join SEP LIST         the texts and numbers of a list with SEP between
//	first N LIST          the first N of a list, or fewer where it is shorter
//	after N LIST          all of a list but the first N
//	dict KEY VALUE …      several values under names, to hand to a partial: dict "claim" . "level" 2
type functions struct {
	Env
	locale locale.Locale
}

func (e Env) funcs() template.FuncMap {
	f := functions{e, locale.New(e.Lang)}
	return template.FuncMap{
		"url":       f.url,
		"langURL":   f.langURL,
		"abs":       f.abs,
		"asset":     f.asset,
		"host":      host,
		"anchor":    anchor,
		"date":      f.date,
		"isodate":   f.isodate,
		"time":      f.time,
		"number":    f.number,
		"plural":    f.plural,
		"msg":       f.msg,
		"msgn":      f.msgn,
		"msgBefore": f.msgBefore,
		"msgAfter":  f.msgAfter,
		"msgParts":  f.msgParts,
		"dir":       dir,
		"truncate":  truncate,
		"hasPrefix": hasPrefix,
		"join":      join,
		"first":     first,
		"after":     after,
		"dict":      dict,
	}
}
