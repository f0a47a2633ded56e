package markdown

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"assay/generator/internal/diag"
)

var citations = []golden{
	{"one", "Said [@who-2016].", `<p>Said {cite who-2016=1.1}.</p>`, ""},
	{"locator", "[@who, p. 7]", `<p>{cite who=1.1,p. 7}</p>`, ""},
	{"locator with commas and quotes", `[@who, p. 7, "x" *y*]`, `<p>{cite who=1.1,p. 7, "x" *y*}</p>`, ""},
	{"empty locator", "[@who,]", `<p>{cite who=1.1}</p>`, ""},
	{"several", "[@a; @b, fig. 2;@a]", `<p>{cite a=1.1;b=2.1,fig. 2;a=1.2}</p>`, ""},
	{"numbers by first citation", "[@b] [@a] [@b]", `<p>{cite b=1.1} {cite a=2.1} {cite b=1.2}</p>`, ""},
	{"ids of any script", "[@ärzte-2016] [@世界.1] [@हिन्दी] [@a_b:c] [@1984]",
		`<p>{cite ärzte-2016=1.1} {cite 世界.1=2.1} {cite हिन्दी=3.1} {cite a_b:c=4.1} {cite 1984=5.1}</p>`, ""},
	{"over the end of a line", "[@a,\np. 7;\n@b]", `<p>{cite a=1.1,p. 7;b=2.1}</p>`, ""},
	{"over the end of a line in a quote", "> [@a,\n> p. 7]", "<blockquote>\n<p>{cite a=1.1,p. 7}</p>\n</blockquote>", ""},
	{"side by side", "[@a][@b][^1]\n\n[^1]: x", "<p>{cite a=1.1}{cite b=2.1}" +
		`<sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
<p>x <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
</ol>
</div>`, ""},
	{"before a colon", "Says [@a]: no", `<p>Says {cite a=1.1}: no</p>`, ""},
	{"behind an exclamation mark", "Wow![@a]", `<p>Wow!{cite a=1.1}</p>`, ""},
	{"words of a link", "[@who](https://x.org)", `<p><a href="https://x.org">@who</a></p>`, ""},
	{"words of an image", "![@who](https://x.org)", `<p><img src="https://x.org" alt="@who" loading="lazy"></p>`, ""},
	{"words of a reference link", "[@who][r]\n\n[r]: https://x.org", `<p><a href="https://x.org">@who</a></p>`, ""},
	{"words of a collapsed link", "[@who][]\n\n[@who]: https://x.org", `<p><a href="https://x.org">@who</a></p>`, ""},
	{"before an undefined label", "[@who][r]", `<p>{cite who=1.1}[r]</p>`, ""},
	{"a link definition", "[@who]: https://x.org", ``, "1:1 warning A035: no link uses the definition of [@who], so that it is not shown"},
	{"escaped", `\[@who]`, `<p>[@who]</p>`, ""},
	{"in code", "`[@who]`\n\n    [@who]\n\n```\n[@who]\n```", "<p><code>[@who]</code></p>\n" +
		"<pre><code>[@who]\n</code></pre>\n<pre><code>[@who]\n</code></pre>", ""},
	{"in emphasis", "*[@who]*", `<p><em>{cite who=1.1}</em></p>`, ""},
	{"in a table", "|a [@x]|\n|-|\n|b [@y, p. 1]|", `<div class="table" role="group" tabindex="0">
<table>
<thead>
<tr>
<th scope="col">a {cite x=1.1}</th>
</tr>
</thead>
<tbody>
<tr>
<td>b {cite y=2.1,p. 1}</td>
</tr>
</tbody>
</table>
</div>`, ""},
	{"in lists", "- [@a]\n\nterm [@b]\n: meaning [@c]",
		"<ul>\n<li>{cite a=1.1}</li>\n</ul>\n<dl>\n<dt>term {cite b=2.1}</dt>\n<dd>meaning {cite c=3.1}</dd>\n</dl>", ""},
	{"no id", "[@]", `<p>[@]</p>`, "1:1 error A023: this citation has no id behind the @"},
	{"space before the id", "at [@ 5]", `<p>at [@ 5]</p>`, "1:4 error A023: this citation has no id behind the @"},
	{"bad first character", "[@-a]", `<p>[@-a]</p>`, "1:1 error A023: this citation has no id behind the @"},
	{"no second @", "[@a; b]", `<p>[@a; b]</p>`, "1:1 error A023: every source in a citation begins with @"},
	{"nothing behind ;", "[@a;]", `<p>[@a;]</p>`, "1:1 error A023: every source in a citation begins with @"},
	{"no comma", "[@a p. 7]", `<p>[@a p. 7]</p>`, `1:1 error A023: a comma is missing behind the id "a" in this citation`},
	{"bracket in the locator", "[@a, [x] y]", `<p>[@a, [x] y]</p>`, "1:1 error A023: this citation has no closing bracket"},
	{"not closed", "é [@a *b*", `<p>é [@a <em>b</em></p>`, "1:3 error A023: this citation has no closing bracket"},
	{"malformed behind an exclamation mark", "wow ![@a;]", `<p>wow ![@a;]</p>`, "1:6 error A023: every source in a citation begins with @"},
	{"no link either", "so [@a](see there)", `<p>so [@a](see there)</p>`, "1:4 error A023: this is neither a citation nor a link"},
	{"in the words of a link", "[a [@x]](b)", `<p><a href="{url b}">a </a></p>`, "1:4 error A023: a citation cannot stand in the words of a link"},
	{"in a description", "![a [@x]](b)", `<p><img src="{url b}" alt="a" loading="lazy"></p>`,
		"1:5 error A023: a citation cannot stand in the description of an image"},
}

var claims = []golden{
	{"link", "[13 wars](claim:us-wars)", `<p>{claim us-wars|13 wars}</p>`, ""},
	{"markup in the words", "[*a* **b** `c` ~~d~~ &lt;](claim:us-wars)",
		"<p>{claim us-wars|<em>a</em> <strong>b</strong> <code>c</code> <del>d</del> &lt;}</p>", ""},
	{"reference", "[13 wars][c]\n\n[c]: claim:us-wars", `<p>{claim us-wars|13 wars}</p>`, ""},
	{"any script, composed", "[x](claim:e\u0301te\u0301)", "<p>{claim \u00e9t\u00e9|x}</p>", ""},
	{"any case of the scheme", "[x](Claim:a)", `<p>{claim a|x}</p>`, ""},
	{"in a heading", "# [x](claim:a)", `<h1 id="h-x">{claim a|x}</h1>`, ""},
	{"address in the words", "[a <https://x.org> b](claim:a)", `<p>{claim a|a https://x.org b}</p>`, ""},
	{"comment in the words", "[a<!-- b -->](claim:a)", `<p>{claim a|a}</p>`, ""},
	{"card", "a\n\n![](claim:us-wars)\n\nb", "<p>a</p>\n{card us-wars}\n<p>b</p>", ""},
	{"card with a description", "![13 *wars* [@x]](claim:us-wars)", "{card us-wars}", ""},
	{"card by reference", "![x][]\n\n[x]: claim:a", "{card a}", ""},
	{"card and comment", "![](claim:a) <!-- x -->", "{card a}", ""},
	{"cards in a list", "- ![](claim:a)\n- ![](claim:b)", "<ul>\n<li>\n{card a}\n</li>\n<li>\n{card b}\n</li>\n</ul>", ""},
	{"card in a footnote", "a[^1]\n\n[^1]: ![](claim:a)", `<p>a<sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
{card a}
 <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a></li>
</ol>
</div>`, ""},
	{"card among words", "see ![x](claim:a)", `<p>see x</p>`, "1:5 error A023: a claim's card must be alone in its paragraph"},
	{"two cards in a paragraph", "![](claim:a)\n![](claim:b)", "<p>\n</p>",
		"1:1 error A023: a claim's card must be alone in its paragraph\n2:1 error A023: a claim's card must be alone in its paragraph"},
	{"card in a heading", "# ![](claim:a)", `<h1 id="h-section"></h1>`, "1:3 error A023: a claim's card must be alone in its paragraph"},
	{"card in a table", "|![](claim:a)|\n|-|", `<div class="table" role="group" tabindex="0">
<table>
<thead>
<tr>
<th scope="col"></th>
</tr>
</thead>
</table>
</div>`, "1:2 error A023: a claim's card must be alone in its paragraph"},
	{"card with a bad id", "![](claim:A)", ``,
		`1:1 error A023: "A" is not the id of a claim: "A" cannot stand in an id: an id is lower-case letters, digits and hyphens`},
	{"card with a title", `![](claim:a "t")`, ``, "1:1 error A023: a link to a claim takes no title"},
	{"bad id", "[x](claim:a/b)", `<p>x</p>`,
		`1:1 error A023: "a/b" is not the id of a claim: "/" cannot stand in an id: an id is lower-case letters, digits and hyphens`},
	{"no id", "[x](claim:)", `<p>x</p>`, `1:1 error A023: "" is not the id of a claim: an id is missing`},
	{"title", `[x](claim:a "t")`, `<p>x</p>`, "1:1 error A023: a link to a claim takes no title"},
	{"no words", "[](claim:a) [ ](claim:a) [<!-- x -->](claim:a)", `<p>   </p>`,
		"1:1 error A023: this link to a claim has no words\n1:13 error A023: this link to a claim has no words\n1:26 error A023: this link to a claim has no words"},
	{"autolink", "<claim:a>", `<p>claim:a</p>`, "1:1 error A023: a link to a claim needs words"},
	{"disguised", "[x](claim%3Aa)", `<p>x</p>`, `1:1 error A022: the address "claim%3Aa" disguises its scheme`},
	{"citation in the words", "[x [@y] z](claim:a)", `<p>{claim a|x  z}</p>`, "1:4 error A023: a citation cannot stand in the words of a claim link"},
	{"footnote in the words", "[x[^1]](claim:a)\n\n[^1]: y", `<p>{claim a|x}</p>`,
		"1:3 error A023: a footnote mark cannot stand in the words of a claim link\n3:1 warning A023: no mark points to footnote \"1\", so it is not shown"},
	{"image in the words", "[x ![y](z.png)](claim:a)", `<p>{claim a|x y}</p>`, "1:4 error A023: an image cannot stand in the words of a claim link"},
	{"tag in the words", "[<b>x](claim:a)", `<p>{claim a|x}</p>`, "1:2 error A021: the HTML tag <b> cannot be used"},
}

var links = []golden{
	{"absolute", "[a](https://x.org/?a=1&b=2#c)", `<p><a href="https://x.org/?a=1&amp;b=2#c">a</a></p>`, ""},
	{"of the site", "[a](/b/?c=1&d=2)", `<p><a href="{url /b/?c=1&d=2}">a</a></p>`, ""},
	{"of the folder", "[a](b.pdf) [c](../d/) [e](?f) [g](./h:i)",
		`<p><a href="{url b.pdf}">a</a> <a href="{url ../d/}">c</a> <a href="{url ?f}">e</a> <a href="{url ./h:i}">g</a></p>`, ""},
	{"of the page", "[a](#b)", `<p><a href="#b">a</a></p>`, ""},
	{"encoded", `[a](<ä b".pdf>)`, `<p><a href="{url %C3%A4%20b%22.pdf}">a</a></p>`, ""},
	{"title", `[a](b "x &amp; <y> \"z\"")`, `<p><a href="{url b}" title="x &amp; &lt;y&gt; &quot;z&quot;">a</a></p>`, ""},
	{"reference", "[a] [b][A]\n\n[A]: /c 'd'", `<p><a href="{url /c}" title="d">a</a> <a href="{url /c}" title="d">b</a></p>`, ""},
	{"autolinks", "<https://x.org/a&b> <a@b.org> <tel:+123>",
		`<p><a href="https://x.org/a&amp;b">https://x.org/a&amp;b</a> <a href="mailto:a@b.org">a@b.org</a> <a href="tel:+123">tel:+123</a></p>`, ""},
	{"no linkify", "https://x.org www.x.org a@b.org", `<p>https://x.org www.x.org a@b.org</p>`, ""},
	{"address in a link", "[<https://x.org>](/a)", `<p><a href="{url /a}">https://x.org</a></p>`, ""},
	{"image", `![a *b*](c.png "d")`, `<p><img src="{url c.png}" alt="a b" title="d" loading="lazy"></p>`, ""},
	{"image elsewhere", `![](https://x.org/c.png)`, `<p><img src="https://x.org/c.png" alt="" loading="lazy"></p>`, ""},
	{"image in a link", "[![a](b.png)](c)", `<p><a href="{url c}"><img src="{url b.png}" alt="a" loading="lazy"></a></p>`, ""},
	{"everything in a description", "![a [b](c) ![d](e) `f` <https://x.org> \"g\" \\* &lt;](h)",
		`<p><img src="{url h}" alt="a b d f https://x.org “g” * &lt;" loading="lazy"></p>`, ""},
	{"footnote mark in the words", "[a[^1]](b)\n\n[^1]: c", `<p><a href="{url b}">a</a></p>`,
		"1:3 error A023: a footnote mark cannot stand in the words of a link\n3:1 warning A023: no mark points to footnote \"1\", so it is not shown"},
}

var addresses = []golden{
	{"javascript", "é [a](javascript:x)", `<p>é a</p>`, `1:3 error A022: links of the scheme "javascript" are not allowed`},
	{"case", "[a](JavaScript:x)", `<p>a</p>`, `1:1 error A022: links of the scheme "javascript" are not allowed`},
	{"entities", "[a](java&#115;cript&colon;x)", `<p>a</p>`, `1:1 error A022: links of the scheme "javascript" are not allowed`},
	{"backslash", `[a](javascript\:x)`, `<p>a</p>`, `1:1 error A022: links of the scheme "javascript" are not allowed`},
	{"leading space", "[a](< javascript:x>)", `<p>a</p>`, `1:1 error A022: the address " javascript:x" disguises its scheme`},
	{"leading control character", "[a](<\x01javascript:x>)", `<p>a</p>`, `1:1 error A022: the address "\x01javascript:x" disguises its scheme`},
	{"zero-width space", "[a](\u200bjavascript:x)", `<p>a</p>`, `1:1 error A022: the address "\u200bjavascript:x" disguises its scheme`},
	{"tab inside", "[a](<java\tscript:x>)", `<p>a</p>`, `1:1 error A022: the address "java\tscript:x" disguises its scheme`},
	{"line end as an entity", "[a](java&NewLine;script:x)", `<p>a</p>`, `1:1 error A022: the address "java\nscript:x" disguises its scheme`},
	{"percent-encoding", "[a](javascript%3Ax)", `<p>a</p>`, `1:1 error A022: the address "javascript%3Ax" disguises its scheme`},
	{"double percent-encoding", "[a](%6aavascript%253Ax)", `<p>a</p>`, `1:1 error A022: the address "%6aavascript%253Ax" disguises its scheme`},
	{"data", "[a](data:text/html,x)", `<p>a</p>`, `1:1 error A022: links of the scheme "data" are not allowed`},
	{"file", "[a](file:///etc/passwd)", `<p>a</p>`, `1:1 error A022: links of the scheme "file" are not allowed`},
	{"any other", "[a](foo:bar)", `<p>a</p>`, `1:1 error A022: links of the scheme "foo" are not allowed`},
	{"no scheme", "[a](//x.org)", `<p>a</p>`, `1:1 error A022: the address "//x.org" has no scheme`},
	{"no scheme with backslashes", `[a](/\\x.org) [b](\\\\x.org)`, `<p>a b</p>`,
		"1:1 error A022: the address \"/\\\\x.org\" has no scheme\n1:15 error A022: the address \"\\\\\\\\x.org\" has no scheme"},
	{"no scheme with a tab", "[a](</\t/x.org>)", `<p>a</p>`, `1:1 error A022: the address "/\t/x.org" has no scheme`},
	{"no scheme, encoded", "[a](/%2Fx.org)", `<p>a</p>`, `1:1 error A022: the address "/%2Fx.org" has no scheme`},
	{"no host", "[a](https:x) [b](http:///x)", `<p>a b</p>`,
		"1:1 error A020: the address \"https:x\" has no host\n1:14 error A020: the address \"http:///x\" has no host"},
	{"empty", "[a]() [b](<>) [c](<  >) ![d]()", `<p>a b c d</p>`,
		"1:1 error A020: the address is missing\n1:7 error A020: the address is missing\n1:15 error A020: the address is missing\n1:25 error A020: the address is missing"},
	{"reference", "[a] [b][a]\n\n[a]: javascript:x", `<p>a b</p>`,
		"1:1 error A022: links of the scheme \"javascript\" are not allowed\n1:5 error A022: links of the scheme \"javascript\" are not allowed"},
	{"autolink", "<javascript:x> <ftp://x.org>", `<p>javascript:x ftp://x.org</p>`,
		"1:1 error A022: links of the scheme \"javascript\" are not allowed\n1:16 error A022: links of the scheme \"ftp\" are not allowed"},
	{"image", "![a *b*](javascript:x) ![c](mailto:a@b.org) ![d](data:image/png;base64,x) ![e](#f)", `<p>a b c d e</p>`,
		"1:1 error A022: an image cannot have an address of the scheme \"javascript\"\n" +
			"1:24 error A022: an image cannot have an address of the scheme \"mailto\"\n" +
			"1:45 error A022: an image cannot have an address of the scheme \"data\"\n" +
			"1:75 error A020: the address \"#f\" is not that of an image"},
	{"markup in refused words", "[*a* ![b](c.png) [@d]](javascript:x)", `<p><em>a</em> <img src="{url c.png}" alt="b" loading="lazy"> </p>`,
		"1:1 error A022: links of the scheme \"javascript\" are not allowed\n1:18 error A023: a citation cannot stand in the words of a link"},
}

var rawHTMLs = []golden{
	{"tags", "é <b>x</b>", `<p>é x</p>`, "1:3 error A021: the HTML tag <b> cannot be used\n1:7 error A021: the HTML tag </b> cannot be used"},
	{"over lines", "a <span\nclass='x'>b", `<p>a b</p>`, "1:3 error A021: the HTML tag <span> cannot be used"},
	{"block", "a\n\n  <div>\n*b*\n</div>\n\nc", "<p>a</p>\n<p>c</p>", "3:3 error A021: the HTML tag <div> cannot be used"},
	{"script", "<script>\nalert(1)\n\n</script>\nx", `<p>x</p>`, "1:1 error A021: the HTML tag <script> cannot be used"},
	{"end tag", "</div>", ``, "1:1 error A021: the HTML tag </div> cannot be used"},
	{"declarations", "<!DOCTYPE html>\n\na <?php x ?> <![CDATA[x]]>", `<p>a  </p>`,
		"1:1 error A021: HTML declarations and processing instructions cannot be used\n" +
			"3:3 error A021: HTML declarations and processing instructions cannot be used\n" +
			"3:14 error A021: HTML declarations and processing instructions cannot be used"},
	{"not a tag", "1 < 2 > 1 \\<b> &lt;b> `<b>`", `<p>1 &lt; 2 &gt; 1 &lt;b&gt; &lt;b&gt; <code>&lt;b&gt;</code></p>`, ""},
	{"comments", "a <!-- b\nc --> d\n\n<!-- e -->\n\n<!-- f\n\ng --> <!---->\n\n<!-->\n\n<!--->", `<p>a  d</p>`, ""},
	{"comment between paragraphs", "a\n<!-- b -->\nc", "<p>a</p>\n<p>c</p>", ""},
	{"comment that hides text", "<!-- a -->  **b**\n\nc", `<p>c</p>`, "1:13 error A023: text behind a comment that begins a line is not shown"},
	{"comment that hides a tag", "<!-- a\n--> <script>", ``, "2:5 error A023: text behind a comment that begins a line is not shown"},
	{"comment that is not closed", "a\n\n<!-- b\n\nc", `<p>a</p>`, "3:1 error A023: this comment is not closed, so that nothing after it is shown"},
	{"comment that is not closed in a line", "a <!-- b", `<p>a &lt;!– b</p>`, "1:3 error A023: this comment is not closed in its paragraph, so that it is shown"},
	{"not a comment", "a \\<!-- b `<!--`", `<p>a &lt;!– b <code>&lt;!--</code></p>`, ""},
	{"in a table", "|<b>|\n|-|", `<div class="table" role="group" tabindex="0">
<table>
<thead>
<tr>
<th scope="col"></th>
</tr>
</thead>
</table>
</div>`, "1:2 error A021: the HTML tag <b> cannot be used"},
	{"in a description", "![a <b>](c)", `<p><img src="{url c}" alt="a" loading="lazy"></p>`, "1:5 error A021: the HTML tag <b> cannot be used"},
}

var headings = []golden{
	{"levels", "# A\n\n###### B\n\nC\n===\n\nD *e*\n---", `<h1 id="h-a">A</h1>
<h6 id="h-b">B</h6>
<h1 id="h-c">C</h1>
<h2 id="h-d-e">D <em>e</em></h2>`, ""},
	{"any script", "# Ärzte & 世界: $14.2 \"Ǆ\" हिन्दी E\u0301", "<h1 id=\"h-ärzte-世界-14-2-ǆ-हिन्दी-é\">Ärzte &amp; 世界: $14.2 “Ǆ” हिन्दी E\u0301</h1>", ""},
	{"duplicates", "# A\n# A 2\n# A\n# A\n# a", `<h1 id="h-a">A</h1>
<h1 id="h-a-2">A 2</h1>
<h1 id="h-a-3">A</h1>
<h1 id="h-a-4">A</h1>
<h1 id="h-a-5">a</h1>`, ""},
	{"no words", "#\n# !\n# [@a]", `<h1 id="h-section"></h1>
<h1 id="h-section-2">!</h1>
<h1 id="h-section-3">{cite a=1.1}</h1>`, ""},
	{"words only", "# A [@b] `c` [d](e)[^1] ![f](g)\n\n[^1]: h", `<h1 id="h-a-c-d">A {cite b=1.1} <code>c</code> <a href="{url e}">d</a><sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup> <img src="{url g}" alt="f" loading="lazy"></h1>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
<p>h <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
</ol>
</div>`, ""},
	{"no attributes", "# A {#b onclick=x}", `<h1 id="h-a-b-onclick-x">A {#b onclick=x}</h1>`, ""},
}

var footnotes = []golden{
	{"reading order", "a[^x] b[^y] c[^x]\n\n[^y]: two [@s][^z]\n[^x]: one [@t]\n[^z]: three", `<p>a<sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup> b<sup id="fnref-2"><a href="#fn-2" class="footnote-ref" role="doc-noteref">2</a></sup> c<sup id="fnref-1-2"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
<p>one {cite t=1.1} <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a> <a href="#fnref-1-2" class="footnote-backref" role="doc-backlink">↩︎<sup>2</sup></a></p>
</li>
<li id="fn-2">
<p>two {cite s=2.1}<sup id="fnref-3"><a href="#fn-3" class="footnote-ref" role="doc-noteref">3</a></sup> <a href="#fnref-2" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
<li id="fn-3">
<p>three <a href="#fnref-3" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
</ol>
</div>`, ""},
	{"written in another", "a[^x] b[^y]\n\n[^x]: one\n\n    [^y]: two", `<p>a<sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup> b<sup id="fnref-2"><a href="#fn-2" class="footnote-ref" role="doc-noteref">2</a></sup></p>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
<p>one <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
<li id="fn-2">
<p>two <a href="#fnref-2" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
</ol>
</div>`, ""},
	{"marks itself", "a[^x]\n\n[^x]: b[^x]", `<p>a<sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
<p>b<sup id="fnref-1-2"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup> <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a> <a href="#fnref-1-2" class="footnote-backref" role="doc-backlink">↩︎<sup>2</sup></a></p>
</li>
</ol>
</div>`, ""},
	{"never marked", "a\n\n[^x]: <b>b", `<p>a</p>`, `3:1 warning A023: no mark points to footnote "x", so it is not shown`},
	{"not there", "a[^x] `[^y]` [^z](b) \\[^v]", `<p>a[^x] <code>[^y]</code> <a href="{url b}">^z</a> [^v]</p>`, `1:2 warning A023: there is no footnote "x"`},
	{"twice", "a[^x]\n\n[^x]: b\n\n[^x]: c", `<p>a<sup id="fnref-1"><a href="#fn-1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<div class="footnotes" role="doc-endnotes">
<hr>
<ol>
<li id="fn-1">
<p>b <a href="#fnref-1" class="footnote-backref" role="doc-backlink">↩︎</a></p>
</li>
</ol>
</div>`, `5:1 warning A023: footnote "x" is written twice, and this one is not shown`},
}

var blocks = []golden{
	{"nothing", "", ``, ""},
	{"typography", `"a" 'b' it's -- --- ... <<c>>`, `<p>“a” ‘b’ it’s – — … «c»</p>`, ""},
	{"no task list", "- [ ] a", "<ul>\n<li>[ ] a</li>\n</ul>", ""},
	{"strikethrough", "~~a~~", `<p><del>a</del></p>`, ""},
	{"line breaks", "a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>", ""},
	{"code", "```go\n<a> & \"b\"\n```", "<pre><code class=\"language-go\">&lt;a&gt; &amp; &quot;b&quot;\n</code></pre>", ""},
	{"table", "| a | b `x\\|y` | c | d |\n|:-|:-:|-:|-|\n| 1 | 2 | 3 | `4\\|5\\|6` \\| |\n| 1 |", `<div class="table" role="group" tabindex="0">
<table>
<thead>
<tr>
<th scope="col" class="align-left">a</th>
<th scope="col" class="align-center">b <code>x|y</code></th>
<th scope="col" class="align-right">c</th>
<th scope="col">d</th>
</tr>
</thead>
<tbody>
<tr>
<td class="align-left">1</td>
<td class="align-center">2</td>
<td class="align-right">3</td>
<td><code>4|5|6</code> |</td>
</tr>
<tr>
<td class="align-left">1</td>
<td></td>
<td></td>
<td></td>
</tr>
</tbody>
</table>
</div>`, ""},
}

func TestCitations(t *testing.T) { runGolden(t, citations) }
func TestClaims(t *testing.T)    { runGolden(t, claims) }
func TestLinks(t *testing.T)     { runGolden(t, links) }
func TestAddresses(t *testing.T) { runGolden(t, addresses) }
func TestRawHTML(t *testing.T)   { runGolden(t, rawHTMLs) }
func TestHeadings(t *testing.T)  { runGolden(t, headings) }
func TestFootnotes(t *testing.T) { runGolden(t, footnotes) }
func TestBlocks(t *testing.T)    { runGolden(t, blocks) }

func at(line, col int) At { return At{Line: line, Col: col} }

// TestFacts checks everything beside the parts, with positions in a file whose body begins at line 12.
func TestFacts(t *testing.T) {
	const src = `# Ärzte [@a] "*und*" Kühe

é [@b, p. 1;
@a] [13 *wars*](claim:us-wars) – [x](/y "t") ![a *b*](c.png) <https://x.org>

![card](claim:us-wars)

> ## Two[^1]

- one
- two &amp; \* ` + "`c\nd`" + `

| h | [i](j) |
|---|---|
| k [@c] | ![l](m) |

    code

[^1]: note [@d]
`
	body, findings := New().Convert([]byte(src), 12, "en")
	if len(findings) > 0 {
		t.Fatal(dumpFindings(findings))
	}
	checkBody(t, body)
	words, err := body.Text()
	if err != nil {
		t.Fatal(err)
	}
	body.Content = nil
	const wantWords = "Ärzte “und” Kühe\né 13 wars – x https://x.org\nTwo\none\ntwo & * c d\nh\ni\nk\ncode\nnote"
	want := &Body{
		Cited: []string{"a", "b", "c", "d"},
		Citations: []Reference{
			{"a", at(12, 10)}, {"b", at(14, 4)}, {"a", at(15, 1)}, {"c", at(27, 6)}, {"d", at(31, 13)},
		},
		Claims: []Reference{{"us-wars", at(15, 5)}, {"us-wars", at(17, 1)}},
		Links: []Link{
			{URL: "/y", At: at(15, 34)}, {URL: "c.png", At: at(15, 46), Image: true, Alt: "a b"}, {URL: "https://x.org", At: at(15, 62)},
			{URL: "j", At: at(25, 7)}, {URL: "m", At: at(27, 12), Image: true, Alt: "l"},
		},
		Internal: []Link{
			{URL: "/y", At: at(15, 34)}, {URL: "c.png", At: at(15, 46), Image: true, Alt: "a b"},
			{URL: "j", At: at(25, 7)}, {URL: "m", At: at(27, 12), Image: true, Alt: "l"},
		},
		Headings: []Heading{
			{Level: 1, ID: "h-ärzte-und-kühe", Text: "Ärzte “und” Kühe", At: at(12, 1)}, {Level: 2, ID: "h-two", Text: "Two", At: at(19, 3)},
		},
		TextSize: len(wantWords),
	}
	if !reflect.DeepEqual(body, want) || words != wantWords {
		t.Errorf("got  %+v %q\nwant %+v", body, words, want)
	}
}

func TestFindingsAreSortedAndBounded(t *testing.T) {
	_, findings := convert("<b>\n\n" + strings.Repeat("a <i> [@] ", 500))
	counts, more := map[diag.Code]int{}, map[diag.Code]int{}
	for _, f := range findings {
		counts[f.Code]++
		more[f.Code] += f.More
	}
	const shown = diag.MaxShown + 1 // with the one that counts
	if counts[diag.RawHTML] != shown || more[diag.RawHTML] != 401 || counts[diag.BadMarkup] != shown || more[diag.BadMarkup] != 400 {
		t.Fatalf("counts are %v, more are %v", counts, more)
	}
	for i := 1; i < len(findings); i++ {
		a, b := findings[i-1].At, findings[i].At
		if a.Line > b.Line || a.Line == b.Line && a.Col > b.Col {
			t.Fatalf("%v before %v", a, b)
		}
	}
}

func TestDepth(t *testing.T) {
	tests := []struct {
		name, src string
		refused   bool
	}{
		{"quotes", strings.Repeat(">", 98) + "a", false},
		{"too many quotes", strings.Repeat(">", 99) + "a", true},
		{"far too many quotes", strings.Repeat(">", 5000) + "a", true},
		{"one after the other", strings.Repeat(strings.Repeat(">", 60)+"a\n\n"+strings.Repeat("- ", 30)+"a\n\n", 3), false},
		{"emphasis", strings.Repeat("*a ", 90) + strings.Repeat("a* ", 90), false},
		{"too much emphasis", strings.Repeat("*a ", 120) + strings.Repeat("a* ", 120), true},
		{"too much in a footnote", "[^1]\n\n[^1]: " + strings.Repeat("*a ", 120) + strings.Repeat("a* ", 120), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body, findings := convert("[@a]\n\n" + test.src)
			refused := len(findings) == 1 && findings[0].Code == diag.TooDeep && findings[0].At.Line == 3
			if test.name == "too much in a footnote" {
				refused = len(findings) == 1 && findings[0].Code == diag.TooDeep && findings[0].At.Line == 5
			}
			if refused != test.refused || !test.refused && len(findings) > 0 {
				t.Errorf("findings: %s", dumpFindings(findings))
			}
			if empty := reflect.DeepEqual(body, &Body{}); empty != test.refused {
				t.Errorf("body: %+v", body)
			}
		})
	}
}

func TestHints(t *testing.T) {
	for _, tag := range []string{
		"b", "i", "s", "code", "pre", "a", "img", "br", "hr", "p", "h1", "q", "ul", "table", "sup", "script", "marquee",
	} {
		_, findings := convert("x <" + tag + ">")
		if len(findings) != 1 || findings[0].Hint == "" {
			t.Errorf("<%s>: %v", tag, findings)
		}
	}
}

func TestConcurrently(t *testing.T) {
	c := New()
	want, _ := c.Convert([]byte(prose), 1, "en")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got, _ := c.Convert([]byte(prose), 1, "en"); !reflect.DeepEqual(got, want) {
					t.Error("conversions differ")
				}
			}
		})
	}
	group.Wait()
}
