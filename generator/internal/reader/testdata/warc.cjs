// Reads a web archive with warcio and prints its records, with a digest of what each holds, as it is computed here and as it is written there.
const { createRequire } = require("module");
const { createHash } = require("crypto");
const fs = require("fs");
const { WARCParser } = createRequire(process.argv[2] + "/x.js")("warcio");

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
function digest(bytes) {
  let bits = "", text = "";
  for (const b of createHash("sha256").update(bytes).digest()) bits += b.toString(2).padStart(8, "0");
  for (let i = 0; i < bits.length; i += 5) text += alphabet[parseInt(bits.slice(i, i + 5).padEnd(5, "0"), 2)];
  return "sha256:" + text.padEnd(56, "=");
}

(async () => {
  for await (const r of new WARCParser(fs.createReadStream(process.argv[3]))) {
    const payload = await r.readFully(false);
    const written = r.warcHeaders.headers.get("WARC-Payload-Digest");
    console.log([r.warcType, r.warcTargetURI || "-", r.httpHeaders ? r.httpHeaders.statusline : "-", written == null || written === digest(payload)].join(" "));
    if (r.httpHeaders && r.httpHeaders.headers.get("Content-Length") != payload.length) throw new Error("Content-Length");
  }
})().catch((e) => { console.error(e); process.exit(1); });
