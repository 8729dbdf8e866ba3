// What every test of the pages needs: the program, a browser, and a page that tells what it fetched and complained of.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const scratch = mkdtempSync(join(tmpdir(), "strat-pages-"));
const program = process.env.STRAT ?? join(root, "target/debug/strat");

/** Runs the program in the checkout, and gives what it prints. */
export const strat = (...words) => execFileSync(program, words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });

/** Starts the program, and gives it with the first line that it prints. */
export const started = (...words) =>
  new Promise((settle, fail) => {
    const child = spawn(program, words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    child.once("error", fail);
    child.stdout.once("data", (line) => settle({ child, line: String(line).split("\n")[0].trim() }));
  });

/** The browser of the machine. */
export const browser = () => {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = known.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("there is no Chromium here: `apt-get install chromium`");
  return puppeteer.launch({ executablePath, args: ["--no-sandbox", "--force-prefers-reduced-motion"] });
};

/** Opens a page, and keeps what it asks for and what it complains of. */
export const open = async (chromium, address, viewport = { width: 1280, height: 900 }) => {
  const page = await chromium.newPage();
  await page.setViewport(viewport);
  page.complaints = [];
  page.requests = [];
  page.on("console", (message) => page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("request", (request) => page.requests.push(request.url()));
  await page.goto(address.includes("://") ? address : pathToFileURL(address).href);
  return page;
};

/** What axe finds wrong with a page, as lines. */
export const barriers = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
};
