package importer

import (
	"strings"
	"testing"
)

func TestGroupOf(t *testing.T) {
	m := newMeanings()
	for want, labels := range map[string]string{
		"true":        "True|TRUE.|Correct!|Verdict: True|It's true|This is true|✅ Vrai|C'est vrai|Das stimmt|Richtig|Verdadero|É verdade|Vero|Waar|Prawda|Pravda|Igaz|Adevărat|Вярно|Правда|Істина|Tačno|Točno|Resnica|Sant|Sandt|Rett|Totta|Αληθές|Doğru|სიმართლე|صحيح|درست است|נכון|सही|সত্য|உண்மை|నిజం|Benar|Đúng|จริง|사실|正確|真实|Kweli|Completely true|Absolutely correct",
		"false":       "False|FALSE!|False.|Fake|Fake news|Hoax|Pants on Fire!|Not true|This is not true|Totally false|Claim is false|Rating: False|Falsch|Völlig falsch|Nicht wahr|Das stimmt nicht|Frei erfunden|Faux|C'est faux|Pas vrai|Totalement faux|Falso|Es falso|No es cierto|Bulo|É falso|Não é verdade|Conteúdo falso|È falso|Non è vero|Bufala|Onwaar|Niet waar|Fałsz|Nieprawda|Nepravda|Hamis|Nem igaz|Fals|Nu este adevărat|Невярно|Ложь|Это неправда|Фейк|Неправда|Netačno|Netočno|Ni res|Falskt|Falsk|Feil|Faktisk helt feil|Väärin|Ei pidä paikkaansa|Ψευδές|Yanlış|Doğru değil|სიცრუე|زائف|غير صحيح|خبر كاذب|نادرست|שקר|לא נכון|गलत|फर्जी|यह दावा गलत है|মিথ্যা|தவறு|తప్పు|Salah|Hoaks|Tidak benar|Sai|Không đúng|ข่าวปลอม|ไม่จริง|거짓|사실 아님|誤り|虚偽|假|谣言|Si kweli|False - fake video|FALSE: this is false|False. The video was made in 2017.|3 [false]",
		"mixed":       "Half True|half-true|Partly false|Teilweise richtig|Verdad a medias|Полуправда|Kısmen doğru|半真半假",
		"mostly-true": "Mostly True|Largely accurate|Plutôt vrai|Größtenteils richtig",
		"misleading":  "Misleading|Missing context|Engañoso|Trompeur|Irreführend|مضلل|भ्रामक",
		"":            "Not false|This is not fake|Nicht falsch|Pas faux|No es falso|No, it's true|True, but misleading|True, but|True or false|50% true|3 out of 5|True?|Is it true?|False?|False alarm|True crime|Fake quote is real|Real photo, fake caption|Xylograph|Bogus but amusing|Not entirely true|Nicht ganz wahr|Pas totalement vrai|No es totalmente cierto|Não é totalmente verdade|Not quite right|Not the whole truth|Not exactly false|Untrue? No|Promise kept|Wahr ist das Gegenteil|Fast richtig|Nicht ganz falsch|Almost|Vrai ou faux|Vrai, mais|Ni vrai ni faux|Falso no|Kein Fake|Mehr richtig als falsch|Half right|Two Pinocchios|Partly|Depends|True for 2019|False in 2020|True story of a false claim|Explainer|Correction|Dubious|Doubtful|It’s complicated|Research in progress|Not wrong|No rating yet|The opposite is true|Not a hoax|False? True!|Opposite of true|Nothing is true|Never true|True. However, the number is old|Falso. Pero hay algo de verdad|True. The opposite was said to be a lie|3 [true?]|Hardly true|Rarely true",
	} {
		for label := range strings.SplitSeq(labels, "|") {
			if got := string(m.groupOf(label)); got != want {
				t.Errorf("%q means %q, want %q", label, got, want)
			}
		}
	}
}

// TestPhrasesHaveOneMeaning also across languages.
func TestPhrasesHaveOneMeaning(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.SplitSeq(meaningsText, "\n") {
		head, list, ok := strings.Cut(line, ":")
		what, _, _ := strings.Cut(head, " ")
		if !ok || strings.HasPrefix(line, "#") || what == "filler" || what == "much" || what == "but" || what == "not" {
			continue
		}
		for phrase := range strings.SplitSeq(list, ",") {
			key := strings.Join(wordsOf(phrase), " ")
			if before, ok := seen[key]; ok && before != what {
				t.Errorf("%q means %s and %s", phrase, before, what)
			}
			seen[key] = what
		}
	}
}
