import assert from "node:assert/strict";
import { test } from "node:test";
import { body, page } from "../src/page";

test("marks of HTML are harmless, also in fences", () => {
  assert.equal(body("a <b> & `c`"), "<p>a &lt;b&gt; &amp; <code>c</code></p>");
  assert.equal(body("```text\n<script>\n"), "<pre>\n&lt;script&gt;\n\n</pre>");
});

test("headings, lists and bold words", () => {
  assert.equal(body("# T\n\n- **x**\n- y\n"), "<h1>T</h1>\n<ul>\n<li><strong>x</strong></li>\n<li>y</li>\n</ul>");
});

test("a page may load nothing", () => {
  assert.ok(page("<t>", "x").includes("default-src 'none'"));
  assert.ok(page("<t>", "x").includes("<title>&lt;t&gt;</title>"));
});
