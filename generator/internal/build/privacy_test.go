package build_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/afero"
)

// TestNothingOfTheDeskGetsOut builds a site in which everything that is not for readers has a word of its own, and looks
// for these words in all outputs: in their names and bytes, as they are, decoded and encoded.
func TestNothingOfTheDeskGetsOut(t *testing.T) {
	for name, base := range map[string]string{"at the root": "https://facts.example.org/", "under a path": "https://facts.example.org/desk/", "nowhere": ""} {
		t.Run(name, func(t *testing.T) {
			input, words := privateSite(t, base)
			site := rendered(t, buildAt(t, input))
			found := map[string][]string{} // the outputs that have a word
			for path, content := range site {
				text := readable(path + "\n" + content)
				for _, word := range words {
					if strings.Contains(text, word) || slices.ContainsFunc(encodings(word), func(e string) bool { return strings.Contains(content, e) }) {
						found[word] = append(found[word], path)
					}
				}
			}
			for _, word := range words {
				slices.Sort(found[word])
				switch where := found[word]; {
				case strings.HasPrefix(word, "open"):
					if len(where) == 0 {
						t.Errorf("%s is nowhere", word)
					}
				case strings.HasPrefix(word, "lent") && base != "":
					if want := []string{"claims/check/claim.json", "data/claims.ndjson"}; !slices.Equal(where, want) {
						t.Errorf("%s is in %q, want it in %q", word, where, want)
					}
				case len(where) > 0:
					t.Errorf("%s is in %q", word, where)
				}
			}
		})
	}
}

// wordForm is a word that is looked for, in lower case.
var wordForm = regexp.MustCompile(`\b(hush|open|lent)[a-z]+`)

// privateSite is the site with an address, and the words to look for.
func privateSite(t *testing.T, base string) (afero.Fs, []string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/private.txtar")
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	for _, f := range archive.Files {
		contents[f.Name] = string(f.Data)
	}
	sum := sha256.Sum256([]byte(contents["claims/check/snapshots/hushcopy.warc.gz"]))
	fsys, words := afero.NewMemMapFs(), map[string]bool{"2087": true, hex.EncodeToString(sum[:]): true}
	for name, content := range contents {
		content = strings.Replace(content, "SUM", hex.EncodeToString(sum[:]), 1)
		if name == "site.yaml" && base != "" {
			content += "base_url: " + base + "\n"
		}
		write(t, fsys, name, content)
		for _, word := range wordForm.FindAllString(strings.ToLower(name+"\n"+content), -1) {
			words[word] = true
		}
	}
	return fsys, slices.Sorted(maps.Keys(words))
}

// readable gives a text with all that it is when it is read as HTML, as JSON or as an address, in lower case.
func readable(text string) string {
	all := text
	for _, decoded := range []func(string) string{html.UnescapeString, unescapedJSON, unescapedURL} {
		for range 2 { // COinS are addresses in HTML, and hold addresses
			text = decoded(text)
			all += "\n" + text
		}
	}
	return strings.ToLower(all)
}

var unicodeEscape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

func unescapedJSON(text string) string {
	return unicodeEscape.ReplaceAllStringFunc(text, func(escape string) string {
		code, _ := strconv.ParseUint(escape[2:], 16, 16)
		return string(rune(code))
	})
}

var percentEscape = regexp.MustCompile(`%[0-9a-fA-F]{2}`)

func unescapedURL(text string) string {
	return percentEscape.ReplaceAllStringFunc(text, func(escape string) string {
		plain, _ := url.PathUnescape(escape)
		return plain
	})
}

// encodings are what a word becomes in hexadecimal, and in base64 wherever it begins.
func encodings(word string) []string {
	var all []string
	for _, w := range []string{word, strings.ToUpper(word[:1]) + word[1:]} {
		all = append(all, hex.EncodeToString([]byte(w)))
		for before := range 3 {
			text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + w))
			first, last := (before*8+5)/6, len(strings.TrimRight(text, "="))-1 // between these only the word tells
			all = append(all, text[first:last])
		}
	}
	return all
}
