package links

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"assay/generator/internal/fetch"
	"assay/generator/internal/webpage"
)

// notFound are titles, or parts of them between separators, that say nothing but that a page is not there, in the languages in which most do. They say it of a page, or with
// the number: “not found” alone may be what an article is about.
var notFound = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`(?:http |error |fehler |erreur |errore |oops |sorry )*404(?: error)?(?: (?:page |file |seite |página |pagina )?(?:not found|nicht gefunden|introuvable|no encontrada|não encontrada|non trovata))?`,
	`(?:oops |sorry )?(?:the |this |that )?(?:requested )?(?:page|file|document|url|article)(?: you requested| you (?:are|were) looking for)? (?:was |is |could |can |cannot |has )?(?:not (?:be )?found|be found|not available|no longer available|does not exist|doesn t exist|no longer exists|been removed)`,
	`(?:die |diese |angeforderte )*seite (?:wurde |konnte |ist )?(?:nicht gefunden(?: werden)?|existiert nicht|nicht verfügbar)`,
	`(?:la |cette )?page (?:est |n est pas |n )?(?:introuvable|non trouvée|existe pas|disponible)`,
	`(?:la |esta )?página (?:no (?:fue |ha sido )?(?:encontrada|existe)|no se encuentra)`,
	`(?:a |esta )?página não (?:foi )?(?:encontrada|existe)`,
	`(?:la )?pagina (?:non (?:è stata )?(?:trovata|esiste)|niet gevonden)`,
	`(?:sidan (?:kunde inte hittas|hittades inte|finns inte)|siden (?:ble )?ikke funnet|siden findes ikke)`,
	`(?:nie znaleziono strony|strona nie (?:została )?(?:znaleziona|istnieje))`,
	`(?:страница не (?:найдена|существует)|сторінку не знайдено)`,
	`.*(?:ページ|页面|網頁|頁面).*(?:見つかりません|存在しません|不存在|找不到|未找到).*`, `.*(?:找不到|未找到).*(?:页面|網頁|頁面).*`,
	`.*الصفحة.*(?:غير موجودة|غير متوفرة).*`, `.*(?:पृष्ठ|पेज) नहीं मिला.*`,
}, "|") + `)$`)

// saysNotFound tells that a title says that there is no page.
func saysNotFound(title string) bool {
	for part := range strings.FieldsFuncSeq(strings.ToLower(title), func(r rune) bool { return strings.ContainsRune("|–—·:»«›‹•", r) }) {
		for _, bit := range strings.Split(part, " - ") {
			words := strings.FieldsFunc(bit, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
			if notFound.MatchString(strings.Join(words, " ")) {
				return true
			}
		}
	}
	return false
}

// traders are hosts of those who deal in names, and what their pages say.
var (
	traders = regexp.MustCompile(`(?i)(^|\.)(sedo|sedoparking|hugedomains|afternic|dan|bodis|parkingcrew|undeveloped|buydomains|domainmarket|uniregistry)\.(com|net)$`)
	parking = regexp.MustCompile(`(?i)(this|the) domain( name)?( [\w.-]+)? (is|may be) (for sale|parked|available for purchase)|buy this domain|domain (is )?for sale|sedoparking\.com|parkingcrew\.net|` +
		`diese domain steht zum verkauf|ce nom de domaine est à vendre|este dominio está en venta`)
)

// lookedAt is how much of a page is searched for what traders say.
const lookedAt = 64 << 10

// WhatIsThere tells what an answer to a request for an address shows.
func WhatIsThere(asked string, a *fetch.Answer) (State, string) {
	switch {
	case a.Status == 404 || a.Status == 410:
		return Gone, ""
	case a.Status >= 500:
		return ServerError, ""
	case a.Status >= 400 || a.Status < 200 || a.Status >= 300:
		return Refused, ""
	}
	from, err := url.Parse(asked)
	to, err2 := url.Parse(a.URL)
	if err != nil || err2 != nil {
		return Fine, ""
	}
	body := string(a.Body[:min(len(a.Body), lookedAt)])
	says := webpage.Read([]byte(body), a.Header.Get("Content-Type"))
	switch {
	case traders.MatchString(to.Hostname()):
		return Parked, "it leads to " + to.Hostname()
	case strings.Contains(a.Header.Get("Content-Type"), "html") && parking.MatchString(body):
		return Parked, "the page says so"
	case deep(from) && !deep(to):
		return Soft404, "it leads to the home page of " + to.Hostname()
	case saysNotFound(says.Title):
		return Soft404, "its title is “" + says.Title + "”"
	}
	return Fine, ""
}

// deep tells that an address names more than a host.
func deep(u *url.URL) bool { return strings.Trim(u.Path, "/") != "" || u.RawQuery != "" }

// movedFor tells where a page stands for good, as its server says: "" where any of the steps there is only for now.
func movedFor(a *fetch.Answer) string {
	for _, step := range a.Redirects {
		if step.Status != 301 && step.Status != 308 {
			return ""
		}
	}
	if len(a.Redirects) == 0 {
		return ""
	}
	return a.URL
}
