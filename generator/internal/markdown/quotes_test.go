package markdown

import (
	"strings"
	"testing"
)

// paragraph converts a text in a language and returns its only paragraph, without the tags around it.
func paragraph(t *testing.T, language, src string) string {
	t.Helper()
	body, findings := New().Convert([]byte(src), 1, language)
	for _, f := range findings {
		if f.Severity > 1 {
			t.Errorf("%s: %v", src, f.Problem)
		}
	}
	parts, err := body.Parts()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.HTML)
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(b.String()), "<p>"), "</p>")
}

func TestQuotationMarks(t *testing.T) {
	tests := []struct{ language, src, want string }{
		{"en", `She said 'the trams', 'every day', 'not now' and 'less'.`, `She said ‘the trams’, ‘every day’, ‘not now’ and ‘less’.`},
		{"en", `'tis', 'em', 'now', 'the end'`, `‘tis’, ‘em’, ‘now’, ‘the end’`},
		{"en", `'Tis the season. 'Twas so. Get 'em. Rock 'n' roll.`, `’Tis the season. ’Twas so. Get ’em. Rock ’n’ roll.`},
		{"en", `It's the dogs' and O'Brien's. I'd, we're, don't, y'all.`, `It’s the dogs’ and O’Brien’s. I’d, we’re, don’t, y’all.`},
		{"en", `in the '90s, the class of '68`, `in the ’90s, the class of ’68`},
		{"en", `'90 people came'`, `‘90 people came’`},
		{"en", `"She said 'no' to 'that'."`, `“She said ‘no’ to ‘that’.”`},
		{"en", `"'No,' she said." '"Yes"'`, `“‘No,’ she said.” ‘“Yes”’`},
		{"en", `a 6'2" man, a 21" screen`, `a 6'2&quot; man, a 21&quot; screen`},
		{"en", `"a 6'2" man"`, `“a 6'2&quot; man”`},
		{"en", `"in 2017" and "of 13"`, `“in 2017” and “of 13”`},
		{"en", `"*Free* trams" and *"free"* and "*free*"`, `“<em>Free</em> trams” and <em>“free”</em> and “<em>free</em>”`},
		{"en", `the **desk**'s list, *Ann*'s`, `the <strong>desk</strong>’s list, <em>Ann</em>’s`},
		{"en", `"[a](https://e.org)", ("b"), "c"--"d"`, `“<a href="https://e.org">a</a>”, (“b”), “c”–“d”`},
		{"en", `"Well..." he said; "...and so on."`, `“Well…” he said; “…and so on.”`},
		{"en", "\"over\nlines\" and 'over\n lines'", "“over\nlines” and ‘over\nlines’"},
		{"en", `a "quote that goes on`, `a “quote that goes on`},
		{"en", `\"as typed\" and \'this\'`, `&quot;as typed&quot; and 'this'`},
		{"en", "`\"code\"` and \"`code`\" isn't", "<code>&quot;code&quot;</code> and “<code>code</code>” isn’t"},
		{"en", `said:"x" and a/"b"`, `said:“x” and a/“b”`},
		{"en", `" alone " and ' alone '`, `&quot; alone &quot; and ' alone '`},
		{"en", `"a" "b" 'c' 'd'`, `“a” “b” ‘c’ ‘d’`},
		{"en", `“typed” and ‘typed’ and "straight"`, `“typed” and ‘typed’ and “straight”`},
		{"de", `"Hallo", sagte sie. 'Ja', "er sagte 'nein'".`, `„Hallo“, sagte sie. ‚Ja‘, „er sagte ‚nein‘“.`},
		{"de", `Das geht's: Hans' Auto, "Hans' Auto"`, `Das geht’s: Hans’ Auto, „Hans’ Auto“`},
		{"de-CH", `"Hallo"`, `«Hallo»`},
		{"fr", `Elle dit "bonjour" et 'non'. L'été, aujourd'hui.`, "Elle dit «\u00a0bonjour\u00a0» et “non”. L’été, aujourd’hui."},
		{"fr", `Elle dit « bonjour ».`, `Elle dit « bonjour ».`},
		{"es", `"Hola 'tú'"`, `«Hola “tú”»`},
		{"pt-BR", `"Olá"`, `“Olá”`},
		{"pl", `"Cześć"`, `„Cześć”`},
		{"sv", `"Hej"`, `”Hej”`},
		{"nl", `"Hallo", 's-Hertogenbosch, 's ochtends, 't huis`, `“Hallo”, ’s-Hertogenbosch, ’s ochtends, ’t huis`},
		{"ru", `"Привет 'мир'"`, `«Привет „мир“»`},
		{"he", `צה"ל אמר "שלום"`, `צה&quot;ל אמר ”שלום”`},
		{"zh", `他说"你好"。她说："不"，'是'。`, `他说“你好”。她说：“不”，‘是’。`},
		{"zh", `"我们"和"他们"都在`, `“我们”和“他们”都在`},
		{"zh-TW", `他說"你好"。`, `他說「你好」。`},
		{"ja", `彼は"はい"と言った。`, `彼は「はい」と言った。`},
		{"ko", `그는 "네"라고 했고 '예'라고`, `그는 “네”라고 했고 ‘예’라고`},
		{"tr", `"TBMM"nin, Ankara'da`, `“TBMM”nin, Ankara’da`},
		{"fi", `"Hesari"n mukaan`, `”Hesari”n mukaan`},
		{"en", `a ---- b ----- c --- d`, `a ---- b ----- c — d`},
		{"xx", `"a"`, `“a”`},
	}
	for _, tt := range tests {
		if got := paragraph(t, tt.language, tt.src); got != tt.want {
			t.Errorf("%s: %s\nbecame %s\nwant   %s", tt.language, tt.src, got, tt.want)
		}
	}
}

func TestScriptsWithoutSpaces(t *testing.T) {
	for src, want := range map[string]string{
		"这是**“重点”**的内容。**注意：**今天免费。":               "这是<strong>“重点”</strong>的内容。<strong>注意：</strong>今天免费。",
		"これは**「強調」**です。":                           "これは<strong>「強調」</strong>です。",
		"彼は*「はい。」*と言った":                            "彼は<em>「はい。」</em>と言った",
		"这是~~“删除”~~的":                              "这是<del>“删除”</del>的",
		"第一行\n第二行":                                 "第一行第二行",
		"第一行，\n第二行":                                "第一行，第二行",
		"**第一行**\n*第二行*":                           "<strong>第一行</strong><em>第二行</em>",
		"第一行\nEnglish":                             "第一行\nEnglish",
		"한국어**(괄호)**는 **스크립트(script)**라고":          "한국어<strong>(괄호)</strong>는 <strong>스크립트(script)</strong>라고",
		"ｶﾞ**｢x｣**ｶﾞ\nｱ":                           "ｶﾞ<strong>｢x｣</strong>ｶﾞｱ",
		"[第一](https://e.org)\n[第二](https://e.org)": `<a href="https://e.org">第一</a><a href="https://e.org">第二</a>`,
		"한국어\n문장":                                  "한국어\n문장",
		"ひらがな  \nカタカナ":                             "ひらがな<br>\nカタカナ",
	} {
		if got := paragraph(t, "zh", src); got != want {
			t.Errorf("%q became %q, want %q", src, got, want)
		}
	}
}

func TestSignsBetweenDigits(t *testing.T) {
	for src, want := range map[string]string{
		"2*3*4 = 24 and 2**3**4":       "2*3*4 = 24 and 2**3**4",
		"10~20 to 30~40":               "10~20 to 30~40",
		"100元~200元，300元~400元":          "100元~200元，300元~400元",
		"2_000_000":                    "2_000_000",
		"1<<3 and 4>>2, 3 >> 2":        "1&lt;&lt;3 and 4&gt;&gt;2, 3 &gt;&gt; 2",
		"*2*3 and ~old~ and ~~older~~": "<em>2</em>3 and <del>old</del> and <del>older</del>",
		"10--20":                       "10–20",
	} {
		if got := paragraph(t, "en", src); got != want && got != strings.Replace(want, "<em>2</em>3", "*2*3", 1) {
			t.Errorf("%q became %q, want %q", src, got, want)
		}
	}
}

func TestText_JoinsLinesOfScriptsWithoutSpaces(t *testing.T) {
	for src, want := range map[string]string{
		"第一行\n**第二行**\n[第三](https://e.org)": "第一行第二行第三",
		"第一行\nEnglish": "第一行 English",
		"한국어\n문장":      "한국어 문장",
	} {
		body, _ := New().Convert([]byte(src), 1, "zh")
		got, err := body.Text()
		if err != nil || strings.TrimSpace(got) != want {
			t.Errorf("%q became %q, %v, want %q", src, got, err, want)
		}
	}
}
