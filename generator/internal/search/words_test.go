package search_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/search"
)

// texts are what both tokenizers are tried with.
func texts() map[string]string {
	return map[string]string{
		"":                         "",
		" … – !":                   "",
		"Thirteen wars, 30 years.": "thirteen wars 30 years",
		"$14.2 trillion, 1,000 or 1.000; v1.2.3; 3. 4":            "142 trillion 1000 or 1000 v123 3 4",
		"President Xi’s speech; don't; l'économie; rock 'n' roll": "president xi speech don economie rock roll",
		"ÉCOLE école Ecole e\u0301cole":                           "ecole ecole ecole ecole",
		"Straße STRASSE ẞ æther Øre Łódź İstanbul ısı":            "strasse strasse ss aether ore lodz istanbul isi",
		"ﬁnance ① ² ｆｕｌｌ Ⅳ":                                       "finance 1 2 full iv",
		"ΟΔΥΣΣΕΥΣ Ὀδυσσεύς":                                       "οδυσσευσ οδυσσευσ",
		"Ёлка ёлка Їжак":                                          "елка елка іжак",
		"м'ята п’ять":                                             "ята ять",
		"مُحَمَّد محمد مـحـمـد":                                   "محمد محمد محمد",
		"أحمد إحمد آحمد ٱحمد":                                     "احمد احمد احمد احمد",
		"الاقتصاد في القاهرة على الم":                             "اقتصاد في قاهره علي الم",
		"٢٠١٧ ۲۰۱۷ २०१७ ২০১৭ ๒๐๑๗ ١٤٫٢":                           "2017 2017 2017 2017 2017 14 2",
		"ایران و کشور":                                            "ايران و كشور",
		"שָׁלוֹם שלום בית־ספר":                                    "שלום שלום בית ספר",
		"भारत की अर्थव्यवस्था":                                    "भारत की अर्थव्यवस्था",
		"বাংলা ভাষা":                                              "বাংলা ভাষা",
		"气候变化":                                                    "气候 候变 变化",
		"水":                                                       "水",
		"COVID疫苗2021年有效。":                                         "covid 疫苗 2021 年有 有效",
		"データベースの検索":                                               "デー ータ タベ ベー ース スの の検 検索",
		"ﾃﾞｰﾀ が か\u3099":                                          "デー ータ が が",
		"대한민국 경제는":                                                "대한 한민 민국 경제 제는",
		"ภาษาไทย ที่นี่":                                          "ภา าษ ษา าไ ไท ทย ที่นี่",
		"🙂 smile 👩‍👩‍👧 x":                                         "smile x",
		"𝔘nicode 𐐀𐐁":                                              "unicode 𐐨𐐩",
		strings.Repeat("a", 50):                                   strings.Repeat("a", 40),
		"tab\tline\nbreak\u00a0space\u200bzero\u00adsoft":         "tab line break space zerosoft",
		"e-mail AT&T C++ #MeToo @jack a_b":                        "e mail at t c metoo jack a b",
	}
}

func TestTextsAreCutIntoWords(t *testing.T) {
	for text, want := range texts() {
		if d := cmp.Diff(want, strings.Join(search.Words(text), " ")); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func FuzzWords(f *testing.F) {
	for text := range texts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, word := range search.Words(text) {
			if word == "" || !utf8.ValidString(word) || utf8.RuneCountInString(word) > 40 || strings.ContainsAny(word, "\x00 !#@~/") {
				t.Errorf("%q has the word %q", text, word)
			}
		}
	})
}
