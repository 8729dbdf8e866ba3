// The page of `strat report`: read, searched, unfolded and printed as a reader would.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { barriers, browser, open, root, scratch, strat } from "./strat.mjs";

let chromium;
const examples = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".strat"));
const made = (name) => join(scratch, `${basename(name, ".strat")}.html`);
const triangle = made("triangle.strat");

before(async () => {
  for (const name of examples) {
    try {
      strat("report", join("examples", name), "-o", made(name));
    } catch {
      // An analysis with findings ends otherwise than with 0, and has its page all the same.
    }
  }
  chromium = await browser();
});
after(() => chromium?.close());

for (const name of examples) {
  test(`${name} asks for nothing, complains of nothing, and keeps nobody out`, async () => {
    const page = await open(chromium, made(name));
    assert.deepEqual(page.complaints, []);
    assert.equal(page.requests.length, 1, page.requests.join(" "));
    assert.deepEqual(await barriers(page), []);
    await page.close();
  });

  test(`${name} fits a phone`, async () => {
    const page = await open(chromium, made(name), { width: 375, height: 800, isMobile: true, hasTouch: true });
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${wide} > ${window}`);
    await page.close();
  });
}

test("the page of the triangle is small beside its data", () => {
  const page = readFileSync(triangle, "utf8");
  const [told] = page.split('<section id="files"');
  assert.ok(Buffer.byteLength(told) < 500_000, String(Buffer.byteLength(told)));
});

test("the keyboard alone unfolds a proof, down to the line of the text", async () => {
  const page = await open(chromium, triangle);
  const focused = (what) => page.evaluate((what) => document.activeElement.matches(what), what);
  for (let presses = 0; presses < 60 && !(await focused("#answer summary")); presses += 1) await page.keyboard.press("Tab");
  assert.ok(await focused("#answer summary"));
  await page.keyboard.press("Enter");
  const unfolded = () => page.$$eval("#answer details[open] .proof li", (all) => all.length);
  assert.ok((await unfolded()) > 1);
  for (let presses = 0; presses < 60 && !(await focused(".proof a")); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("pre span:target")?.offsetParent);
  await page.close();
});

test("every proof can be reached by the keyboard", async () => {
  const page = await open(chromium, triangle);
  const lost = await page.$$eval(".proof", (all) => all.filter((proof) => !proof.closest("details")?.querySelector("summary")).length);
  assert.equal(lost, 0);
  await page.close();
});

test("the search hides what has none of the words, and counts", async () => {
  const page = await open(chromium, triangle);
  await page.type("#search", "veto");
  const shown = await page.$$eval(".item:not([hidden])", (all) => all.map((item) => item.textContent.toLowerCase()));
  assert.ok(shown.length > 0 && shown.every((text) => text.includes("veto")));
  assert.match(await page.$eval("#found", (found) => found.textContent), new RegExp(`^${shown.length} of \\d+$`));
  await page.close();
});

test("what is unticked strikes out what falls without it", async () => {
  const page = await open(chromium, triangle);
  await page.click("input[data-falls]");
  const falls = await page.$eval("input[data-falls]", (box) => JSON.parse(box.dataset.falls));
  const fallen = await page.$$eval(".item.fallen", (all) => all.flatMap((item) => JSON.parse(item.dataset.sentences)));
  assert.ok(fallen.every((sentence) => falls.includes(sentence)));
  await page.click("input[data-falls]");
  assert.equal((await page.$$(".item.fallen")).length, 0);
  await page.close();
});

test("a picture is made larger, made whole, narrowed to one thing, and leads to a proof", async () => {
  const page = await open(chromium, triangle);
  const wide = () => page.$eval("#m-power svg", (svg) => svg.getBoundingClientRect().width);
  const first = await wide();
  await page.click("[data-of=m-power] [data-zoom='1.25']");
  assert.ok((await wide()) > first * 1.2);
  await page.focus("#m-power");
  await page.keyboard.press("0");
  assert.ok((await wide()) <= first);

  const china = await page.$$eval("[data-of=m-power] option", (all) => all.find((one) => one.textContent === "China").value);
  await page.select("[data-of=m-power] select", china);
  const ends = await page.$$eval("#m-power [data-ends]:not(.off)", (all) => all.map((one) => one.dataset.ends.split(" ")));
  assert.ok(ends.length > 0 && ends.every((two) => two.includes(china)));

  const target = await page.$eval("#m-power a[href^='#p']", (link) => link.getAttribute("href"));
  await page.$eval(`#m-power a[href='${target}']`, (link) => link.focus());
  await page.keyboard.press("Enter");
  await page.waitForFunction((target) => document.querySelector(target).offsetParent, {}, target);
  await page.close();
});

test("the page prints, with every proof unfolded", async () => {
  const page = await open(chromium, triangle);
  const pdf = Buffer.from(await page.pdf({ format: "A4" }));
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages > 3, String(pages));
  await page.close();
});

test("an analysis with mistakes has a page that says what is wrong", async () => {
  const { writeFileSync } = await import("node:fs");
  const file = join(scratch, "wrong.strat");
  writeFileSync(file, 'actor China is state. Chna can provide oil. # </script><img src="x" onerror="alert(1)">\n');
  try {
    strat("report", file, "-o", made("wrong.strat"));
    assert.fail("mistakes end with a status of their own");
  } catch (error) {
    assert.ok(error.status > 0, String(error));
  }
  const page = await open(chromium, made("wrong.strat"));
  assert.match(await page.$eval("#findings", (part) => part.textContent), /Chna/);
  assert.deepEqual(page.complaints, []);
  assert.equal(page.requests.length, 1);
  assert.deepEqual(await barriers(page), []);
  await page.close();
});
