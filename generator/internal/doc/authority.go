package doc

import (
	"net"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/diag"
)

// CheckHTTP reports what is wrong with the host part of an http or https URL, or nil. The URL may be percent-encoded
// or as typed; the scheme must be followed by "//".
//
// A host part with a user name misleads readers: https://facts.example.org@elsewhere.invalid/ leads to
// elsewhere.invalid. Programs disagree about where the host part ends and which characters separate
// its parts, so anything that one of them may read as a separator is refused.
func CheckHTTP(address string) *diag.Problem {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return diag.Problemf(diag.BadURL, "%q has no host", address).Because("write it whole, beginning with https://")
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return checkAuthority(address, rest[:end])
}

// checkAuthority checks what is between "//" and the path (RFC 3986, section 3.2).
func checkAuthority(address, authority string) *diag.Problem {
	bad := func(format string, args ...any) *diag.Problem {
		return diag.Problemf(diag.BadURL, "%q "+format, append([]any{abbreviated(address)}, args...)...)
	}
	plain := norm.NFKC.String(authority) // as browsers read it: a fullwidth @ is an @
	decoded := plain
	for strings.Contains(decoded, "%") {
		next := unescapeHost(decoded)
		if next == decoded {
			break
		}
		decoded = norm.NFKC.String(next)
	}
	switch {
	case strings.Contains(decoded, "@"):
		return bad("has a user name, which hides the host it leads to").Because("remove everything between // and @, and the @")
	case strings.ContainsFunc(decoded, unfitForHost):
		return bad("has a character that no host name has").Because("copy the address from the browser's address bar")
	case decoded != plain:
		return bad("has an encoded host name").Because("write the host name without percent signs")
	}
	host, problem := splitPort(plain)
	if problem != "" {
		return bad("%s", problem).Because("remove the port, or write a number from 1 to 65535")
	}
	if host == "" {
		return bad("has no host")
	}
	if literal, ok := strings.CutPrefix(host, "["); ok {
		if ip := net.ParseIP(strings.TrimSuffix(literal, "]")); ip == nil || !strings.Contains(literal, ":") {
			return bad("has no valid IPv6 address")
		}
		return nil
	}
	if strings.ContainsAny(host, "[]:") || strings.Trim(host, ".") == "" || !validUnicodeHost(host) {
		return bad("has an invalid host name").Because("write it like facts.example.org")
	}
	return nil
}

// abbreviated bounds what a message quotes of an address, so that a long one does not fill the terminal.
func abbreviated(address string) string {
	const most = 200
	if len(address) <= most {
		return address
	}
	return strings.ToValidUTF8(address[:most], "") + "…"
}

// splitPort separates the port, which may be absent. The problem is "" if the port is possible.
func splitPort(authority string) (host, problem string) {
	i := strings.LastIndexByte(authority, ':')
	if i < 0 || i < strings.LastIndexByte(authority, ']') {
		return authority, ""
	}
	host, port := authority[:i], authority[i+1:]
	if port == "" {
		return host, "ends its host with a colon, but has no port"
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || strings.ContainsFunc(port, notDigit) {
		return host, "has the port " + strconv.Quote(port) + ", which is impossible"
	}
	return host, ""
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// unfitForHost reports whether a character ends or splits the host part in some program, or is invisible in all.
func unfitForHost(r rune) bool {
	return r <= ' ' || r == utf8.RuneError || unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`\/?#"<>^`+"`{|}%", r)
}

// validUnicodeHost reports whether a name that is not ASCII has a form in the domain name system and no character
// that looks like a separator, such as the division slash. ASCII names are left to the resolver.
func validUnicodeHost(host string) bool {
	if isASCII(host) {
		return true
	}
	if strings.ContainsFunc(host, looksLikeSeparator) {
		return false
	}
	_, err := idna.Lookup.ToASCII(host)
	return err == nil
}

func looksLikeSeparator(r rune) bool {
	const dots = "·・。" // middle dots are part of names in Catalan and Japanese
	skinTone := r >= 0x1F3FB && r <= 0x1F3FF
	return r >= utf8.RuneSelf && !skinTone && !strings.ContainsRune(dots, r) && unicode.In(r, unicode.Sm, unicode.Sk, unicode.Po, unicode.Ps, unicode.Pe)
}

// unescapeHost decodes every percent-encoded byte once. Other percent signs stay.
func unescapeHost(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
