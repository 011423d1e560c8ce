// `report.html` in a browser: accessible, narrow enough for a telephone, usable by keyboard, and alone.
//
// `npm ci && FORESAVE=target/release/foresave npm test` in this folder, with Chromium where CHROMIUM says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { pages, report } from "./reports.js";

const ALONE = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ALONE });
});

after(async () => await browser?.close());

/// Opens a page of that width, does something with it, and returns what it asked for and complained of meanwhile.
async function open(path, width, look) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const url = pathToFileURL(path).href;
  const heard = { asked: [], said: [] };
  context.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) heard.asked.push(request.url());
  });
  const page = await context.newPage();
  page.on("console", (message) => heard.said.push(message.text()));
  page.on("pageerror", (error) => heard.said.push(String(error)));
  await page.goto(url);
  await look(page);
  await context.close();
  return heard;
}

/// What axe-core finds that keeps people out, each with the first elements it is about.
async function barriers(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
}

async function openDetails(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
}

/// By how many pixels the page is wider than its window.
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/// Chooses points of a chart with the keys alone, and returns what is said of them.
async function walk(page, figure) {
  await figure.locator(".plot").focus();
  const said = [];
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home"]) {
    await page.keyboard.press(key);
    said.push((await figure.locator("[aria-live=polite]").textContent()).trim());
  }
  return said;
}

for (const wanted of pages) {
  describe(wanted.name, () => {
    let path;

    before(() => {
      path = report(wanted);
    });

    for (const width of [390, 1280]) {
      test(`nothing keeps anyone out at ${width} pixels, whatever is unfolded`, async () => {
        const heard = await open(path, width, async (page) => {
          await openDetails(page);
          assert.deepEqual(await barriers(page), []);
          assert.equal(await overflow(page), 0);
        });
        assert.deepEqual(heard, { asked: [], said: [] });
      });
    }

    test("nothing is wider than a small telephone", async () => {
      await open(path, 320, async (page) => {
        assert.equal(await overflow(page), 0);
        await openDetails(page);
        assert.equal(await overflow(page), 0);
      });
    });

    test("every chart is one stop of the keyboard, and arrow keys say its values", async () => {
      await open(path, 1280, async (page) => {
        const figures = await page.locator("figure.chart").all();
        assert.ok(figures.length >= wanted.charts, `${figures.length} charts`);
        for (const figure of figures) {
          const stops = await figure.locator("svg [tabindex], .plot[tabindex='0']").count();
          assert.equal(stops, 1);
          const rows = await figure.locator("details tbody tr").count();
          const [first, second, again, last, home] = await walk(page, figure);
          assert.ok(first.length > 5 && /\d/.test(first + last), `says ${first}`);
          assert.equal(again, first);
          assert.equal(home, first);
          if (rows > 1) assert.ok(second !== first && last !== first, `${first} and ${second}`);
        }
      });
    });

    test("the skip link is the first stop and leads to what is said", async () => {
      await open(path, 1280, async (page) => {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        assert.equal(await page.evaluate(() => document.activeElement?.tagName), "MAIN");
      });
    });
  });
}
