package markdown

import "testing"

func TestLostText(t *testing.T) {
	const table = "| Year | Trams |\n|---|--:|\n"
	tests := []struct{ name, src, want string }{
		{"a cell too many", table + "| 2022 | 41 | 42 |\n", "3:15 warning A035: this row has more cells than the table has columns, so that “42” is not shown\n"},
		{"several", table + "| 2022 | 41 | 42 | 43\n| 2023 | 44 |\n", "3:15 warning A035: this row has more cells than the table has columns, so that “42 | 43” is not shown\n"},
		{"empty ones", table + "| 2022 | 41 | | |\n", ""},
		{"an escaped bar", table + "| 2022 | 41 \\| 42 |\n", ""},
		{"too few", table + "| 2022 |\n", ""},
		{"a bar in code", table + "| 2022 | `a|b` |\n", "3:13 warning A035: this row has more cells than the table has columns, so that “b`” is not shown\n"},
		{"an unused definition", "Text.\n\n[Note]: important\n", "3:1 warning A035: no link uses the definition of [Note], so that it is not shown\n"},
		{"a used one", "[x] and [y][NOTE]\n\n[note]: /a\n[x]: /b\n", ""},
		{"one that a picture uses", "![A tram][p]\n\n[p]: /p.png\n", ""},
		{"defined twice", "[x]\n\n[x]: /a\n[X]: /b\n", "4:1 warning A035: [X] is defined twice, and this definition is not used\n"},
		{"in a list", "- [x]: /a\n", "1:3 warning A035: no link uses the definition of [x], so that it is not shown\n"},
		{"numbers in order", "3. a\n4. b\n5. c\n", ""},
		{"all the same", "1. a\n1. b\n1. c\n", ""},
		{"numbers with gaps", "3. a\n5. b\n7. c\n", "2:1 warning A035: item 5 of this list is shown as number 4\n"},
		{"backwards", "10) a\n9) b\n", "2:1 warning A035: item 9 of this list is shown as number 11\n"},
		{"inside a list", "- x\n\n  1. a\n  3. b\n", "4:3 warning A035: item 3 of this list is shown as number 2\n"},
		{"words behind a language", "```text of the law\nx\n```\n", "1:9 warning A035: the words behind the language \"text\" of this code block are not shown\n"},
		{"a language", "```go\nx\n```\n", ""},
		{"more than", ">50 % of all trams\n", "1:1 warning A035: a line that begins with > is a quotation, so that the sign is not shown\n"},
		{"a minus sign in a paragraph", "It fell by\n- 5 % in May.\n", "2:1 warning A035: this line begins a list, so that the sign - before the number is not shown\n"},
		{"a plus sign in a paragraph", "It rose by\n+ 5 % in May.\n", "2:1 warning A035: this line begins a list, so that the sign + before the number is not shown\n"},
		{"an escaped sign", "It fell by\n\\- 5 % in May.\n", ""},
		{"a list of numbers", "We counted:\n- 5 trams\n- 6 buses\n", ""},
		{"a list after a blank line", "We counted:\n\n- 5 trams\n", ""},
		{"a quotation", "> 50 trams were there.\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, findings := convert(tt.src)
			if got := dumpFindings(findings); got != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.src, got, tt.want)
			}
		})
	}
}
