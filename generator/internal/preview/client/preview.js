// Keeps an open page as the preview would answer it now. Runs in a function of its own, after idiomorph.
const script = document.currentScript;
let version = script.dataset.version; // of what the document shows
let pictures = script.dataset.pictures; // names the bytes of all pictures
const known = scripts(document); // before any of them added others
const refreshed = new Map(); // addresses of pictures, by those in the page
let source = null; // of events, while the page is seen
let updating = Promise.resolve();

// listen keeps a connection for as long as the page is seen: browsers allow few of them.
function listen() {
  source?.close();
  source = null;
  if (document.visibilityState !== "visible") return;
  const query = new URLSearchParams({ url: location.pathname, version });
  source = new EventSource("/.assay/events?" + query);
  source.addEventListener("open", () => lost(false));
  source.addEventListener("error", () => {
    lost(true);
    if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 1000); // else it tries again by itself
  });
  source.addEventListener("change", (event) => {
    const news = JSON.parse(event.data);
    updating = updating.then(() => update(news)).catch(() => location.reload());
  });
}

// lost shows whether the connection is lost.
function lost(is) {
  document.getElementById("assay-preview-lost")?.toggleAttribute("hidden", !is);
}

// update brings the document to what its address leads to now.
async function update(news) {
  if (news.version === version) return; // a later answer was there first
  // Not by its path, which may begin with two slashes and lead to another site.
  const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer) return void setTimeout(listen, 1000); // the preview has just ended; once it is back, it tells this again
  const isPage = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (!isPage || answer.redirected || answer.status !== Number(script.dataset.status)) return location.reload();
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const made = next.querySelector("script[data-version][src^='/.assay/']");
  if (!made || scripts(next) !== known) return location.reload();
  await morphHead(next.head);
  keepPictures(next);
  const stay = place();
  copyAttributes(next.documentElement, document.documentElement);
  Idiomorph.morph(document.body, next.body, { callbacks: { beforeAttributeUpdated: mayChange } });
  stay();
  version = made.dataset.version;
  if (made.dataset.pictures !== pictures) await refreshPictures();
  pictures = made.dataset.pictures;
  document.dispatchEvent(new CustomEvent("assay:update"));
}

// place remembers what is read, and gives a function that scrolls there again: to the first block in the window whose text is still
// somewhere in the document. The browser cannot do so by itself, since the same elements may hold other texts now.
function place() {
  const blocks = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, figure";
  if (scrollY === 0) return () => {};
  const seen = [];
  for (const element of document.body.querySelectorAll(blocks)) {
    const { top, bottom, height } = element.getBoundingClientRect();
    if (height > 0 && bottom > 0 && top < innerHeight && !element.closest("#assay-preview")) seen.push([element.textContent, top]);
  }
  return () => {
    const now = Map.groupBy(document.body.querySelectorAll(blocks), (element) => element.textContent);
    for (const [text, top] of seen) {
      const moved = (now.get(text) ?? []).map((element) => element.getBoundingClientRect().top - top);
      if (moved.length === 0) continue;
      moved.sort((a, b) => Math.abs(a) - Math.abs(b));
      scrollBy({ top: moved[0], behavior: "instant" });
      return;
    }
  };
}

// refreshPictures loads the document's pictures again where their bytes changed. Their addresses did not, so the page itself shows no
// difference, and the browser sees no reason to load them.
async function refreshPictures() {
  await Promise.all([...document.images].map(async (image) => {
    const address = image.src.replace(/\?assay=.*/, "");
    const answer = address.startsWith(location.origin + "/") && await fetch(address, { method: "HEAD", cache: "no-store" });
    if (!answer || !answer.ok) return;
    refreshed.set(address, address + "?assay=" + encodeURIComponent(answer.headers.get("ETag")));
    image.src = refreshed.get(address);
  }));
}

// keepPictures gives a document that was fetched the addresses under which its pictures are new.
function keepPictures(doc) {
  for (const image of doc.images) if (refreshed.has(image.src)) image.src = refreshed.get(image.src);
}

// scripts names all that a document runs. Data in scripts is no such thing.
function scripts(doc) {
  const run = [...doc.scripts].filter((s) => !s.type || s.type === "module" || s.type.includes("javascript"));
  return JSON.stringify(run.map((s) => ("version" in s.dataset ? s.src : s.outerHTML)));
}

// mayChange keeps what somebody did to the page: what was typed, chosen, opened.
function mayChange(name, element) {
  if (name === "open") return !(element instanceof HTMLDetailsElement || element instanceof HTMLDialogElement);
  if (name === "checked") return element.checked === element.defaultChecked;
  if (name === "selected") return isAsMade(element.closest("select"));
  if (name === "value") return element.value === element.defaultValue;
  return true;
}

// isAsMade tells whether what is selected is what the page's author selected: where that is nothing, a list shows its first option.
function isAsMade(select) {
  const options = [...select?.options ?? []];
  if (select?.type === "select-one" && !options.some((option) => option.defaultSelected)) return select.selectedIndex <= 0;
  return options.every((option) => option.selected === option.defaultSelected);
}

// morphHead puts in what is new and takes out what is gone; style sheets go when those that replace them are there.
async function morphHead(next) {
  const old = Map.groupBy(document.head.children, (element) => element.outerHTML);
  const loading = [];
  let last = null;
  for (const element of [...next.children]) {
    let here = old.get(element.outerHTML)?.shift();
    if (!here) {
      here = document.importNode(element, true);
      if (isStyle(here)) loading.push(new Promise((done) => { here.onload = here.onerror = done; }));
      if (last) last.after(here); else document.head.prepend(here);
    }
    last = here;
  }
  const gone = [...old.values()].flat();
  gone.filter((element) => !isStyle(element)).forEach((element) => element.remove());
  await Promise.race([Promise.all(loading), new Promise((done) => setTimeout(done, 1000))]); // one without an address never loads
  gone.forEach((element) => element.remove());
}

function isStyle(element) {
  return element.matches("link[rel~=stylesheet]");
}

function copyAttributes(from, to) {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes) to.setAttribute(name, value);
}

document.addEventListener("visibilitychange", listen);
listen();
