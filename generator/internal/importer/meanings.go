package importer

import (
	"slices"

	"assay/generator/internal/claim"
)

// groupOf tells what labels mean that many desks use, in the languages of most checks; "" of any other.
func groupOf(name string) claim.Group {
	for group, names := range meanings() {
		if slices.ContainsFunc(names, func(known string) bool { return plain(known) == plain(name) }) {
			return group
		}
	}
	return ""
}

// meanings lists labels. One that desks use for different things, such as the Portuguese “exagerado”, stands where most of them use it.
func meanings() map[claim.Group][]string {
	return map[claim.Group][]string{
		"true": {
			"true", "correct", "accurate", "verdadero", "cierto", "verdad", "verdadeiro", "fato", "vrai", "exact", "richtig", "wahr", "stimmt", "vero", "corretto", "waar", "juist",
			"sant", "riktig", "rett", "sandt", "rigtigt", "totta", "prawda", "pravda", "istina", "točno", "tačno", "resnica", "igaz", "adevărat", "αληθές", "αλήθεια", "правда", "вярно", "істина",
			"doğru", "benar", "fakta", "đúng", "จริง", "ข่าวจริง", "صحيح", "درست", "درست است", "נכון", "אמת", "सही", "सच", "সত্য", "உண்மை", "నిజం", "真实", "正确", "真實", "正確", "事实", "事實", "사실",
		},
		"mostly-true": {
			"mostly true", "mostly correct", "largely true", "largely accurate", "mayormente cierto", "plutôt vrai", "größtenteils richtig", "weitgehend richtig", "überwiegend richtig",
			"quase certo", "mostly accurate", "grotendeels waar", "stort sett sant", "c'è del vero", "částečně pravda", "大致正確", "대체로 사실",
		},
		"mixed": {
			"half true", "half-true", "mixture", "mixed", "partly true", "partially true", "partly false", "partially false", "verdad a medias", "teilweise falsch", "teilweise richtig", "teils richtig",
			"teils, teils", "partiellement faux", "mixte", "exagerado", "half waar", "gedeeltelijk onwaar", "parzialmente falso", "delvis falskt", "delvis sant", "delvis usant", "delvis forkert", "częściowy fałsz", "częściowa prawda",
			"nepřesné", "polopravda", "полуправда", "напівправда", "частично ложь", "kısmen doğru", "kısmen yanlış", "sebagian benar", "sebagian salah", "parcial falso", "parcialmente falso", "μισή αλήθεια", "आंशिक सत्य",
			"部分錯誤", "部分错误", "一部誤り", "절반의 사실",
		},
		"mostly-false": {
			"mostly false", "largely false", "mostly incorrect", "plutôt faux", "größtenteils falsch", "weitgehend falsch", "überwiegend falsch", "mayormente falso", "grotendeels onwaar", "stort sett falskt",
			"ほぼ誤り", "대체로 거짓",
		},
		"false": {
			"false", "incorrect", "inaccurate", "wrong", "not true", "pants on fire", "four pinocchios", "fake", "fake news", "hoax", "fabricated", "scam", "debunked", "falso", "falsa", "bulo", "mentira", "errado", "faux", "infox",
			"falsch", "unwahr", "frei erfunden", "onwaar", "nep", "falskt", "falskt påstående", "usant", "feil", "falsk", "forkert", "väärin", "valheellinen", "fałsz", "falešné", "nepravda", "lažno", "netačno", "netočno", "neistina",
			"hamis", "fals", "ψευδές", "ψέμα", "ложь", "неправда", "фейк", "невярно", "фалшиво", "yanlış", "sahte", "salah", "hoaks", "palsu", "sai", "tin giả", "เท็จ", "ข่าวปลอม", "خطأ", "زائف", "كاذب", "غير صحيح", "مفبرك",
			"نادرست", "غلط", "שקר", "לא נכון", "गलत", "झूठ", "फर्जी", "भ्रामक और गलत", "মিথ্যা", "ভুয়া", "தவறு", "పచ్చి అబద్ధం", "తప్పు", "假", "错误", "虚假", "錯誤", "虛假", "謠言", "谣言", "誤り", "虚偽", "거짓",
		},
		"unproven": {
			"unproven", "unverified", "no evidence", "unsupported", "unsubstantiated", "unconfirmed", "insuficiente", "non prouvé", "unbelegt", "sin pruebas", "sem provas", "insustentável", "onbewezen", "non dimostrato", "obelagd",
			"ikke dokumentert", "nieudowodnione", "neověřitelné", "недоказано", "не подтверждено", "kanıtlanmamış", "belum terbukti", "證據不足", "证据不足", "根拠不明", "判斷不足", "غير مثبت",
		},
		"misleading": {
			"misleading", "missing context", "out of context", "lacks context", "altered", "manipulated", "distorted", "engañoso", "fuera de contexto", "falta contexto", "enganoso", "distorcido", "fora de contexto", "trompeur",
			"contexte manquant", "hors contexte", "irreführend", "fehlender kontext", "manipuliert", "fuorviante", "contesto mancante", "misleidend", "vilseledande", "misvisende", "vildledende", "harhaanjohtava", "manipulacja",
			"wprowadza w błąd", "zavádějící", "zavádzajúce", "manipulacija", "megtévesztő", "înșelător", "παραπλανητικό", "манипуляция", "маніпуляція", "вводит в заблуждение", "yanıltıcı", "bağlamından koparılmış", "menyesatkan", "konteks tidak tepat",
			"gây hiểu lầm", "บิดเบือน", "ทำให้เข้าใจผิด", "مضلل", "خارج السياق", "گمراه کننده", "מטעה", "भ्रामक", "বিভ্রান্তিকর", "误导", "誤導", "断章取义", "ミスリード", "오해의 소지",
		},
		"satire":        {"satire", "satirical", "parody", "sátira", "satira", "satir", "hiciv", "satyra", "сатира", "parodi", "سخرية", "व्यंग्य", "讽刺", "諷刺"},
		"not-checkable": {"not checkable", "uncheckable", "opinion", "no rating", "unratable", "inverificable", "nicht überprüfbar", "invérifiable", "niet te checken"},
		"promise":       {"promise kept", "promise broken", "in the works", "stalled", "compromise"},
	}
}
