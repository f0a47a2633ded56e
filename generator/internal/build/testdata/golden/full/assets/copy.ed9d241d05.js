// Shows the buttons that copy: what they name by id, or the text they name itself.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const done = document.createElement("span");
    done.setAttribute("role", "status");
    button.after(done);
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(from ? from.value ?? from.textContent.trim() : button.dataset.copy);
        done.textContent = button.dataset.copied;
      } catch {
        if (from) getSelection().selectAllChildren(from); // so that it can be copied by hand
      }
    });
  }
})();
