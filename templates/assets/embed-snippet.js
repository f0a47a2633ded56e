// Shows the button that copies the code for embedding a check.
(() => {
  "use strict";
  const code = document.getElementById("embed-code");
  const button = document.getElementById("embed-copy");
  const status = document.getElementById("embed-copied");
  if (!code || !button || !status || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.value);
      status.textContent = button.dataset.copied;
    } catch {
      code.select(); // so that it can be copied by hand
    }
  });
})();
