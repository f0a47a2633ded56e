// Searches the site's checks in the browser. The form of the index is described in the program's package search.
//
// All texts come from the page: messages from the attributes of #search-status, cards and badges from its templates.

const form = document.querySelector("form.search");
const field = form.elements.q;
const filters = ["verdict", "claimant", "topic", "year"].filter((name) => form.elements[name]);
const status = document.getElementById("search-status");
const list = document.getElementById("search-found");
const more = document.getElementById("search-more");

const atOnce = 10; // results
const maxMentions = 16384; // of a shard with several words
const maxShards = 8; // that are looked through for words other than the one that was typed
const maxSize = 17; // of these together: 2 to the power of what mentions
const staleAfter = 300_000; // milliseconds

/* Words */

const marks = /[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4]/g;
const digits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;
const letters = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ", ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", "’": "'", ʼ: "'", "‘": "'" };
const stead = new RegExp(`[${Object.keys(letters).join("")}]`, "g");
const scripts = "ー" + "Han Hiragana Katakana Hangul Bopomofo Thai Lao Khmer Myanmar".replace(/\w+ ?/g, (name) => `\\p{Script=${name.trim()}}`);
const runs = new RegExp(`[${scripts}]+|[^${scripts}]+`, "gu");
const spaceless = new RegExp(`^[${scripts}]`, "u");

// fold gives a text in the form in which texts are compared.
function fold(text) {
  return text.normalize("NFKD").replace(marks, "")
    .replace(digits, (d) => (d.charCodeAt() & 15) - (/[\u0900-\u09ff]/.test(d) ? 6 : 0))
    .toLowerCase().replace(stead, (l) => letters[l]).normalize("NFC")
    .replace(/(?<=[0-9])[.,](?=[0-9])/g, "");
}

// wordsOf cuts a text into words: into pairs of characters where a script has no spaces.
export function wordsOf(text) {
  const words = [];
  const folded = fold(text);
  for (const { 0: run, index } of folded.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const elided = folded[index - 1] === "'" || folded[index + run.length] === "'";
    if (elided && [...run].length === 1) continue;
    for (const [part] of run.matchAll(runs)) {
      const all = spaceless.test(part) ? part.match(/^\p{M}+|\P{M}\p{M}*/gu) : [part.replace(/^ال(?=.{3})/u, "")];
      if (all.length === 1) words.push(all[0]);
      for (let i = 1; i < all.length; i++) words.push(all[i - 1] + all[i]);
    }
  }
  return words.map((word) => [...word].slice(0, 40).join(""));
}

// near tells whether two words differ in one letter: another, one more, one less, or two that changed places. The first is the
// same. What is left of the words behind it is compared by same(a, b).
function near(a, b, same) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (i === 0) return false;
  return same(a.slice(i), b.slice(i)) || same(a.slice(i + 1), b.slice(i + 1)) || same(a.slice(i), b.slice(i + 1)) ||
    same(a.slice(i + 1), b.slice(i)) || (a[i] === b[i + 1] && a[i + 1] === b[i] && same(a.slice(i + 2), b.slice(i + 2)));
}

/* The index */

let files = new Map(); // promises by name
let read = 0; // when the first of them was asked for

// load reads a file of the index once. The browser asks whether what it has kept is still the same.
function load(name, decode) {
  if (!files.has(name)) {
    const kept = files;
    const promise = fetch(new URL(name, new URL(form.dataset.index, location)), { cache: "no-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return decode(answer);
    });
    promise.catch(() => kept.delete(name));
    files.set(name, promise);
  }
  return files.get(name);
}

// decodeWords reads a shard: words with the claims that have them, by number, and what the word counts there.
async function decodeWords(answer) {
  const bytes = new Uint8Array(await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const text = new TextDecoder();
  const words = [];
  let at = 0, word = new Uint8Array();
  const number = () => {
    let n = 0, scale = 1;
    for (; bytes[at] > 127; scale *= 128) n += (bytes[at++] - 128) * scale;
    return n + bytes[at++] * scale;
  };
  while (at < bytes.length) {
    const shared = word.subarray(0, bytes[at++]), rest = bytes[at++];
    word = new Uint8Array([...shared, ...bytes.subarray(at, at += rest)]);
    const claims = new Uint32Array(number());
    for (let i = 0, before = -1; i < claims.length; i++) before = claims[i] = before + 1 + number();
    words.push({ word: text.decode(word), claims, weights: bytes.subarray(at, at += claims.length) });
  }
  return words;
}

const hex = (word) => [...new TextEncoder().encode(word)].map((b) => b.toString(16).padStart(2, "0")).join("");

// textOf gives what is known of the words of a shard: the characters they begin with.
function textOf(prefix) {
  const bytes = prefix.replace(/00$/, "").match(/../g) ?? [];
  return new TextDecoder().decode(new Uint8Array(bytes.map((b) => parseInt(b, 16)))).replace(/\ufffd+$/, "");
}

// parts are what a prefix is cut into, with the number of binary digits of the mentions in each.
function parts(splits, prefix) {
  return (splits[prefix].match(/.../g) ?? []).map((part) => ({ prefix: prefix + part.slice(0, 2), size: parseInt(part[2], 36) }));
}

// shards finds the shards whose prefix fits, as many as may be looked through.
function shards(splits, fits) {
  const found = [];
  let size = 0;
  const walk = (shard) => {
    if (!fits(shard.prefix)) return;
    if (shard.prefix in splits) return parts(splits, shard.prefix).forEach(walk);
    if (found.length > 0 && (found.length >= maxShards || size + 2 ** shard.size > 2 ** maxSize)) return;
    size += 2 ** shard.size;
    found.push(shard);
  };
  walk({ prefix: "", size: 0 });
  return found;
}

// lookUp finds the words that a word that was typed may stand for, with what they count. A last word may go on.
async function lookUp({ splits }, typed, goesOn) {
  const own = hex(typed) + "00";
  const entries = async (chosen) => (await Promise.all(chosen.map((s) => load(`w${s.prefix}.bin`, decodeWords)))).flat();
  let chosen = shards(splits, (prefix) => own.startsWith(prefix));
  const frequent = chosen.some((s) => s.prefix === own && 2 ** s.size > maxMentions);
  if (goesOn && !frequent) {
    const open = hex(typed);
    const others = shards(splits, (prefix) => open.startsWith(prefix) || prefix.startsWith(open));
    chosen = [...chosen, ...others.filter((s) => !chosen.some((c) => c.prefix === s.prefix))];
  }
  const found = (await entries(chosen)).filter(({ word }) => word === typed || (goesOn && word.startsWith(typed)));
  if (found.length > 0 || [...typed].length < 4 || !/^\p{L}/u.test(typed)) {
    return found.map((entry) => ({ ...entry, factor: entry.word === typed ? 1 : 0.6 }));
  }
  const either = (a, b) => a.startsWith(b) || b.startsWith(a);
  const first = hex([...typed][0]);
  const likely = shards(splits, (prefix) => either(prefix, first) && (prefix.length <= first.length || near(typed, textOf(prefix), either)));
  const same = goesOn ? (a, b) => b.startsWith(a) : (a, b) => a === b;
  return (await entries(likely)).filter(({ word }) => near(typed, word, same)).map((entry) => ({ ...entry, factor: 0.4 }));
}

// score adds up what the words of a query count in each claim: {have: how many of the words, score} by number.
function score(looked, total) {
  const claims = new Map();
  for (const entries of looked) {
    const best = new Map();
    for (const { claims: numbers, weights, factor } of entries) {
      const rare = Math.log(1 + (total - numbers.length + 0.5) / (numbers.length + 0.5)) * factor;
      numbers.forEach((number, i) => {
        const counts = (rare * weights[i]) / (weights[i] + 8);
        if (counts > (best.get(number) ?? 0)) best.set(number, counts);
      });
    }
    for (const [number, counts] of best) {
      const claim = claims.get(number) ?? { have: 0, score: 0 };
      claims.set(number, { have: claim.have + 1, score: claim.score + counts });
    }
  }
  return claims;
}

// marked are the words that a filter asks for, all of which a claim must have.
function marked(name, value) {
  if (name === "claimant") return wordsOf(value).map((word) => ["@" + word, true]);
  return [[{ verdict: "!", topic: "#", year: "~" }[name] + value, false]];
}

// search finds the claims of a query, best first: {numbers, all: whether they have all words}. It gives up, with null, once
// it is overtaken by another.
async function search(query, overtaken) {
  const index = await load(new URL(form.dataset.index, location).pathname.split("/").pop(), (answer) => answer.json());
  if (overtaken()) return null;
  const words = [...new Set(wordsOf(query.q))];
  const goesOn = !/\s$/.test(query.q);
  const asked = filters.filter((name) => query[name]).flatMap((name) => marked(name, query[name]));
  const [looked, allowed] = await Promise.all([
    Promise.all(words.map((word, i) => lookUp(index, word, goesOn && i === words.length - 1))),
    Promise.all(asked.map(([word, open]) => lookUp(index, word, open))),
  ]);
  const sets = allowed.map((entries) => new Set(entries.flatMap(({ claims }) => [...claims])));
  if (words.length === 0) {
    const numbers = [...(sets.shift() ?? [])].filter((number) => sets.every((set) => set.has(number)));
    return { numbers: numbers.sort((a, b) => b - a), all: true, index };
  }
  const found = [...score(looked, index.claims)].filter(([number]) => sets.every((set) => set.has(number)));
  const most = found.reduce((n, [, claim]) => Math.max(n, claim.have), 0);
  const best = found.filter(([, claim]) => claim.have === most).sort(([a, x], [b, y]) => y.score - x.score || b - a);
  return { numbers: best.map(([number]) => number), all: most === words.length, index };
}

/* The page */

let turn = 0; // counts searches
let results = { numbers: [], index: null };
let active = -1; // the result that Enter opens

// say tells how many were found, or what went wrong, in the page's own words.
function say(message, n) {
  status.textContent = (status.dataset[message] ?? "").replace("#", () => new Intl.NumberFormat(document.documentElement.lang).format(n));
}

// card makes the card of a claim.
function card(claim) {
  const item = document.getElementById("search-card").content.cloneNode(true);
  const link = item.querySelector("a");
  link.textContent = claim.claim;
  link.href = new URL(claim.url, new URL(form.dataset.root, location));
  if (claim.lang) Object.assign(link, { lang: claim.lang, dir: claim.dir });
  const badge = [...document.querySelectorAll("template[data-verdict]")].find((t) => t.dataset.verdict === claim.verdict);
  if (badge) {
    item.querySelector(".card").classList.add(badge.dataset.class);
    item.querySelector(".card-verdict").append(badge.content.cloneNode(true));
  } else {
    item.querySelector(".card-verdict").textContent = claim.rating;
  }
  fill(item.querySelector(".by"), claim.claimants);
  fill(item.querySelector(".said"), claim.said && Object.assign(document.createElement("time"), { dateTime: claim.said, textContent: claim.saidText }));
  return item;
}

// fill puts a text or an element into another, which goes where there is none.
function fill(element, content) {
  if (content) element.append(content);
  else element.remove();
}

// show adds the next results to the list, or replaces those there are.
async function show(replace, mine) {
  const begin = replace ? 0 : list.children.length;
  const { numbers, index } = results;
  const claims = await Promise.all(numbers.slice(begin, begin + atOnce).map(async (number) => {
    const file = await load(`c${Math.floor(number / index.perFile)}.json`, (answer) => answer.json());
    return file[number % index.perFile];
  }));
  if (mine !== turn) return;
  if (replace) list.replaceChildren();
  list.append(...claims.filter(Boolean).map(card));
  [...list.querySelectorAll(".card-claim a")].forEach((link, i) => { link.id = `found-${i}`; });
  more.hidden = begin + atOnce >= numbers.length;
  choose(-1);
}

const query = () => Object.fromEntries(["q", ...filters].map((name) => [name, form.elements[name].value]));

// run searches for what the form says now.
async function run() {
  const mine = ++turn;
  if (Date.now() - read > staleAfter) {
    files = new Map();
    read = Date.now();
  }
  const asked = query();
  if (!Object.values(asked).some((value) => value.trim())) {
    results = { numbers: [] };
    list.replaceChildren();
    more.hidden = true;
    return say("");
  }
  if (!list.firstChild) say("waiting");
  try {
    const found = await search(asked, () => mine !== turn);
    if (mine !== turn) return;
    results = found;
    await show(true, mine);
    if (mine !== turn) return;
    if (found.numbers.length === 0) say("none");
    else say(found.all ? "found" : "most", found.numbers.length);
  } catch {
    if (mine === turn) say(navigator.onLine ? "failed" : "offline");
  }
}

// remember puts the query into the address.
function remember(anew) {
  const values = new URLSearchParams(Object.entries(query()).filter(([, value]) => value));
  const address = location.pathname + (values.size ? "?" + values : "");
  if (address === location.pathname + location.search) return;
  history[anew ? "pushState" : "replaceState"](null, "", address);
}

// recall takes the query from the address.
function recall() {
  const values = new URLSearchParams(location.search);
  for (const name of ["q", ...filters]) form.elements[name].value = values.get(name) ?? "";
  run();
}

// choose marks the result that Enter opens; the focus stays in the field.
function choose(n) {
  const links = [...list.querySelectorAll(".card-claim a")];
  active = Math.max(-1, Math.min(n, links.length - 1));
  list.querySelector(".active")?.classList.remove("active");
  field.removeAttribute("aria-activedescendant");
  if (active < 0) return;
  field.setAttribute("aria-activedescendant", links[active].id);
  links[active].closest(".card").classList.add("active");
  links[active].scrollIntoView({ block: "nearest" });
}

function press(event) {
  if (event.isComposing) return; // Enter and arrows choose characters
  if (event.key === "ArrowDown") choose(active + 1);
  else if (event.key === "ArrowUp") choose(active - 1);
  else if (event.key === "Escape") clear();
  else if (event.key === "Enter" && active >= 0) list.querySelector(`#found-${active}`).click();
  else return;
  event.preventDefault();
}

function clear() {
  field.value = "";
  remember(false);
  run();
}

let waiting;

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    remember(event.target.localName === "select");
    run();
  }, event.target.localName === "select" ? 0 : 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  remember(true);
  run();
});
field.addEventListener("keydown", press);
more.addEventListener("click", () => show(false, turn).catch(() => say(navigator.onLine ? "failed" : "offline")));
addEventListener("popstate", recall);
document.addEventListener("assay:update", () => { // in a preview
  files = new Map();
  run();
});
recall();
