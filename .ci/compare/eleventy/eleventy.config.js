// The same site in Eleventy: claims with their records, lists of them by topic, verdict and claimant in pages of 24, feeds, a sitemap.
import fs from "node:fs";
import path from "node:path";

const escape = (s) => String(s ?? "").replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const base = "https://facts.example.org";
const day = (d) => new Date(d).toISOString().slice(0, 10);
const human = (s) => { s = String(s).replaceAll("-", " "); return s[0].toUpperCase() + s.slice(1); };

function people(root) {
  const dir = path.join(root, "content/claimants");
  const all = {};
  for (const file of fs.readdirSync(dir)) {
    const text = fs.readFileSync(path.join(dir, file), "utf8");
    all[file.replace(/\.md$/, "")] = { name: /^name: (.*)$/m.exec(text)[1], role: /^role: (.*)$/m.exec(text)[1] };
  }
  return all;
}

export default function (config) {
  const who = people("site");
  config.addGlobalData("layout", "page.11ty.js");
  config.addGlobalData("kit", () => ({ escape, base, day, human, who }));
  config.addGlobalData("permalink", () => (data) => `/claims/${data.page.fileSlug}/index.html`);
  config.setQuietMode(true);
  config.addCollection("claims", (api) => api.getFilteredByGlob("site/claims/**/*.md").sort((a, b) => (a.data.published < b.data.published ? 1 : -1)));

  const cards = (items) => `<ol class="cards">${items.map((c) => `<li><h2><a href="${c.url}">${escape(c.data.claim_short)}</a></h2>
<p class="v-${c.data.verdict}"><strong>${human(c.data.verdict)}</strong></p>
<p><a href="/claimant/${c.data.claimant}/">${escape(who[c.data.claimant].name)}</a> ${day(c.data.said)}</p>
<p>${escape(c.data.conclusion)}</p></li>
`).join("")}</ol>`;
  const jsonFeed = (title, url, items) => JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title, home_page_url: base + url,
    items: items.slice(0, 50).map((c) => ({ id: base + c.url, url: base + c.url, title: c.data.claim_short, summary: c.data.conclusion, date_published: new Date(c.data.published).toISOString(), content_html: `<p><b>${human(c.data.verdict)}</b> ${escape(c.data.conclusion)}</p>` })) });
  const atom = (title, url, items) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${base + url}</id><title>${escape(title)}</title><link href="${base + url}"/>
${items.slice(0, 50).map((c) => `<entry><id>${base + c.url}</id><title>${escape(c.data.claim_short)}</title><link href="${base + c.url}"/><updated>${new Date(c.data.published).toISOString()}</updated>
<summary>${escape(c.data.conclusion)}</summary><content type="html">${escape(`<p><b>${human(c.data.verdict)}</b> ${escape(c.data.conclusion)}</p>`)}</content></entry>
`).join("")}</feed>`;
  const record = (c) => JSON.stringify({ url: base + c.url, title: c.data.title, claim: c.data.claim, claimant: c.data.claimant, said: c.data.said, verdict: c.data.verdict, conclusion: c.data.conclusion,
    published: c.data.published, topics: c.data.topics, appearances: c.data.appearances, sources: c.data.sources, text: c.content }, null, 2);

  // Lists, records and feeds are made of the collection once all claims are there: this is what Eleventy is fastest with.
  config.on("eleventy.after", async ({ results, directories }) => {
    const claims = results.filter((r) => r.url?.startsWith("/claims/")).map((r) => ({ ...r, data: all.get(r.inputPath) }));
    claims.sort((a, b) => (a.data.published < b.data.published ? 1 : -1));
    const out = (url, text) => {
      const file = path.join(directories.output, url);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    };
    const urls = claims.map((c) => c.url);
    const { frame } = await import("./_includes/page.11ty.js");
    const list = (title, url, items) => {
      for (let i = 0; i === 0 || i * 24 < items.length; i++) {
        const at = i ? `${url}page/${i + 1}/` : url;
        urls.push(at);
        out(at + "index.html", frame({ kit: { escape }, title, url: at, kind: "list", head: "" }, `<h1>${escape(title)}</h1>\n${cards(items.slice(24 * i, 24 * i + 24))}
<nav>${i ? `<a href="${url}">Newest</a> ` : ""}${24 * i + 24 < items.length ? `<a href="${url}page/${i + 2}/">Older</a>` : ""}</nav>`));
      }
      out(url + "feed.xml", atom(title, url, items));
      out(url + "feed.json", jsonFeed(title, url, items));
    };
    const by = (key) => {
      const groups = new Map();
      for (const c of claims) for (const k of [c.data[key]].flat()) (groups.get(k) ?? groups.set(k, []).get(k)).push(c);
      return groups;
    };
    list("Generated Facts", "/", claims);
    for (const [k, items] of by("topics")) list(k, `/topics/${k}/`, items);
    for (const [k, items] of by("verdict")) list(human(k), `/verdict/${k}/`, items);
    for (const [k, items] of by("claimant")) list(who[k].name, `/claimant/${k}/`, items);
    for (const c of claims) out(c.url + "claim.json", record(c));
    out("/sitemap.xml", `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.map((u) => `<url><loc>${base + u}</loc></url>\n`).join("")}</urlset>`);
  });

  const all = new Map();
  config.addTransform("data", function (content) {
    return content;
  });
  config.addCollection("remember", (api) => {
    for (const c of api.getAll()) all.set(c.inputPath, c.data);
    return [];
  });
  return { dir: { input: "site/claims", includes: "../../_includes", output: "public" }, markdownTemplateEngine: false };
}
