package card_test

import (
	"bytes"
	"os"
	"testing"

	"assay/generator/internal/card"
)

func TestMissing(t *testing.T) {
	f := fonts(t)
	for text, want := range map[string]string{
		"13 wars – “$14.2 trillion”":    "",
		"Ærø, Łódź, Ǆ, Ελλάδα, Крым":    "",
		"حرب وسلام, שלום":               "",
		"e\u0301 q\u0323\u0307":         "", // marks that no letter has
		"non\u00a0breaking\u202f\u2009": "",
		"soft\u00adhyphen\u200b":        "",
		"می\u200cخواهم":                 "",
		"☃ ✓":                           "",
		"战争与战争":                         "战争与",
		"युद्ध":                         "युद्ध",
		"tower 🗼 👨‍👩‍👧":                 "🗼👨👩👧",
	} {
		var unique []rune
		for _, r := range want {
			if !bytes.ContainsRune([]byte(string(unique)), r) {
				unique = append(unique, r)
			}
		}
		if got := f.Missing(text); string(got) != string(unique) {
			t.Errorf("%q: missing %q, want %q", text, string(got), string(unique))
		}
	}
}

func TestSymbolsAreLeftOut(t *testing.T) {
	f := fonts(t)
	for text, want := range map[string]string{
		"Towers 🗼 melt snowmen ☃!":   "Towers melt snowmen ☃!",
		"🗼 leads":                    "leads",
		"a family 👨‍👩‍👧":             "a family",
		"the flag 🇨🇭 of Switzerland": "the flag of Switzerland",
		"nothing":                    "nothing",
	} {
		missing := f.Missing(text)
		if len(card.Letters(missing)) > 0 {
			t.Errorf("%q cannot be read without %q", text, string(card.Letters(missing)))
		}
		if got := card.Without(text, missing); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	if got := string(card.Letters(f.Missing("十三 wars 🗼"))); got != "十三" {
		t.Errorf("the letters are %q", got)
	}
}

// TestFontsOfOtherScripts sets what only a font of the site has. It needs fonts of the system, as Debian's fonts-noto-core and
// fonts-wqy-zenhei install them.
func TestFontsOfOtherScripts(t *testing.T) {
	for file, text := range map[string]string{
		"/usr/share/fonts/truetype/noto/NotoSansDevanagari-Bold.ttf": "अमेरिका ने 30 वर्षों में 13 युद्ध लड़े",
		"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc":               "美国在三十年里打了十三场战争", // a collection
	} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Skip(err)
		}
		f := fonts(t, content)
		if missing := f.Missing(text); len(missing) > 0 {
			t.Errorf("%s lacks %q", file, string(missing))
		}
		c := with(func(c *card.Card) { c.Claim, c.Claimant = text, "" })
		if ink := inked(decoded(t, drawn(t, f, c)), claimArea); ink.Dx() < 500 {
			t.Errorf("%q is %d wide", text, ink.Dx())
		}
	}
}

func TestFontsOfPicturesAreRefused(t *testing.T) {
	content, err := os.ReadFile("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf") // Debian's fonts-noto-color-emoji
	if err != nil {
		t.Skip(err)
	}
	if _, err := card.ReadFont(content); err == nil {
		t.Error("it is taken")
	}
}
