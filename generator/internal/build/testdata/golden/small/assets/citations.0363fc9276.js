// Shows the source of a citation beside it. Without this, citations lead to the list of sources.
(() => {
  "use strict";
  const list = document.querySelector(".sources");
  if (!list || !HTMLElement.prototype.showPopover) return;
  const box = document.createElement("div");
  box.className = "cited";
  box.popover = "auto";
  box.tabIndex = -1;
  box.dataset.enhancement = "";
  box.setAttribute("role", "dialog");

  const close = document.createElement("button");
  close.type = "button";
  close.textContent = list.dataset.close;
  close.addEventListener("click", () => box.hidePopover());

  // place says where the box stands under the citation, or over it where there is no room. Narrow screens have another place for it (style.css).
  const place = (at) => {
    const line = at.getClientRects()[0];
    const below = line.bottom + box.offsetHeight + 16 < innerHeight || line.top < box.offsetHeight + 16;
    const left = Math.min(line.left, document.documentElement.clientWidth - box.offsetWidth - 16);
    box.style.setProperty("--top", `${scrollY + (below ? line.bottom + 8 : line.top - box.offsetHeight - 8)}px`);
    box.style.setProperty("--left", `${scrollX + Math.max(16, left)}px`);
  };

  const open = (event) => {
    const citation = event.target.closest?.(".cite a");
    const source = citation && document.getElementById(decodeURIComponent(citation.hash.slice(1)));
    if (!source || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const copy = source.cloneNode(true);
    copy.querySelectorAll(".back, .Z3988").forEach((e) => e.remove());
    const more = document.createElement("a");
    more.href = citation.hash;
    more.textContent = list.dataset.list;
    more.addEventListener("click", () => box.hidePopover());
    const foot = document.createElement("p");
    foot.className = "meta";
    foot.append(more, close);
    box.replaceChildren(...copy.childNodes, foot);
    box.setAttribute("aria-label", citation.textContent.replace(/[[\]]/g, ""));
    citation.closest(".cite").after(box); // so that Tab goes on from here
    box.showPopover();
    place(citation);
    box.focus({ preventScroll: true });
  };
  document.addEventListener("click", open);
})();
