package locale

import (
	"github.com/go-playground/locales"
	"github.com/go-playground/locales/af"
	"github.com/go-playground/locales/am"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/ar_IQ"
	"github.com/go-playground/locales/az"
	"github.com/go-playground/locales/be"
	"github.com/go-playground/locales/bg"
	"github.com/go-playground/locales/bn"
	"github.com/go-playground/locales/bs"
	"github.com/go-playground/locales/ca"
	"github.com/go-playground/locales/cs"
	"github.com/go-playground/locales/cy"
	"github.com/go-playground/locales/da"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/de_AT"
	"github.com/go-playground/locales/de_CH"
	"github.com/go-playground/locales/el"
	"github.com/go-playground/locales/en_CA"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/en_IN"
	"github.com/go-playground/locales/en_US"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/es_419"
	"github.com/go-playground/locales/es_CR"
	"github.com/go-playground/locales/et"
	"github.com/go-playground/locales/eu"
	"github.com/go-playground/locales/fa"
	"github.com/go-playground/locales/fi"
	"github.com/go-playground/locales/fil"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/fr_CA"
	"github.com/go-playground/locales/ga"
	"github.com/go-playground/locales/gl"
	"github.com/go-playground/locales/gu"
	"github.com/go-playground/locales/he"
	"github.com/go-playground/locales/hi"
	"github.com/go-playground/locales/hr"
	"github.com/go-playground/locales/hu"
	"github.com/go-playground/locales/hy"
	"github.com/go-playground/locales/id"
	"github.com/go-playground/locales/is"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/it_CH"
	"github.com/go-playground/locales/ja"
	"github.com/go-playground/locales/ka"
	"github.com/go-playground/locales/kk"
	"github.com/go-playground/locales/km"
	"github.com/go-playground/locales/kn"
	"github.com/go-playground/locales/ko"
	"github.com/go-playground/locales/ky"
	"github.com/go-playground/locales/lo"
	"github.com/go-playground/locales/lt"
	"github.com/go-playground/locales/lv"
	"github.com/go-playground/locales/mk"
	"github.com/go-playground/locales/ml"
	"github.com/go-playground/locales/mn"
	"github.com/go-playground/locales/mr"
	"github.com/go-playground/locales/ms"
	"github.com/go-playground/locales/mt"
	"github.com/go-playground/locales/my"
	"github.com/go-playground/locales/nb"
	"github.com/go-playground/locales/ne"
	"github.com/go-playground/locales/nl"
	"github.com/go-playground/locales/nn"
	"github.com/go-playground/locales/pa"
	"github.com/go-playground/locales/pl"
	"github.com/go-playground/locales/ps"
	"github.com/go-playground/locales/pt"
	"github.com/go-playground/locales/pt_PT"
	"github.com/go-playground/locales/ro"
	"github.com/go-playground/locales/ru"
	"github.com/go-playground/locales/si"
	"github.com/go-playground/locales/sk"
	"github.com/go-playground/locales/sl"
	"github.com/go-playground/locales/sq"
	"github.com/go-playground/locales/sr"
	"github.com/go-playground/locales/sr_Latn"
	"github.com/go-playground/locales/sv"
	"github.com/go-playground/locales/sw"
	"github.com/go-playground/locales/ta"
	"github.com/go-playground/locales/te"
	"github.com/go-playground/locales/th"
	"github.com/go-playground/locales/tr"
	"github.com/go-playground/locales/uk"
	"github.com/go-playground/locales/ur"
	"github.com/go-playground/locales/uz"
	"github.com/go-playground/locales/vi"
	"github.com/go-playground/locales/zh"
	"github.com/go-playground/locales/zu"
)

// knownLanguage is what is known of a language: the library's data, and what it lacks or has wrong.
type knownLanguage struct {
	tag        string
	open       func() locales.Translator
	month      string // layout of a month and its year, where it is not "{month} {year}"
	year       string // layout of a year alone, where it is not "{year}"
	nominative string // names of the months where they stand without a day, if the language inflects them
	number     string // 1234567.5 where the library writes it otherwise
	digits     rune   // the language's zero, where its default digits are not 0 to 9
	sparse     bool   // a number of four digits is not grouped: 1234, 12 345
}

// languages are those whose dates and numbers are known: the ones without a region as they are written in most of
// the world, and the regional forms that differ. The library has the days; the rest was compared with
// CLDR 48 (https://cldr.unicode.org/), and a language left out where the library is wrong about its months.
func languages() []knownLanguage {
	return []knownLanguage{
		{tag: "af", open: af.New},
		{tag: "am", open: am.New},
		{tag: "ar", open: ar.New, number: "1,234,567.5"},
		{tag: "ar-DZ", open: ar.New, number: "1.234.567,5"},
		{tag: "ar-LY", open: ar.New, number: "1.234.567,5"},
		{tag: "ar-MA", open: ar.New, number: "1.234.567,5"},
		{tag: "ar-TN", open: ar.New, number: "1.234.567,5"},
		{tag: "ar-BH", open: ar.New, digits: '٠'},
		{tag: "ar-DJ", open: ar.New, digits: '٠'},
		{tag: "ar-EG", open: ar.New, digits: '٠'},
		{tag: "ar-ER", open: ar.New, digits: '٠'},
		{tag: "ar-IL", open: ar.New, digits: '٠'},
		{tag: "ar-KM", open: ar.New, digits: '٠'},
		{tag: "ar-KW", open: ar.New, digits: '٠'},
		{tag: "ar-MR", open: ar.New, digits: '٠'},
		{tag: "ar-OM", open: ar.New, digits: '٠'},
		{tag: "ar-QA", open: ar.New, digits: '٠'},
		{tag: "ar-SA", open: ar.New, digits: '٠'},
		{tag: "ar-SD", open: ar.New, digits: '٠'},
		{tag: "ar-SO", open: ar.New, digits: '٠'},
		{tag: "ar-SS", open: ar.New, digits: '٠'},
		{tag: "ar-TD", open: ar.New, digits: '٠'},
		{tag: "ar-YE", open: ar.New, digits: '٠'},
		{tag: "ar-IQ", open: ar_IQ.New, digits: '٠'},
		{tag: "ar-JO", open: ar_IQ.New, digits: '٠'},
		{tag: "ar-LB", open: ar_IQ.New, digits: '٠'},
		{tag: "ar-PS", open: ar_IQ.New, digits: '٠'},
		{tag: "ar-SY", open: ar_IQ.New, digits: '٠'},
		{tag: "az", open: az.New},
		{tag: "be", open: be.New, nominative: "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань", sparse: true},
		{tag: "bg", open: bg.New, month: "{month} {year} г.", year: "{year} г.", sparse: true},
		{tag: "bn", open: bn.New, digits: '০'},
		{tag: "bs", open: bs.New, month: "{month} {year}.", year: "{year}."},
		{tag: "ca", open: ca.New, month: "{month} de {year}", nominative: "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"},
		{tag: "cs", open: cs.New, nominative: "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec"},
		{tag: "cy", open: cy.New},
		{tag: "da", open: da.New},
		{tag: "de", open: de.New},
		{tag: "de-AT", open: de_AT.New},
		{tag: "de-CH", open: de_CH.New},
		{tag: "de-LI", open: de_CH.New},
		{tag: "el", open: el.New, nominative: "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος"},
		{tag: "en", open: en_GB.New},
		{tag: "en-CA", open: en_CA.New},
		{tag: "en-IN", open: en_IN.New},
		{tag: "en-PH", open: en_US.New},
		{tag: "en-US", open: en_US.New},
		{tag: "es", open: es.New, month: "{month} de {year}", sparse: true},
		{tag: "es-419", open: es_419.New, month: "{month} de {year}"},
		{tag: "es-AR", open: es.New, month: "{month} de {year}"},
		{tag: "es-BO", open: es.New, month: "{month} de {year}"},
		{tag: "es-CL", open: es.New, month: "{month} de {year}"},
		{tag: "es-CO", open: es.New, month: "{month} de {year}"},
		{tag: "es-EC", open: es.New, month: "{month} de {year}"},
		{tag: "es-PY", open: es.New, month: "{month} de {year}"},
		{tag: "es-UY", open: es.New, month: "{month} de {year}"},
		{tag: "es-VE", open: es.New, month: "{month} de {year}"},
		{tag: "es-CR", open: es_CR.New, month: "{month} de {year}"},
		{tag: "et", open: et.New, sparse: true},
		{tag: "eu", open: eu.New, month: "{year}(e)ko {month}"},
		{tag: "fa", open: fa.New, number: "1٬234٬567٫5", digits: '۰'},
		{tag: "fi", open: fi.New, nominative: "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"},
		{tag: "fil", open: fil.New},
		{tag: "fr", open: fr.New},
		{tag: "fr-CA", open: fr_CA.New},
		{tag: "ga", open: ga.New, number: "1,234,567.5"},
		{tag: "gl", open: gl.New, month: "{month} de {year}"},
		{tag: "gu", open: gu.New},
		{tag: "he", open: he.New},
		{tag: "hi", open: hi.New},
		{tag: "hr", open: hr.New, month: "{month} {year}.", year: "{year}.", nominative: "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac"},
		{tag: "hu", open: hu.New, month: "{year}. {month}", year: "{year}.", sparse: true},
		{tag: "hy", open: hy.New, month: "{year} թ. {month}", nominative: "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր", sparse: true},
		{tag: "id", open: id.New},
		{tag: "is", open: is.New},
		{tag: "it", open: it.New, sparse: true},
		{tag: "it-CH", open: it_CH.New, sparse: true},
		{tag: "ja", open: ja.New, month: "{year}年{number}月", year: "{year}年"},
		{tag: "ka", open: ka.New, month: "{month}, {year}", sparse: true},
		{tag: "kk", open: kk.New, month: "{year} ж. {month}"},
		{tag: "km", open: km.New, number: "1,234,567.5"},
		{tag: "kn", open: kn.New},
		{tag: "ko", open: ko.New, month: "{year}년 {number}월", year: "{year}년"},
		{tag: "ky", open: ky.New, month: "{year}-ж., {month}"},
		{tag: "lo", open: lo.New, number: "1.234.567,5"},
		{tag: "lt", open: lt.New, month: "{year} m. {month}", nominative: "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis"},
		{tag: "lv", open: lv.New, month: "{year}. g. {month}", year: "{year}. g.", sparse: true},
		{tag: "mk", open: mk.New},
		{tag: "ml", open: ml.New, month: "{year} {month}"},
		{tag: "mn", open: mn.New, month: "{year} оны {month}"},
		{tag: "mr", open: mr.New, digits: '०'},
		{tag: "ms", open: ms.New},
		{tag: "mt", open: mt.New},
		{tag: "my", open: my.New, month: "{year} {month}", digits: '၀'},
		{tag: "nb", open: nb.New},
		{tag: "no", open: nb.New},
		{tag: "ne", open: ne.New, number: "12,34,567.5", month: "{year} {month}", digits: '०'},
		{tag: "nl", open: nl.New},
		{tag: "nn", open: nn.New},
		{tag: "pa", open: pa.New},
		{tag: "pl", open: pl.New, nominative: "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień", sparse: true},
		{tag: "ps", open: ps.New, month: "{year} {month}", number: "1٬234٬567٫5", digits: '۰'},
		{tag: "pt", open: pt.New, month: "{month} de {year}"},
		{tag: "pt-PT", open: pt_PT.New, month: "{month} de {year}", sparse: true},
		{tag: "ro", open: ro.New},
		{tag: "ru", open: ru.New, month: "{month} {year} г.", nominative: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"},
		{tag: "si", open: si.New, month: "{year} {month}"},
		{tag: "sk", open: sk.New, nominative: "január február marec apríl máj jún júl august september október november december"},
		{tag: "sl", open: sl.New, sparse: true},
		{tag: "sq", open: sq.New, sparse: true},
		{tag: "sr", open: sr.New, month: "{month} {year}.", year: "{year}."},
		{tag: "sr-Latn", open: sr_Latn.New, month: "{month} {year}.", year: "{year}."},
		{tag: "sv", open: sv.New},
		{tag: "sw", open: sw.New},
		{tag: "ta", open: ta.New},
		{tag: "te", open: te.New},
		{tag: "th", open: th.New, month: "{month} ค.ศ. {year}", year: "ค.ศ. {year}"},
		{tag: "tr", open: tr.New},
		{tag: "uk", open: uk.New, month: "{month} {year} р.", nominative: "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень"},
		{tag: "ur", open: ur.New},
		{tag: "uz", open: uz.New, month: "{month}, {year}"},
		{tag: "vi", open: vi.New, month: "{month} năm {year}"},
		{tag: "zh", open: zh.New, month: "{year}年{number}月", year: "{year}年"},
		{tag: "zh-Hant", open: zh.New, month: "{year}年{number}月", year: "{year}年"},
		{tag: "zu", open: zu.New},
	}
}
