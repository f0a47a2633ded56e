package feed

import (
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"assay/generator/internal/diag"
)

// Authority is who hands out ids, as the first part of a tag: URI has it: a domain, and a day on which it was theirs
// (https://www.rfc-editor.org/rfc/rfc4151). Two owners of a domain, one after the other, have different days and so
// never the same ids.
//
// It is written facts.example.org, or with a day of its own: facts.example.org,2031 (2031-05 and 2031-05-20 as well). All
// spellings of a domain are one: its letters become lower-case and those beyond ASCII punycode.
type Authority string

// since is the day where none is written. Ids outlive everything: a change of software, of the clock, of the oldest
// claim. So it is no day that could be worked out from any of these, but a constant, the year Assay began to write
// feeds. Who got their domain later writes a day of their own.
const since = "2026"

// ParseAuthority reads a domain with or without a day. The error is a [diag.Problem].
func ParseAuthority(text string) (Authority, error) {
	name, day, dated := strings.Cut(text, ",")
	if !dated {
		day = since
	}
	domain, err := domains().ToASCII(name)
	if err != nil || !utf8.ValidString(name) || !domainForm.MatchString(domain) {
		return "", diag.Problemf(diag.BadValue, "%q is no domain name", name).Because("write it like facts.example.org")
	}
	if !isDay(day) {
		return "", diag.Problemf(diag.BadValue, "%q is no date on which the domain was yours", day).
			Because("write it like %s,2031 or %s,2031-05-20", domain, domain)
	}
	return Authority(domain + "," + day), nil
}

// String gives the authority as it is written: the day only where it is not the usual one.
func (a Authority) String() string { return strings.TrimSuffix(string(a), ","+since) }

// UnmarshalText reads an authority that was typed.
func (a *Authority) UnmarshalText(text []byte) error {
	v, err := ParseAuthority(string(text))
	if err == nil {
		*a = v
	}
	return err
}

// domainForm is DNSname of RFC 4151, in lower case.
var domainForm = regexp.MustCompile(`^[0-9a-z]([0-9a-z-]*[0-9a-z])?(\.[0-9a-z]([0-9a-z-]*[0-9a-z])?)*$`)

// domains turns names into what stands in the DNS. Each option is given, since the library's own choice of them has
// changed before, and an id may not.
func domains() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.StrictDomainName(true),
		idna.VerifyDNSLength(true))
}

func isDay(s string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// TagURI names a thing for life: tag:facts.example.org,2026:claims/us-13-wars. Different paths have different names; what a
// URI cannot hold is percent-encoded.
func (a Authority) TagURI(path ...string) string {
	escaped := make([]string, len(path))
	for i, segment := range path {
		escaped[i] = url.PathEscape(segment)
	}
	return "tag:" + string(a) + ":" + strings.Join(escaped, "/")
}
