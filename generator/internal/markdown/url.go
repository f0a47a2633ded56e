package markdown

import (
	"bytes"
	"errors"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

// claimScheme begins the destinations that are claims.
const claimScheme = "claim:"

// resolved is a destination as it was meant: without backslashes and entities.
func resolved(destination []byte) []byte {
	if !bytes.ContainsAny(destination, `\&`) {
		return destination
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
}

// claimOf gives what follows claim: in a destination.
func claimOf(destination []byte) ([]byte, bool) {
	n := len(claimScheme)
	if len(destination) < n || !strings.EqualFold(string(destination[:n]), claimScheme) {
		return nil, false
	}
	return destination[n:], true
}

func claimID(claim, title []byte) (string, *diag.Problem) {
	if len(title) > 0 {
		return "", diag.Problemf(diag.BadMarkup, "a link to a claim takes no title").
			Because("the claim's own title and verdict are shown with it")
	}
	name, err := id.Parse(string(claim))
	if err == nil {
		return string(name), nil
	}
	problem := diag.Problemf(diag.BadMarkup, "%q is not the id of a claim: %s", short(claim), err).
		Because("write claim: and the name of the claim's file")
	var cause *diag.Problem
	if errors.As(err, &cause) && cause.Hint != "" {
		problem.Hint = cause.Hint
	}
	return "", problem
}

// finishURL percent-encodes a destination, or tells why it may not be put out.
//
// A browser skips or decodes what a reader does not see, so the destination is looked at twice: as it is,
// and without any disguise. What has a scheme in either form must have the same allowed one in both.
func finishURL(destination []byte, image bool) ([]byte, *diag.Problem) {
	bare := undisguised(destination)
	if len(bare) == 0 {
		return nil, diag.Problemf(diag.BadURL, "the address is missing").Because("write [words](address)")
	}
	scheme, bareScheme := schemeOf(destination), schemeOf(bare)
	switch {
	case !bytes.Equal(scheme, bareScheme):
		return nil, diag.Problemf(diag.BadScheme, "the address %q disguises its scheme", short(destination)).
			Because("write it plainly; a relative address with a colon begins with ./")
	case scheme == nil && len(bare) > 1 && isSlash(bare[0]) && isSlash(bare[1]):
		return nil, diag.Problemf(diag.BadScheme, "the address %q has no scheme", short(destination)).
			Because("write https: before it")
	case scheme == nil && image && bare[0] == '#':
		return nil, diag.Problemf(diag.BadURL, "the address %q is not that of an image", short(destination))
	case scheme != nil:
		if problem := checkScheme(strings.ToLower(string(scheme)), destination, image); problem != nil {
			return nil, problem
		}
	}
	return util.URLEscape(destination, false), nil
}

func checkScheme(scheme string, destination []byte, image bool) *diag.Problem {
	switch {
	case scheme == "http" || scheme == "https":
		host, ok := bytes.CutPrefix(destination[len(scheme)+1:], []byte("//"))
		if !ok || len(host) == 0 || bytes.IndexByte([]byte(`/\?#`), host[0]) >= 0 {
			return diag.Problemf(diag.BadURL, "the address %q has no host", short(destination)).
				Because("write %s://host/path", scheme)
		}
		return doc.CheckHTTP(string(destination))
	case image:
		return diag.Problemf(diag.BadScheme, "an image cannot have an address of the scheme %q", short([]byte(scheme))).
			Because("put the image beside the text, or write an https address")
	case scheme == "mailto" || scheme == "tel":
		return nil
	}
	return diag.Problemf(diag.BadScheme, "links of the scheme %q are not allowed", short([]byte(scheme))).
		Because("allowed are http, https, mailto, tel and claim; a relative address with a colon begins with ./")
}

// schemeOf gives what stands before the colon, if that comes before any path, query or fragment; else nil.
func schemeOf(destination []byte) []byte {
	if i := bytes.IndexAny(destination, ":/?#"); i >= 0 && destination[i] == ':' {
		return destination[:i]
	}
	return nil
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// undisguised decodes percent signs as often as they were encoded, and drops spaces and invisible characters.
func undisguised(destination []byte) []byte {
	const mostRounds = 8 // nothing decodes more often
	bare := destination
	for range mostRounds {
		decoded := decodePercent(bare)
		if len(decoded) == len(bare) {
			break
		}
		bare = decoded
	}
	return bytes.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, bare)
}

func decodePercent(s []byte) []byte {
	if bytes.IndexByte(s, '%') < 0 {
		return s
	}
	decoded := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && util.IsHexDecimal(s[i+1]) && util.IsHexDecimal(s[i+2]) {
			decoded = append(decoded, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		decoded = append(decoded, s[i])
	}
	return decoded
}

// unhex is the value of a hexadecimal digit.
func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	default:
		return c - '0'
	}
}
