package jsonout_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"assay/generator/internal/jsonout"
)

// quoted is a text as encoding/json writes it.
func quoted(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	if err := out.Encode(s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Texts are looked at eight bytes at a time, so each character stands at each place of a few such words.
func TestEachCharacterAtEachPlace(t *testing.T) {
	odd := []string{"é", "\u2028", "\u2029", "€", "😀", "\xff", "\xe2\x80", "\x80a"}
	for c := range byte(0x80) {
		odd = append(odd, string(c), string(c)+"\x00", string(c)+"\xff")
	}
	const filler = "abcdefghijklmnopqrstuvwxyz"
	for _, s := range odd {
		for before := range 18 {
			for after := range 10 {
				text := filler[:before] + s + filler[:after]
				if got, want := string(jsonout.AppendString(nil, text)), quoted(t, text); got != want {
					t.Fatalf("%q is %s, want %s", text, got, want)
				}
			}
		}
	}
}

func TestFurtherEscapesAtEachPlace(t *testing.T) {
	escapes := jsonout.NewEscapes(map[byte]string{'\n': `\n`}, "<>&\x7f")
	for c, want := range map[string]string{"<": `\u003c`, ">": `\u003e`, "&": `\u0026`, "\x7f": `\u007f`, "\n": `\n`, "\t": `\u0009`, `"`: `\"`, "=": "=", "?": "?", "~": "~"} {
		for before := range 18 {
			around := strings.Repeat("x", before)
			if got := string(escapes.Append(nil, around+c+around)); got != `"`+around+want+around+`"` {
				t.Fatalf("%q behind %d characters: %s", c, before, got)
			}
		}
	}
}

func BenchmarkText(b *testing.B) {
	for name, s := range map[string]string{
		"prose":    strings.Repeat("The council said 13 wars were “paid” for, and it was so. ", 50),
		"markup":   strings.Repeat("<p>A line\nof \"text\"</p>", 100),
		"German":   strings.Repeat("Öl über älteren Flüssen. ", 100),
		"Cyrillic": strings.Repeat("Это не так. ", 100),
		"a name":   "United Nations",
	} {
		b.Run(name, func(b *testing.B) {
			var text []byte
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				text = jsonout.AppendString(text[:0], s)
			}
		})
	}
}
