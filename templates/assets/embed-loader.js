// In the page around: gives each frame with a check of this site the height that the check in it tells.
(() => {
  "use strict";
  const site = document.currentScript.src.replace(/[^/]*$/, "");
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(site));
  window.addEventListener("message", (event) => {
    if (event.origin !== new URL(site).origin || event.data?.assay !== "height") return;
    const frame = frames().find((frame) => frame.contentWindow === event.source);
    const height = Number(event.data.height);
    if (frame && height > 0) frame.height = Math.min(height, 5000);
  });
  for (const frame of frames()) frame.contentWindow.postMessage({ assay: "ask" }, "*"); // those that told before
})();
