// Fills static/build/ (not in git) from node_modules: styles, htmx, the charts bundle, the icons used.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const modules = join(root, "node_modules");
const out = join(root, "static", "build");

function filesUnder(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
}

// Icons are named as {% icon "name" %} in templates and icon="name" in the menu.
function iconsUsed() {
  const sources = [...filesUnder("templates", ".html"), ...filesUnder("config", ".py")];
  const names = sources.flatMap((text) => [...text.matchAll(/icon[ =]"([a-z0-9-]+)"/g)]);
  return [...new Set(names.map((match) => match[1]))].sort();
}

function symbol(name) {
  const svg = readFileSync(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// The maps these files point to do not ship; the storage of hashed names would look for them.
const styles = readFileSync(join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8");
writeFileSync(join(out, "tabler.css"), styles.replace(/\/\*# sourceMappingURL=.*?\*\//g, ""));
cpSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));
const symbols = iconsUsed().map(symbol).join("");
writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`);
await build({
  entryPoints: [join(root, "frontend/charts.js")],
  outfile: join(out, "charts.js"),
  bundle: true,
  minify: true,
  target: "es2020",
  legalComments: "none",
  nodePaths: [modules],
});
