package doc_test

import (
	"testing"

	"assay/generator/internal/doc"
)

func TestWhatYAMLCannotRead(t *testing.T) {
	const (
		colon   = " A012 a colon followed by a space ends a key, so this value must be quoted; write "
		quotes  = "; put the value in quotes"
		tab     = " A012 a tab stands where YAML wants spaces; indent with spaces"
		noKey   = " A012 this line has no `key:`; give it a key, or indent it under the key it belongs to"
		wantKey = " A012 a `key: value` was expected here; check the indentation and the quotes of this line and the one before"
		colonIn = " A012 unexpected `key:` here; check the indentation; a value with a colon and a space must be quoted"
		open    = " A012 the list or mapping that opens here is not closed; check its brackets, commas and quotes"
		quote   = " A012 the quote that opens here is not closed"
		escape  = ` A012 in double quotes a backslash begins an escape, and this is none; put the value in single quotes, or write \\ for \`
		alias   = " A012 a value that begins with * is a YAML alias, and none of that name is known" + quotes
		one     = " A012 a file holds one YAML document; remove this line and what follows it, or put it into a file of its own"
		apart   = " A012 this does not belong to what stands before; check the indentation and the brackets"
		percent = " A012 a line that begins with % is a YAML directive, which has no meaning here; remove it, or put the value in quotes"
		dash    = " A012 a list must begin on a line of its own; put the hyphen on the next line, indented"
		control = "; put a space or a line end in its place"
	)
	tests := map[string]struct{ src, want string }{
		"colon in a title":              {"title: America: 13 wars\n", "1:15" + colon + `title: "America: 13 wars"`},
		"colon at the end of a title":   {"title: America:\n", "1:15" + colon + `title: "America:"`},
		"colon with spaces around":      {"title: a : b\n", "1:10" + colon + `title: "a : b"`},
		"colon and double quotes":       {"title: He said \"x\": y\n", "1:19" + colon + `title: 'He said "x": y'`},
		"colon, double quotes and ' ":   {"title: It's \"x\": y\n", "1:16" + colon + `title: 'It''s "x": y'`},
		"colon and a backslash":         {"title: C:\\x: y\n", "1:12" + colon + `title: 'C:\x: y'`},
		"colon behind 真相":               {"a: b\ntitle: 真相: 战争\n", "2:10" + colon + `title: "真相: 战争"`},
		"colon in a list of mappings":   {"- title: a: b\n", "1:11" + colon + `title: "a: b"`},
		"colon, indented":               {"x:\n    title: a: b\n", "2:13" + colon + `title: "a: b"`},
		"colon in braces":               {"- {label: Cost: x, unit: y}\n", "1:15 A012 a colon followed by a space ends a key, so this value must be quoted" + quotes},
		"tab for indentation":           {"a:\n\tb: c\n", "2:1" + tab},
		"tab behind spaces":             {"a:\n  \tb: c\n", "2:3" + tab},
		"tab before a list":             {"a:\n\t- b\n", "2:1" + tab},
		"tab before the first key":      {"\ta: b\n", "1:1" + tab},
		"tab in a block":                {"a: |\n  x\n\ty\n", "3:1" + tab},
		"double quote not closed":       {"a: b\nc: \"d\ne: f\n", "2:4" + quote},
		"single quote not closed":       {"a: 'b\nc: d\n", "1:4" + quote},
		"quote open at a marker":        {"a: 'b\n---\nc: d\n", "1:4" + quote},
		"quote closed too early":        {"a: 'it's'\n", "1:8" + wantKey},
		"words behind a quote":          {"a: \"b\" c\n", "1:8" + wantKey},
		"comment at a quote":            {"a: \"b\"#c\n", "1:7 A012 a # directly behind a value; put a space before it if it begins a comment, or the whole value in quotes"},
		"bracket not closed":            {"a: [b, c\nd: e\n", "1:4" + open},
		"bracket open at a marker":      {"a: [b, c\n---\nd: e\n", "1:4" + open},
		"brace not closed":              {"a: {b: c\nd: e\n", "1:4" + open},
		"bracket and nothing":           {"a: [", "1:4" + open},
		"bracket, comma and nothing":    {"a: [b,\n", "1:4" + open},
		"brace and nothing":             {"a: {\n", "1:4" + open},
		"a block without a depth":       {"a: |0\n b\n", "1:5 A012 found an indentation indicator equal to 0"},
		"brackets open at the end":      {"- a: [b]\n  c: {d: [e, {f: g,\n\n", "2:14" + open},
		"a colour that is a comment":    {"- {id: x, colour: #b42318}\n", "1:3" + open},
		"an anchor and a bracket":       {"a: [&x", "1:4" + open},
		"bracket closed twice":          {"a: [b]]\n", "1:7" + wantKey},
		"words behind a bracket":        {"a: [b] c\n", "1:8" + wantKey},
		"two commas":                    {"a: [b,, c]\n", `1:7 A012 a value cannot begin with ","` + quotes},
		"a closing bracket first":       {"a: ]b\n", `1:4 A012 a value cannot begin with "]"` + quotes},
		"a closing brace first":         {"a: }\n", `1:4 A012 a value cannot begin with "}"` + quotes},
		"a comma first":                 {"a: , b\n", `1:4 A012 a value cannot begin with ","` + quotes},
		"an at sign first":              {"a: @who\n", `1:4 A012 a value cannot begin with "@"` + quotes},
		"a backtick first":              {"a: `x`\n", "1:4 A012 a value cannot begin with \"`\"" + quotes},
		"a per cent sign first":         {"a: %x\n", `1:4 A012 a value cannot begin with "%"` + quotes},
		"a greater-than sign first":     {"a: >50 wars\n", `1:4 A012 a value cannot begin with ">"` + quotes},
		"a bar first":                   {"a: |x|\n", `1:4 A012 a value cannot begin with "|"` + quotes},
		"a question mark first":         {"a: ? b\n", `1:4 A012 a value cannot begin with "?"` + quotes},
		"an asterisk first":             {"a: *x\n", "1:4" + alias},
		"bold words first":              {"a: **No.** Never.\n", "1:4" + alias},
		"an asterisk alone":             {"a: * b\n", `1:4 A012 a value cannot begin with "*"` + quotes},
		"an ampersand alone":            {"a: & b\n", `1:4 A012 a value cannot begin with "&"` + quotes},
		"a handle first":                {"a: !b!c d\n", `1:4 A012 a value cannot begin with "!"` + quotes},
		"an open tag":                   {"a: !<b c\n", `1:4 A012 a value cannot begin with "!"` + quotes},
		"a line that begins with %":     {"%x: y\n", "1:1" + percent},
		"a directive":                   {"%YAML 1.2\n---\na: b\n", "1:1" + percent},
		"a hyphen behind a key":         {"a: - b\n", "1:4" + dash},
		"a hyphen alone behind a key":   {"a: -\n", "1:4" + dash},
		"an unknown escape":             {`a: "C:\path"`, "1:7" + escape},
		"half an escape":                {`a: "\x4"`, "1:7" + escape},
		"half of a surrogate pair":      {`a: "\ud83d"`, "1:7" + escape},
		"a line without a key":          {"a: b\nwords\nc: d\n", "2:1" + noKey},
		"the last line without a key":   {"a: b\nwords\n", "2:1" + noKey},
		"no space behind a hyphen":      {"a:\n-b\n", "2:1" + noKey},
		"indented deeper than before":   {"a: b\n  c: d\n", "2:4" + colonIn},
		"indented less than before":     {"a:\n  b: c\n d: e\n", "3:2" + wantKey},
		"a list on a level of keys":     {"a: b\n- c\n", "2:1" + wantKey},
		"a key on a level of a list":    {"- a\nb: c\n", "2:1 A012 a list entry was expected here; begin it with a hyphen, or check the indentation"},
		"the first key indented":        {" a: b\nc: d\n", "2:1" + apart},
		"words behind a mapping":        {"{a: b} c\n", "1:8" + apart},
		"two documents":                 {"a: b\n---\nc: d\n", "2:1" + one},
		"two documents, one bad":        {"a: b\n---\nc: @d\n", "2:1" + one},
		"a document on its marker":      {"a: b\n--- c\n", "2:1" + one},
		"an endless one on its marker":  {"a: b\n--- &a [*a]\n", "2:1" + one},
		"a marker at the end":           {"a: b\n---\n", "2:1" + one},
		"two markers":                   {"---\n---\n", "2:1" + one},
		"text behind the end":           {"a: b\n...\nwords\n", "2:1" + one},
		"line separator":                {"a: b\u2028c\n", "1:5 A003 line separator U+2028" + control},
		"paragraph separator behind 真相": {"a: 真相\u2029c\n", "1:6 A003 line separator U+2029" + control},
		"next line":                     {"a: b\nc: \"d\u0085\"\n", "2:6 A003 line separator U+0085" + control},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			n, found := doc.ParseYAML([]byte(tt.src), 1)
			wantFindings(t, found, tt.want)
			if n != nil {
				t.Error("and yet there is a node")
			}
		})
	}
}

func TestWhatYAMLHasAndAssayDoesNot(t *testing.T) {
	const tag = " have no meaning here; remove the tag, or put the value in quotes"
	const anchor = " refers to it; put the value in quotes, or remove the anchor"
	const control = ", written as an escape; remove it"
	const comment = " is not part of the value; put the value in quotes, or a space behind the #"
	tests := map[string]struct{ src, want string }{
		"a tag":                      {"a: !!str 2017\n", "1:4 A016 YAML tags such as !!str" + tag},
		"a tag of a mapping":         {"a: !!map {b: c}\n", "1:4 A016 YAML tags such as !!map" + tag},
		"a tag of one's own":         {"a: !b c\n", "1:4 A016 YAML tags such as !b" + tag},
		"an exclamation mark":        {"a: ! b\n", "1:4 A016 YAML tags such as !" + tag},
		"one before a list":          {"a: ! [b]\n", "1:4 A016 YAML tags such as !" + tag},
		"a tag of the file":          {"!x\na: b\n", "1:1 A016 YAML tags such as !x" + tag},
		"a tagged key":               {"!!str a: b\n", "1:1 A016 a key must be plain text"},
		"a list for a key":           {"? [a, b]\n: c\n", "1:3 A016 a key must be plain text"},
		"a mapping for a key":        {"{a: b}: c\n", "1:1 A016 a key must be plain text"},
		"a template's braces":        {"a: {{ title }}\n", "1:5 A016 a key must be plain text"},
		"an alias for a key":         {"a: &x b\n*x : c\n", "2:1 A016 a key must be plain text"},
		"a merge key":                {"a: &x {b: c}\nd:\n  <<: *x\n", "3:3 A016 YAML merge keys are not supported; write the values out"},
		"a text that begins with &":  {"a: &x Co. wins\n", "1:4 A016 &x is a YAML anchor, and no alias *x" + anchor},
		"an anchor and nothing":      {"a: &x\n", "1:4 A016 &x is a YAML anchor, and no alias *x" + anchor},
		"an anchor no one needs":     {"a: [&x b, c]\n", "1:5 A016 &x is a YAML anchor, and no alias *x" + anchor},
		"the same key twice":         {"a: 1\nb: 2\na: 3\n", `3:1 A015 "a" stands here a second time; the first is in line 1`},
		"twice, quoted":              {"a: 1\n'a': 2\n", `2:1 A015 "a" stands here a second time; the first is in line 1`},
		"twice, in braces":           {"x: {é: 1, é: 2}\n", `1:11 A015 "é" stands here a second time; the first is in line 1`},
		"twice, deep inside":         {"x:\n  - y:\n      a: 1\n      a: 2\n", `4:7 A015 "a" stands here a second time; the first is in line 3`},
		"NUL as an escape":           {`a: "x\0"`, "1:4 A003 control character U+0000" + control},
		"a carriage return as one":   {`a: "x\r"`, "1:4 A003 control character U+000D" + control},
		"a bell in a list":           {`a: [b, "\a"]`, "1:8 A003 control character U+0007" + control},
		"a control key":              {`"\e": b`, "1:1 A016 a key must be plain text"},
		"a number that is a comment": {"a: China is #1 in trade\n", `1:4 A016 a # behind a space begins a comment, so that "#1 in trade"` + comment},
		"a word that is a comment":   {"a:\n  - b #真相\n", `2:5 A016 a # behind a space begins a comment, so that "#真相"` + comment},
		"in the second line":         {"a: b\n  c #d\n", `1:4 A016 a # behind a space begins a comment, so that "#d"` + comment},
		"in brackets":                {"a: [b, c #1\n  ]\n", `1:8 A016 a # behind a space begins a comment, so that "#1"` + comment},
		"nothing but a comment":      {"a: #MeToo began here\nb: c\n", `1:3 A016 a # behind a space begins a comment, so that "#MeToo began here"` + comment},
		"an alias in itself":         {"a: &x [*x]\n", "1:8 A016 the alias *x contains itself"},
		"one deep in itself":         {"a: &x {b: [{c: *x}]}\n", "1:16 A016 the alias *x contains itself"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			_, found := doc.ParseYAML([]byte(tt.src), 1)
			wantFindings(t, found, tt.want)
		})
	}
}

// What can still be read is read, so that all findings come at once.
func TestAllFindingsOfAFileComeAtOnce(t *testing.T) {
	n, found := doc.ParseYAML([]byte("a: !x 1\nb: 2\nb: 3\n<<: {}\nc: &y z\n"), 1)
	if n == nil || n.Kind != doc.Map {
		t.Fatalf("the node is %v", n)
	}
	if got := show(found); len(got) != 4 {
		t.Errorf("findings are %q", got)
	}
}
