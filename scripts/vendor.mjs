// Copies what the pages need out of the npm packages into static/vendor, which is not committed.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const nhsuk = "node_modules/nhsuk-frontend/dist/nhsuk/";
const vendor = "static/vendor/";

function copy(from, to, change = (text) => text) {
  const text = change(readFileSync(from, "utf8"));
  writeFileSync(vendor + to, text.replace(/\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*/g, ""));
}

// No font from another host (the licence covers NHS services only), and addresses that stay valid
// wherever the folder is served from.
const ownAddresses = (css) =>
  css.replace(/@font-face\{[^}]*\}/g, "").replace(/url\((["']?)\/assets\//g, "url($1assets/");

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });
copy(nhsuk + "nhsuk-frontend.min.css", "nhsuk-frontend.css", ownAddresses);
copy(nhsuk + "nhsuk-frontend.min.js", "nhsuk-frontend.min.js");
copy("node_modules/chart.js/dist/chart.umd.min.js", "chart.umd.min.js");

// Only the icons that the styles name: the rest of the folder is the NHS logo in several sizes.
const css = readFileSync(vendor + "nhsuk-frontend.css", "utf8");
for (const [, icon] of css.matchAll(/url\(["']?(assets\/[^)"'#?]+)/g)) {
  cpSync(nhsuk + icon, vendor + icon);
}
