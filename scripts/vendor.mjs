// Fills static/vendor, which is not committed, with what the pages need of two npm packages.
//
// npm brings the packages as they were packed, and the files are taken out of them: to install
// them would unpack 1,944 files for the sake of a dozen. What came is held against the lock.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [npm = "npm", ...first] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const vendor = "static/vendor/";
const folder = mkdtempSync(join(tmpdir(), "pbc-npm-"));

function fetch(names) {
  const wanted = names.map((name) => `${name}@${locked(name).version}`);
  const quietly = ["--loglevel=error", "--ignore-scripts", "--no-update-notifier"];
  execFileSync(npm, [...first, "pack", ...quietly, "--pack-destination", folder, ...wanted]);
}

function locked(name) {
  return packages[`node_modules/${name}`];
}

// Puts these files of a package into a folder named like it, once it is the one that was locked.
function unpack(name, files) {
  const packed = join(folder, `${name}-${locked(name).version}.tgz`);
  const sum = `sha512-${createHash("sha512").update(readFileSync(packed)).digest("base64")}`;
  if (sum !== locked(name).integrity) {
    throw new Error(`${name} is not the package that package-lock.json names: it came as ${sum}`);
  }
  mkdirSync(join(folder, name), { recursive: true });
  const inside = files.map((file) => `package/${file}`);
  execFileSync("tar", ["-xzf", packed, "-C", join(folder, name), "--strip-components=1", ...inside]);
  return (file) => join(folder, name, file);
}

function put(from, to, change = (text) => text) {
  const text = change(readFileSync(from, "utf8"));
  writeFileSync(vendor + to, text.replace(/\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*/g, ""));
}

// No font from another host (the licence covers NHS services only), and addresses that stay valid
// wherever the folder is served from.
const ownAddresses = (css) =>
  css.replace(/@font-face\{[^}]*\}/g, "").replace(/url\((["']?)\/assets\//g, "url($1assets/");

function fill() {
  const [style, script] = ["nhsuk-frontend.min.css", "nhsuk-frontend.min.js"];
  const dist = "dist/nhsuk/";
  const nhsuk = unpack("nhsuk-frontend", [dist + style, dist + script, `${dist}assets`]);
  put(nhsuk(dist + style), "nhsuk-frontend.css", ownAddresses);
  put(nhsuk(dist + script), script);
  const charts = unpack("chart.js", ["dist/chart.umd.min.js"]);
  put(charts("dist/chart.umd.min.js"), "chart.umd.min.js");

  // Only the icons that the styles name: the rest of the folder is the NHS logo in several sizes.
  const css = readFileSync(vendor + "nhsuk-frontend.css", "utf8");
  for (const [, icon] of css.matchAll(/url\(["']?(assets\/[^)"'#?]+)/g)) {
    cpSync(nhsuk(dist + icon), vendor + icon);
  }
}

try {
  rmSync(vendor, { recursive: true, force: true });
  mkdirSync(vendor, { recursive: true });
  fetch(["nhsuk-frontend", "chart.js"]);
  fill();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
