// The page of `strat serve`: it follows the file, and keeps what the reader had unfolded.

import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, open, scratch, started } from "./strat.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

test("the page is new when the file was saved, unfolded as it was", async () => {
  const file = join(scratch, "served.strat");
  writeFileSync(file, "actor China and Russia is state. resource oil. China critically depends on Russia for oil.\n");
  const { child, line } = await started("serve", file);
  try {
    const page = await open(chromium, line);
    const summary = await page.waitForSelector("#files summary");
    const text = await summary.evaluate((one) => one.textContent);
    await summary.click();
    appendFileSync(file, "Russia critically depends on China for oil.\n");
    await page.waitForFunction(() => document.body.textContent.includes("Russia critically depends on China"));
    await page.waitForSelector("details[open] summary");
    const open_ = await page.$$eval("details[open] > summary", (all) => all.map((one) => one.textContent));
    assert.ok(open_.includes(text), open_.join("; "));
    assert.ok(page.requests.every((address) => new URL(address).hostname === "127.0.0.1"));
    assert.deepEqual(page.complaints, []);
    await page.close();
  } finally {
    child.kill();
  }
});
