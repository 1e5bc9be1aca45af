// What axe-core says of each page named, in a real browser, wide and narrow: a line of JSON, [[sentence, ...], ...].
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, browser, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [1280, 320];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

async function judged(context, file, width) {
  const page = await context.newPage();
  const said = [];
  page.on("request", (each) => {
    if (!each.url().startsWith("data:") && each.url() !== pathToFileURL(file).href) said.push(`${width} px: fetches ${each.url()}`);
  });
  page.on("pageerror", (each) => said.push(`${width} px: ${each.message}`));
  await page.setViewportSize({ width, height: 900 });
  await page.goto(pathToFileURL(file).href);
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
  if (wide > width) said.push(`${width} px: the page is ${wide} px wide and must be scrolled sideways`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; })); // what is folded is read too
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  if (result.passes.length === 0) throw new Error("axe tried nothing");
  for (const rule of result.violations)
    for (const node of rule.nodes) said.push(`${width} px: ${rule.id}: ${rule.help} (${node.target.join(" ")})`);
  await page.close();
  return said;
}

const profile = mkdtempSync(join(tmpdir(), "judges-"));
const context = await chromium.launchPersistentContext(profile, { executablePath: browser, headless: true, args: FLAGS, javaScriptEnabled: true });
try {
  const said = [];
  for (const file of files) {
    said.push([]);
    for (const width of WIDTHS) said.at(-1).push(...(await judged(context, file, width)));
  }
  console.log(JSON.stringify(said));
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
