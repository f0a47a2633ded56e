export const frame = ({ kit: { escape }, title, url, kind, head }, main) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Generated Facts</title>
<link rel="canonical" href="https://facts.example.org${url}">
${head}
</head>
<body class="page-${kind}">
<header><a href="/">Generated Facts</a>
<nav><a href="/claims/">Claims</a> <a href="/claimant/">Claimants</a> <a href="/topics/">Topics</a> <a href="/verdict/">Verdicts</a> <a href="/about/">About</a></nav></header>
<main>${main}</main>
<footer><p>Generated Facts</p></footer>
</body>
</html>`;

const ld = (o) => `<script type="application/ld+json">${JSON.stringify(o).replaceAll("<", "\\u003c")}</script>\n`;

export function render(data) {
  const { escape, base, day, human, who } = data.kit;
  const by = who[data.claimant];
  const url = base + data.page.url;
  const head = `<meta name="description" content="${escape(data.conclusion)}">` +
    ld({ "@context": "https://schema.org", "@type": "ClaimReview", url, datePublished: data.published, claimReviewed: data.claim_short, author: { "@type": "Organization", name: "Generated Facts", url: base },
      itemReviewed: { "@type": "Claim", datePublished: data.said, author: { "@type": "Person", name: by.name, jobTitle: by.role }, appearance: data.appearances },
      reviewRating: { "@type": "Rating", alternateName: data.verdict, ratingExplanation: data.conclusion } }) +
    ld({ "@context": "https://schema.org", "@type": "NewsArticle", headline: data.title, url, datePublished: data.published, citation: data.sources }) +
    ld({ "@context": "https://schema.org", "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", position: 1, name: "Generated Facts", item: base }, { "@type": "ListItem", position: 2, name: "Claims" }, { "@type": "ListItem", position: 3, name: data.title, item: url }] });
  return frame({ kit: data.kit, title: data.title, url: data.page.url, kind: "claim", head }, `<article>
<h1>${escape(data.title)}</h1>
<blockquote>${escape(data.claim)}</blockquote>
<p class="said"><a href="/claimant/${data.claimant}/">${escape(by.name)}</a>, ${escape(by.role)} ${day(data.said)}, ${escape(data.where)}</p>
<p class="verdict v-${data.verdict}"><strong>${human(data.verdict)}</strong></p>
<p class="conclusion">${escape(data.conclusion)}</p>
<p class="byline"><a href="/team/desk/">Desk</a> <time datetime="${day(data.published)}">${day(data.published)}</time></p>
<ul class="appearances">${data.appearances.map((a) => `<li><a href="${escape(a.url)}">${escape(a.title)}</a>, ${escape(a.publisher)}, ${escape(a.date)}</li>`).join("")}</ul>
<div class="text">${data.content}</div>
<h2 id="sources">Sources</h2>
<ol class="sources">${data.sources.map((s) => `
<li id="src-${s.id}"><cite><a href="${escape(s.url)}">${escape(s.title)}</a></cite>, ${escape(s.author)}, ${escape(s.publisher)}, ${escape(s.date)} <span>${escape(s.kind)}, ${escape(s.supports)}</span></li>`).join("")}
</ol>
<ul class="topics">${data.topics.map((t) => `<li><a href="/topics/${t}/">${t}</a></li>`).join("")}</ul>
</article>`);
}
