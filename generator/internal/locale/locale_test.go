package locale_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"assay/generator/internal/date"
	"assay/generator/internal/locale"
)

func partial(t *testing.T, s string) date.Partial {
	t.Helper()
	p, err := date.ParsePartial(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDates(t *testing.T) {
	for tag, want := range map[string][3]string{
		"en":          {"18 January 2017", "January 2017", "2017"},
		"en-GB":       {"18 January 2017", "January 2017", "2017"},
		"en-NZ":       {"18 January 2017", "January 2017", "2017"},
		"en-US":       {"January 18, 2017", "January 2017", "2017"},
		"en-CA":       {"January 18, 2017", "January 2017", "2017"},
		"de":          {"18. Januar 2017", "Januar 2017", "2017"},
		"de-AT":       {"18. Jänner 2017", "Jänner 2017", "2017"},
		"de-LU":       {"18. Januar 2017", "Januar 2017", "2017"},
		"fr":          {"18 janvier 2017", "janvier 2017", "2017"},
		"es":          {"18 de enero de 2017", "enero de 2017", "2017"},
		"es-MX":       {"18 de enero de 2017", "enero de 2017", "2017"},
		"ca":          {"18 de gener de 2017", "gener de 2017", "2017"},
		"pt-BR":       {"18 de janeiro de 2017", "janeiro de 2017", "2017"},
		"pt-AO":       {"18 de janeiro de 2017", "janeiro de 2017", "2017"},
		"ru":          {"18 января 2017 г.", "январь 2017 г.", "2017"},
		"uk":          {"18 січня 2017 р.", "січень 2017 р.", "2017"},
		"pl":          {"18 stycznia 2017", "styczeń 2017", "2017"},
		"cs":          {"18. ledna 2017", "leden 2017", "2017"},
		"fi":          {"18. tammikuuta 2017", "tammikuu 2017", "2017"},
		"el":          {"18 Ιανουαρίου 2017", "Ιανουάριος 2017", "2017"},
		"hu":          {"2017. január 18.", "2017. január", "2017."},
		"lv":          {"2017. gada 18. janvāris", "2017. g. janvāris", "2017. g."},
		"lt":          {"2017 m. sausio 18 d.", "2017 m. sausis", "2017"},
		"tr":          {"18 Ocak 2017", "Ocak 2017", "2017"},
		"vi":          {"18 tháng 1, 2017", "tháng 1 năm 2017", "2017"},
		"hi":          {"18 जनवरी 2017", "जनवरी 2017", "2017"},
		"mr":          {"१८ जानेवारी, २०१७", "जानेवारी २०१७", "२०१७"},
		"bn":          {"১৮ জানুয়ারী, ২০১৭", "জানুয়ারী ২০১৭", "২০১৭"},
		"th":          {"18 มกราคม ค.ศ. 2017", "มกราคม ค.ศ. 2017", "ค.ศ. 2017"},
		"ja":          {"2017年1月18日", "2017年1月", "2017年"},
		"ko":          {"2017년 1월 18일", "2017년 1월", "2017년"},
		"zh":          {"2017年1月18日", "2017年1月", "2017年"},
		"zh-Hant":     {"2017年1月18日", "2017年1月", "2017年"},
		"zh-TW":       {"2017年1月18日", "2017年1月", "2017年"},
		"ar":          {"18 يناير 2017", "يناير 2017", "2017"},
		"ar-EG":       {"١٨ يناير ٢٠١٧", "يناير ٢٠١٧", "٢٠١٧"},
		"ar-LB":       {"١٨ كانون الثاني ٢٠١٧", "كانون الثاني ٢٠١٧", "٢٠١٧"},
		"fa":          {"۱۸ ژانویهٔ ۲۰۱۷", "ژانویهٔ ۲۰۱۷", "۲۰۱۷"},
		"he":          {"18 בינואר 2017", "ינואר 2017", "2017"},
		"sr-ME":       {"18. januar 2017.", "januar 2017.", "2017."},
		"nb-NO":       {"18. januar 2017", "januar 2017", "2017"},
		"no":          {"18. januar 2017", "januar 2017", "2017"},
		"tl":          {"Enero 18, 2017", "Enero 2017", "2017"},
		"en-u-ca-roc": {"18 January 2017", "January 2017", "2017"},

		"tlh":     {"2017-01-18", "2017-01", "2017"},                                     // no human reads a day in it
		"gsw":     {"2017-01-18", "2017-01", "2017"},                                     // close to German, and not German
		"pa-Arab": {"\u20662017-01-18\u2069", "\u20662017-01\u2069", "\u20662017\u2069"}, // another script than the known one
		"dv":      {"\u20662017-01-18\u2069", "\u20662017-01\u2069", "\u20662017\u2069"},
		"":        {"2017-01-18", "2017-01", "2017"},
		"a_b c":   {"2017-01-18", "2017-01", "2017"},
	} {
		l := locale.New(tag)
		for i, typed := range []string{"2017-01-18", "2017-01", "2017"} {
			if got := l.Date(partial(t, typed)); got != want[i] {
				t.Errorf("%s in %s is %q, want %q", typed, tag, got, want[i])
			}
		}
		if got := l.Date(date.Partial{}); got != "" {
			t.Errorf("no date in %s is %q", tag, got)
		}
	}
}

// TestNoDateIsMisread looks at every month of every language: a day names its month by a word or a sign for it, and
// differs from the days around it; nothing in it comes from another month.
func TestNoDateIsMisread(t *testing.T) {
	for _, tag := range locale.Known() {
		l := locale.New(tag)
		seen := map[string]string{}
		for month := 1; month <= 12; month++ {
			for _, day := range []int{0, 1, 12, 28} {
				p := date.Partial{Year: 2017, Month: month, Day: day}
				s := l.Date(p)
				if other, same := seen[s]; same {
					t.Errorf("%s: %s and %s are both %q", tag, p, other, s)
				}
				seen[s] = p.String()
				if strings.IndexFunc(s, unicode.IsLetter) < 0 || strings.Contains(s, "{") {
					t.Errorf("%s: %s is %q", tag, p, s)
				}
			}
		}
	}
}

func TestTimes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	moment := time.Date(2017, 1, 18, 13, 5, 0, 0, time.UTC)
	for _, c := range []struct {
		tag  string
		zone *time.Location
		want string
	}{
		{"en", berlin, "14:05 UTC+1"},
		{"en-US", berlin, "2:05 pm UTC+1"},
		{"de", berlin, "14:05 UTC+1"},
		{"da", berlin, "14.05 UTC+1"},
		{"fr-CA", berlin, "14 h 05 UTC+1"},
		{"ko", berlin, "14:05 UTC+1"},
		{"ar", berlin, "14:05 \u2066UTC+1\u2069"},
		{"fa", berlin, "۱۴:۰۵ \u2066UTC+1\u2069"},
		{"tlh", berlin, "14:05 UTC+1"},
		{"en", time.UTC, "13:05 UTC"},
		{"en", time.FixedZone("", -3*3600-1800), "09:35 UTC−3:30"},
	} {
		if got := strings.ReplaceAll(locale.New(c.tag).Time(moment.In(c.zone)), "\u00a0", " "); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.tag, c.zone, got, c.want)
		}
	}
}

func TestEveryTimeIsToldFromItsOppositeAndEveryNumberKeepsItsDigits(t *testing.T) {
	for _, tag := range locale.Known() {
		l := locale.New(tag)
		morning := l.Time(time.Date(2017, 1, 18, 2, 5, 0, 0, time.UTC))
		if evening := l.Time(time.Date(2017, 1, 18, 14, 5, 0, 0, time.UTC)); morning == evening {
			t.Errorf("%s: %q is two times of the day", tag, evening)
		}
		got, ok := l.Number("-1234567.50")
		digits := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				for zero := r; ; zero-- { // its value is how far it is from the first of its script's ten
					if !unicode.IsDigit(zero - 1) {
						return '0' + (r - zero)
					}
				}
			}
			return -1
		}, got)
		if !ok || digits != "123456750" || !strings.Contains(got, "−") {
			t.Errorf("%s: -1234567.50 is %q", tag, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ tag, typed, want string }{
		{"en", "14.2", "14.2"},
		{"en", "14.20", "14.20"},
		{"en", "0.1", "0.1"},
		{"en", "007", "007"},
		{"en", "999", "999"},
		{"en", "1000", "1,000"},
		{"en", "1234567.500", "1,234,567.500"},
		{"en", "-6", "−6"},
		{"en", "123456789012345678901234567890.10", "123,456,789,012,345,678,901,234,567,890.10"},
		{"de", "14.2", "14,2"},
		{"de", "1234567.5", "1.234.567,5"},
		{"de-CH", "1234567.5", "1’234’567.5"},
		{"es", "1234.5", "1234,5"},
		{"es", "12345", "12.345"},
		{"es-MX", "1234.5", "1,234.5"},
		{"es-AR", "1234.5", "1.234,5"},
		{"pl", "1234", "1234"},
		{"pl", "12345", "12\u00a0345"},
		{"pt-BR", "1234.5", "1.234,5"},
		{"fr", "1234567", "1\u202f234\u202f567"},
		{"hi", "123456789.5", "12,34,56,789.5"},
		{"hi", "1234", "1,234"},
		{"en-IN", "1234567", "12,34,567"},
		{"ar", "1234.5", "1,234.5"},
		{"ar-MA", "1234.5", "1.234,5"},
		{"ar-EG", "1234.5", "١٬٢٣٤٫٥"},
		{"ar-EG", "-14", "\u2066−١٤\u2069"},
		{"fa", "1234.5", "۱٬۲۳۴٫۵"},
		{"he", "-5", "\u2066−5\u2069"},
		{"ja", "1234567.5", "1,234,567.5"},
		{"tlh", "1234567.5", "1234567.5"},
		{"tlh", "-5", "−5"},
	} {
		if got, ok := locale.New(c.tag).Number(c.typed); got != c.want || !ok {
			t.Errorf("%s in %s: %q, want %q", c.typed, c.tag, got, c.want)
		}
	}
	for _, typed := range []string{"", "-", ".", "1.", ".5", "1e3", "1,5", "+1", "--1", "1.2.3", "٣", "NaN", " 1"} {
		for _, tag := range []string{"en", "tlh"} {
			if got, ok := locale.New(tag).Number(typed); ok {
				t.Errorf("%q in %s is the number %q", typed, tag, got)
			}
		}
	}
}

func TestPlurals(t *testing.T) {
	for tag, want := range map[string]map[string]string{
		"en":      {"0": "other", "1": "one", "2": "other", "1.0": "other", "-1": "one", "10000001": "other"},
		"fr":      {"0": "one", "1": "one", "1.5": "one", "2": "other"},
		"ru":      {"1": "one", "21": "one", "2": "few", "5": "many", "11": "many", "1.5": "other", "100000000000000000000001": "one"},
		"pl":      {"1": "one", "22": "few", "12": "many"},
		"ar":      {"0": "zero", "1": "one", "2": "two", "3": "few", "11": "many", "100": "other"},
		"cy":      {"0": "zero", "3": "few", "6": "many"},
		"ja":      {"1": "other"},
		"tlh":     {"1": "other"},
		"zh-Hant": {"1": "other"},
	} {
		for typed, category := range want {
			if got, ok := locale.New(tag).Plural(typed); got != category || !ok {
				t.Errorf("%s in %s is %q, want %q", typed, tag, got, category)
			}
		}
	}
	if got, ok := locale.New("en").Plural("one"); ok {
		t.Errorf("a word is %q", got)
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{"en": "ltr", "ar": "rtl", "he-IL": "rtl", "az": "ltr", "az-Arab": "rtl", "ur": "rtl", "fa": "rtl", "zh": "ltr", "ur-Latn": "ltr", "yi": "rtl", "zh-Hant": "ltr", "": "ltr"} {
		if got := locale.Direction(tag); got != want {
			t.Errorf("%q: %s, want %s", tag, got, want)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"14.20", "-6", "1234567", "", "1e9", "00", "-0.0"} {
		f.Add("en", s)
		f.Add("hi", s)
		f.Add("ar-EG", s)
	}
	f.Fuzz(func(t *testing.T, tag, s string) {
		l := locale.New(tag)
		got, ok := l.Number(s)
		if _, plural := l.Plural(s); plural != ok {
			t.Errorf("%q is a number %v, has a plural %v", s, ok, plural)
		}
		if ok && strings.IndexFunc(got, unicode.IsDigit) < 0 {
			t.Errorf("%q is %q", s, got)
		}
	})
}

func TestTerritoryOfALanguage(t *testing.T) {
	for tag, want := range map[string]string{"en-GB": "en_GB", "en": "en_US", "ar": "ar_EG", "pt-BR": "pt_BR", "zh-Hant": "zh_TW", "es-419": "", "und": ""} {
		if got := locale.WithTerritory(tag); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
}
