// In the frame: tells the page around it how tall the check is, whenever that changes and whenever it asks. A height is no secret, so
// that any page may know it.
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ assay: "height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.assay === "ask") tell();
  });
})();
