// Prints as JSON what a browser finds on a page: look.js CHROMIUM ADDRESS WIDTH [SLIDER | plain | hold | offline].
//
// With the name of a slider's input, the slider is moved by its keys, and the sentence is watched; `plain` is without
// scripts: a field is filled in and the form sent; `hold` checks the first box; `offline` changes a field while the
// page's server is out of reach.
const puppeteer = require("puppeteer-core");
const { readFileSync } = require("fs");

const [chromium, address, width, what] = process.argv.slice(2);
const found = { console: [], requests: [] };

// Text boxes that lie over each other, at the top of the page; what is there for screen readers alone is left out.
function overlaps() {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement;
    if (!node.data.trim() || inside.closest(".unseen, .skip, script, style, option, details:not([open]) > :not(summary)")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of inside.closest("svg") ? [inside.getBoundingClientRect()] : range.getClientRects()) {
      if (box.width > 1 && box.height > 1) boxes.push({ text: node.data.trim().slice(0, 40), box });
    }
  }
  const deep = 3;
  const over = [];
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > deep && down > deep) over.push(`${one.text} | ${other.text}`);
    }
  }
  return over;
}

function cut() {
  const wide = document.documentElement.clientWidth;
  const fields = [...document.querySelectorAll("input[type=text], select, button")].filter((each) => each.offsetParent);
  return fields.filter((each) => each.getBoundingClientRect().right > wide + 1 || each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.name || each.textContent);
}

async function move(page, name) {
  await page.waitForSelector("html.scripted");
  const slider = await page.$(`fieldset[data-name="${name}"] .slider`);
  await slider.focus();
  const times = [];
  const before = await page.$eval(".quoted", (each) => each.textContent);
  for (let press = 0; press < 12; press++) {
    await page.evaluate(() => {
      const kept = document.getElementById("kept");
      window.changed = new Promise((done) => {
        let begun;
        document.addEventListener("keydown", (event) => { begun = event.timeStamp; }, { once: true, capture: true });
        new MutationObserver((_, observer) => { observer.disconnect(); requestAnimationFrame(() => done(performance.now() - begun)); })
          .observe(kept, { childList: true });
      });
    });
    await page.keyboard.press(Number(width) < 700 ? "ArrowRight" : "ArrowLeft"); // those of one width are kept
    times.push(await page.evaluate(() => window.changed));
  }
  await page.waitForFunction(() => location.search.includes("set="), { timeout: 5000 });
  await page.waitForFunction(() => document.getElementById("spoken").textContent ===
    document.querySelector(".quoted").textContent.replace(/\u00a0/g, " "), { timeout: 9000 });
  found.moved = {
    before,
    after: await page.$eval(".quoted", (each) => each.textContent),
    spoken: await page.$eval("#spoken", (each) => each.textContent),
    focus: await page.evaluate(() => document.activeElement.className),
    covered: await page.evaluate(() => {
      const at = document.activeElement.getBoundingClientRect();
      return document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2) !== document.activeElement;
    }),
    address: page.url(),
    times,
  };
}

async function fill(page) {
  const before = await page.$eval(".quoted", (each) => each.textContent);
  await page.$eval("[name$='users:nominal']", (each) => { each.value = "2e6"; });
  await Promise.all([page.waitForNavigation(), page.click("button.scriptless")]);
  found.moved = { before, address: page.url() };
}

async function hold(page) {
  await page.waitForSelector("html.scripted");
  const before = await page.$eval(".quoted", (each) => each.textContent);
  const box = await page.$("[name=hold]");
  await box.focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => location.search.includes("fix="), { timeout: 5000 });
  found.moved = {
    before, address: page.url(),
    focus: await page.evaluate(() => document.activeElement.checked),
    spreads: await page.$$eval(".held .spread", (fields) => fields.filter((each) => each.offsetParent).length),
  };
}

async function offline(page) {
  await page.waitForSelector("html.scripted");
  const before = await page.$eval(".quoted", (each) => each.textContent);
  const lost = (hidden) => page.waitForFunction((to) => document.getElementById("lost").hidden === to, { timeout: 9000 }, hidden);
  await page.setOfflineMode(true);
  await page.$eval("[name$='users:nominal']", (each) => { each.value = "2e6"; each.dispatchEvent(new Event("input", { bubbles: true })); });
  await lost(false);
  await page.click("[formaction='/scenario.yaml']");
  const said = await page.$eval("#lost", (each) => each.textContent);
  const kept = await page.$eval("[name$='users:nominal']", (each) => each.value);
  await page.setOfflineMode(false);
  await lost(true);
  await page.waitForFunction(() => location.search.includes("set="), { timeout: 5000 });
  found.console = found.console.filter((each) => !each.includes("ERR_INTERNET_DISCONNECTED"));
  found.moved = { before, said, kept, address: page.url() };
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  await page.setViewport({ width: Number(width), height: 844 });
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  page.on("console", (message) => found.console.push(message.text()));
  page.on("pageerror", (error) => found.console.push(String(error)));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:" && host !== new URL(address).host) found.requests.push(request.url());
  });
  if (what === "plain") await page.setJavaScriptEnabled(false);
  await page.goto(address);
  const acts = { hold, offline };
  if (what && what !== "plain") await (acts[what] || move)(page, what);
  if (what === "plain") await fill(page);
  else {
    await page.evaluate(() => window.scrollTo(0, 0));
    found.overlaps = await page.evaluate(overlaps);
    found.cut = await page.evaluate(cut);
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() => window.axe.run());
    found.violations = violations.map((each) => `${each.impact} ${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
    found.transitions = await page.evaluate(() =>
      [...document.querySelectorAll("*")].filter((each) => getComputedStyle(each).transitionDuration !== "0s").map((each) => each.className));
  }
  found.overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  found.sentence = await page.evaluate(() => (document.querySelector(".quoted") || { textContent: "" }).textContent);
  await browser.close();
  console.log(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
