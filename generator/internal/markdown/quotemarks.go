package markdown

import "strings"

// quoteMarks are the quotation marks of a language: for double and for single straight quotes.
type quoteMarks struct{ open, close, openInner, closeInner string }

var (
	english     = quoteMarks{"“", "”", "‘", "’"}
	german      = quoteMarks{"„", "“", "‚", "‘"}
	polish      = quoteMarks{"„", "”", "«", "»"}
	french      = quoteMarks{"«\u00a0", "\u00a0»", "“", "”"}
	spanish     = quoteMarks{"«", "»", "“", "”"}
	russian     = quoteMarks{"«", "»", "„", "“"}
	swiss       = quoteMarks{"«", "»", "‹", "›"}
	norwegian   = quoteMarks{"«", "»", "‘", "’"}
	swedish     = quoteMarks{"”", "”", "’", "’"}
	hungarian   = quoteMarks{"„", "”", "»", "«"}
	georgian    = quoteMarks{"„", "“", "«", "»"}
	arabic      = quoteMarks{"”", "“", "’", "‘"}
	japanese    = quoteMarks{"「", "」", "『", "』"}
	armenian    = quoteMarks{"«", "»", "«", "»"}
	serbocroat  = quoteMarks{"„", "”", "‘", "’"}
	byLanguages = map[string]quoteMarks{
		"de": german, "cs": german, "sk": german, "sl": german, "bg": german, "mk": german, "lt": german, "et": german, "is": german,
		"lb": german, "hsb": german, "dsb": german, "hr": german, "sr": german,
		"bs": serbocroat, "pl": polish, "ro": polish, "hu": hungarian, "ka": georgian,
		"fr": french, "br": french,
		"es": spanish, "it": spanish, "ca": spanish, "el": spanish, "sq": spanish, "pt-pt": spanish, "ast": spanish,
		"es-419": english, "es-mx": english, "es-us": english,
		"ru": russian, "uk": russian, "be": russian,
		"de-ch": swiss, "de-li": swiss, "fr-ch": swiss, "it-ch": swiss, "rm": swiss, "gsw": swiss, "fa": swiss, "am": swiss,
		"no": norwegian, "nb": norwegian, "nn": norwegian, "hy": armenian,
		"sv": swedish, "fi": swedish, "da": swedish, "he": swedish,
		"ar": arabic, "ur": arabic, "ja": japanese, "zh-hant": japanese, "zh-tw": japanese, "zh-hk": japanese, "zh-mo": japanese, "yue": japanese,
	}
)

// marksOf returns the quotation marks of a language, those of English where it has none of its own.
// Most follow Unicode CLDR 48, delimiters; https://cldr.unicode.org.
func marksOf(language string) quoteMarks {
	for tag := strings.ToLower(language); tag != ""; {
		if marks, ok := byLanguages[tag]; ok {
			return marks
		}
		end := strings.LastIndexByte(tag, '-')
		if end < 0 {
			break
		}
		tag = tag[:end]
	}
	return english
}
