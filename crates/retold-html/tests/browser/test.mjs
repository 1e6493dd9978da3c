// Uses the pages as a reader does. No test depends on the clock: speed is checked by the number of
// elements on the page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const MOST_ELEMENTS = 4000;

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROME || "/usr/bin/chromium", args: QUIET });
});
after(() => browser.close());

// Opens a page, and fails on every console message, request and dialog.
async function opened(corpus, hash, use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  // Counts the page changes, after the script of the page has handled them.
  await context.addInitScript(() => {
    window.turns = 0;
    addEventListener("hashchange", () => setTimeout(() => { window.turns += 1; }));
  });
  const page = await context.newPage();
  const file = new URL(`pages/${corpus}.html`, import.meta.url).href;
  const trouble = [];
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.stack}`));
  page.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(file)) trouble.push(`request: ${request.url()}`);
  });
  try {
    await page.goto(file + hash);
    await use(page);
    assert.deepEqual(trouble, []);
  } finally {
    await context.close();
  }
}

const texts = (page, selector) => page.locator(selector).allTextContents();
const elements = (page) => page.evaluate(() => document.querySelectorAll("*").length);
const slide = (page, id, value) => page.locator(`#${id}`).evaluate((slider, value) => {
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}, value);
const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

// Runs an action that leads to another page, and waits until that page is drawn: the address changes
// first.
async function turned(page, act) {
  const before = await page.evaluate(() => window.turns);
  await act();
  await page.waitForFunction((before) => window.turns > before, before);
  await frames(page);
}
async function visit(page, hash) {
  if (await page.evaluate((hash) => location.hash === hash, hash)) return;
  await turned(page, () => page.evaluate((hash) => { location.hash = hash; }, hash));
}

describe("the five articles", () => {
  test("the overview shows the figures and where to start", () => opened("seeds", "", async (page) => {
    const tiles = await texts(page, ".tile");
    assert.deepEqual(tiles.slice(0, 3), ["3passages shared by files", "2passages repeated in one file", "1pair of files"]);
    assert.equal(await page.locator(".start").count(), 3);
    assert.equal(await page.locator(".sorted tbody tr").count(), 5);
  }));

  test("the table of files sorts by its columns", () => opened("seeds", "", async (page) => {
    const first = () => page.locator(".sorted tbody tr").first().textContent();
    assert.match(await first(), /^001_/);
    await page.getByRole("button", { name: /^Words/ }).click();
    assert.match(await first(), /^002_/);
    await page.getByRole("button", { name: /^Words/ }).click();
    assert.match(await first(), /^000_/);
  }));

  test("the sliders filter passages and pairs, and the address keeps them", () => opened("seeds", "#/passages", async (page) => {
    assert.equal(await page.locator(".rows .row").count(), 5);
    await slide(page, "similarity", 95);
    await frames(page);
    assert.equal(await page.locator(".rows .row").count(), 3);
    assert.match(page.url(), /#\/passages\?similarity=95$/);
    await slide(page, "words", 8);
    await frames(page);
    assert.match(page.url(), /similarity=95&words=75$/);
    assert.equal(await page.locator(".rows .row").count(), 1);
    await page.reload();
    assert.equal(await page.locator(".rows .row").count(), 1);
    assert.equal(await page.locator("#similarity").inputValue(), "95");
    await turned(page, () => page.getByRole("link", { name: /^Pairs/ }).click());
    assert.equal(await page.locator(".rows .row").count(), 0);
    await page.getByRole("button", { name: "Show all" }).click();
    await frames(page);
    assert.equal(await page.locator(".rows .row").count(), 1);
  }));

  test("a family opens with its places and flags the name that changed", () => opened("seeds", "#/passages", async (page) => {
    await turned(page, () => page.locator(".rows .row", { hasText: "As the security situation" }).click());
    assert.match(await page.locator("h1").textContent(), /^5\d words in 3 places$/);
    assert.equal(await page.locator(".card").count(), 2);
    assert.deepEqual(await texts(page, ".card ins.fact"), ["Gamba"]);
    assert.deepEqual(await texts(page, ".card del.fact"), ["Gemba"]);
    assert.ok(await page.locator(".card").first().getByText("Lavrov welcomed").isVisible(), "the context after it");
  }));

  test("a file marks its repeats and names them in the margin", () => opened("seeds", "#/file/1", async (page) => {
    assert.equal(await page.locator(".note").count(), 7);
    const notes = await texts(page, ".note");
    assert.ok(notes.some((note) => /192 words, identical.*lines 10–17 here/.test(note)), notes.join("\n"));
    const boxes = await page.locator(".margin").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
    for (let i = 1; i < boxes.length; i += 1) assert.ok(boxes[i][0] >= boxes[i - 1][1], `note ${i} lies over the one before`);
  }));

  test("the map leads to pairs and files", () => opened("seeds", "#/graph", async (page) => {
    assert.equal(await page.locator(".node").count(), 2);
    await page.locator(".edge").focus();
    await turned(page, () => page.keyboard.press("Enter"));
    assert.match(page.url(), /#\/pair\/0\/1$/);
  }));

  test("a wrong address shows a message", () => opened("seeds", "#/family/99", async (page) => {
    assert.match(await page.locator("main").textContent(), /There is no passage 99/);
    for (const hash of ["#/pair/0/4", "#/file/77", "#/nonsense", "#/search/%E0%A4%A"]) {
      await visit(page, hash);
      assert.ok((await page.locator("main").textContent()).length > 20, hash);
    }
  }));
});

describe("a pair", () => {
  const size = { viewport: { width: 1200, height: 620 } };
  // The distance of the first mark of a passage from the top of its column.
  const depth = (page, side, i) => page.locator(`.scroller[data-side=${side}]`).evaluate((scroller, i) => {
    const mark = [...scroller.querySelectorAll("[data-p]")].find((m) => m.dataset.p.split(" ").includes(`${i}`));
    return mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }, i);
  const state = (page, side) => page.locator(`.scroller[data-side=${side}]`).evaluate((s) => {
    const end = s.scrollHeight - s.clientHeight;
    return { top: s.scrollTop, end, atEnd: s.scrollTop < 1 || s.scrollTop > end - 1 };
  });
  // The pair of generated texts that share most.
  const pairHash = async (page) => page.locator(".rows .row").first().getAttribute("href");

  test("its columns scroll together from passage to passage", () => opened("english", "#/pairs", async (page) => {
    await visit(page, await pairHash(page));
    const passages = await page.locator(".chip").count();
    assert.ok(passages >= 2);
    let [moved, aligned] = [0, 0];
    for (let i = 0; i < passages; i += 1) {
      for (const [side, other] of [["a", "b"], ["b", "a"]]) {
        const before = await page.locator(`.scroller[data-side=${other}]`).evaluate((s) => s.scrollTop);
        await page.locator(`.scroller[data-side=${side}]`).evaluate((scroller, i) => {
          const mark = [...scroller.querySelectorAll("[data-p]")].find((m) => m.dataset.p.split(" ").includes(`${i}`));
          scroller.scrollTop += mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight / 3;
        }, i);
        await frames(page);
        const [here, there] = [await depth(page, side, i), await depth(page, other, i)];
        const [led, followed] = [await state(page, side), await state(page, other)];
        if (!led.atEnd && !followed.atEnd) {
          aligned += 1;
          assert.ok(Math.abs(here - there) < 6, `passage ${i} from ${side}: ${here} and ${there}`);
        }
        if (Math.abs(followed.top - before) > 1) moved += 1;
      }
    }
    assert.ok(moved > 0, "no column ever followed the other");
    assert.ok(aligned > 0, "no passage could be compared");
    for (const [side, other] of [["a", "b"], ["b", "a"]]) {
      for (const to of [0, 1e6]) {
        await page.locator(`.scroller[data-side=${side}]`).evaluate((s, to) => { s.scrollTop = to; }, to);
        await frames(page);
        const { top, end } = await state(page, other);
        assert.ok(to ? top > end - 2 : top < 2, `${other} is at ${top} of ${end} when ${side} is at ${to}`);
      }
    }
    await page.locator("#linked").uncheck();
    const before = await depth(page, "b", 0);
    await page.locator(".scroller[data-side=a]").evaluate((s) => { s.scrollTop = s.scrollTop > 50 ? 0 : 400; });
    await frames(page);
    assert.equal(await depth(page, "b", 0), before);
  }, size));

  test("a click on a passage brings its counterpart into view", () => opened("english", "#/pairs", async (page) => {
    await visit(page, await pairHash(page));
    const last = (await page.locator(".chip").count()) - 1;
    await page.locator("#linked").uncheck();
    await page.locator(`.scroller[data-side=a] [data-p="${last}"]`).first().click();
    const height = await page.locator(".scroller[data-side=b]").evaluate((s) => s.clientHeight);
    const twin = await depth(page, "b", last);
    assert.ok(twin >= 0 && twin < height, `the twin is ${twin} below the top of ${height}`);
    assert.ok((await page.locator(`.scroller[data-side=b] .now`).count()) > 0);
    assert.equal(await page.locator(".chip.now strong").textContent(), `${last + 1}`);
  }, size));

  test("a place with two twins shows them in turn, and n steps on", () => opened("seeds", "#/pair/0/1", async (page) => {
    const current = () => page.locator(".chip.now strong").textContent();
    assert.equal(await current(), "1");
    const twice = page.locator('.scroller[data-side=a] [data-p="1 2"]').first();
    await twice.click();
    assert.equal(await current(), "2");
    await twice.click();
    assert.equal(await current(), "3");
    await page.keyboard.press("n");
    assert.equal(await current(), "4");
    await page.keyboard.press("p");
    await page.keyboard.press("p");
    assert.equal(await current(), "2");
  }));

  test("each family has its own colour", () => opened("seeds", "#/pair/0/1", async (page) => {
    const colours = await page.locator(".chip").evaluateAll((all) => all.map((chip) => getComputedStyle(chip).backgroundColor));
    assert.equal(new Set(colours).size, 3);
    assert.equal(colours[1], colours[2]);
  }));
});

describe("without a mouse", () => {
  test("search finds names and text, and Enter goes on to what was found", () => opened("seeds", "#/", async (page) => {
    await page.keyboard.press("/");
    await turned(page, () => page.keyboard.type("as the SECURITY"));
    assert.match(await page.locator(".lead").textContent(), /0 files, 2 passages\./);
    assert.equal((await texts(page, "mark.hit"))[0], "As the security");
    await page.keyboard.press("Enter");
    await turned(page, () => page.keyboard.press("Enter"));
    assert.match(page.url(), /#\/family\/\d+$/);
    await page.keyboard.press("/");
    await turned(page, () => page.locator("#search").fill("002_"));
    assert.match(await page.locator(".lead").textContent(), /1 file, 0 passages\./);
    await page.locator("#search").fill("nowhere to be found");
    assert.match(await page.locator(".empty").textContent(), /No file name and no passage/);
  }));

  test("j, k, Enter and Escape go through the lists", () => opened("seeds", "#/passages", async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("href"));
    await page.keyboard.press("j");
    assert.equal(await focused(), "#/family/0");
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("k");
    assert.equal(await focused(), "#/family/1");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid", "the focus shows");
    await turned(page, () => page.keyboard.press("Enter"));
    assert.ok(page.url().endsWith("#/family/1"));
    await turned(page, () => page.keyboard.press("n"));
    assert.ok(page.url().endsWith("#/family/2"));
    await turned(page, () => page.keyboard.press("Escape"));
    assert.ok(page.url().endsWith("#/family/1"));
    await turned(page, () => page.keyboard.press("Escape"));
    assert.ok(page.url().endsWith("#/passages"));
    assert.equal(await focused(), "#/family/1", "the row that was opened has the focus again");
  }));

  test("a page that is opened by its address has no row in focus", async () => {
    for (const hash of ["#/family/1", "#/pair/0/1"]) {
      await opened("seeds", hash, async (page) => {
        assert.equal(await page.evaluate(() => document.activeElement.id), "main", hash);
      });
    }
  });

  test("? lists the keys and Escape closes the list", () => opened("seeds", "#/", async (page) => {
    await page.keyboard.press("?");
    assert.ok(await page.locator("dialog").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("dialog").isVisible()));
    await page.keyboard.press("g");
    await turned(page, () => page.keyboard.press("m"));
    assert.match(page.url(), /#\/graph$/);
  }));

  test("every button and input has a name", () => opened("english", "#/", async (page) => {
    for (const hash of ["#/", "#/passages", "#/pair/0/1", "#/graph"]) {
      await visit(page, hash);
      const nameless = await page.evaluate(() => [...document.querySelectorAll("button, input, a, select")]
        .filter((e) => !(e.textContent.trim() || e.getAttribute("aria-label") || (e.labels && e.labels.length))).map((e) => e.outerHTML));
      assert.deepEqual(nameless, [], hash);
    }
  }));
});

describe("how it looks", () => {
  test("dark follows the system and can be toggled", () => opened("seeds", "#/", async (page) => {
    const brightness = () => page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)[0]));
    assert.ok((await brightness()) < 60);
    await page.keyboard.press("t");
    assert.ok((await brightness()) > 200);
    await page.locator("#theme").click();
    assert.ok((await brightness()) < 60);
  }, { colorScheme: "dark" }));

  test("400 pixels are enough: nothing sticks out", async () => {
    for (const corpus of ["seeds", "arabic", "hostile"]) {
      await opened(corpus, "#/", async (page) => {
        for (const hash of ["#/", "#/passages", "#/family/0", "#/pairs", "#/file/0", "#/graph", "#/copies", "#/notes", "#/boilerplate"]) {
          await visit(page, hash);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 400, `${corpus} ${hash}`);
        }
      }, { viewport: { width: 400, height: 800 } });
    }
  });

  test("print has no controls and complete columns", () => opened("seeds", "#/pair/0/1", async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator(".top").isVisible()));
    const cut = await page.locator(".scroller").evaluateAll((all) => all.some((s) => s.scrollHeight > s.clientHeight + 1));
    assert.ok(!cut);
  }));

  test("Arabic runs from right to left, Chinese breaks anywhere", async () => {
    await opened("arabic", "#/family/0", async (page) => {
      const direction = await page.locator(".words").first().evaluate((words) => getComputedStyle(words).direction);
      assert.equal(direction, "rtl");
    });
    await opened("chinese", "#/family/0", async (page) => {
      const fits = await page.locator(".words").evaluateAll((all) => all.every((w) => w.scrollWidth <= w.clientWidth + 1));
      assert.ok(fits);
    });
  });

  test("pairs that share boilerplate only are shown when asked for", () => opened("english", "#/pairs", async (page) => {
    const tally = () => page.locator(".tools .tally").textContent();
    const content = Number(/^\d+/.exec(await tally())[0]);
    await page.locator(".tools .choice select").selectOption("all");
    assert.equal(Number(/^\d+/.exec(await tally())[0]), (24 * 23) / 2, "every two files share the footer");
    assert.ok(content > 0 && content < 100);
    await visit(page, "#/graph");
    assert.equal(await page.locator(".edge").count(), content);
  }));

  test("boilerplate is listed separately", () => opened("english", "#/boilerplate", async (page) => {
    assert.equal(await page.locator(".rows .row").count(), 1);
    await turned(page, () => page.locator(".rows .row").click());
    assert.match(await page.locator("h1").textContent(), /in 24 places/);
    assert.equal(await page.locator(".card").count(), 20);
    await page.getByRole("button", { name: /^Show 3 more/ }).click();
    assert.equal(await page.locator(".card").count(), 23);
  }));

  test("without scripts there is a summary", () => opened("seeds", "", async (page) => {
    const text = await page.locator("body").textContent();
    assert.match(text, /As the security situation/);
    assert.match(text, /002_179d27cb1b765127\.txt:23/);
  }, { javaScriptEnabled: false }));
});

describe("hostile input", () => {
  test("a name changes no text direction and breaks no line", () => opened("hostile", "#/file/2", async (page) => {
    assert.equal(await page.locator("h1").textContent(), "control␛[31m\ufffd\ufffd\ufffd\ufffdtxt.exe");
  }));

  test("markup in names and texts is shown, and nothing of it runs", async () => {
    for (const hash of ["#/", "#/passages", "#/family/0", "#/pairs", "#/pair/0/1", "#/file/0", "#/file/2", "#/graph", "#/copies", "#/notes", "#/search/%3Cscript%3E"]) {
      await opened("hostile", hash, async (page) => {
        assert.equal(await page.locator("img, iframe, object, [onload], [onerror], main script, main style").count(), 0, hash);
        assert.match(await page.locator("main").textContent(), /alert\(\d\)|onerror/, hash);
        assert.equal(await page.evaluate(() => /[\u001b\u202e]/.test(document.querySelector("main").textContent)), false, hash);
      });
    }
  });

  test("offsets are right after characters of two and of four bytes", () => opened("hostile", "#/file/0", async (page) => {
    const marked = (await texts(page, "mark.p")).join("");
    assert.ok(marked.startsWith("The old man walked") && marked.endsWith("since then"), marked);
  }));

  test("the text between the marks is complete", () => opened("english", "#/file/3", async (page) => {
    const [shown, expected] = await page.evaluate(() => {
      const { pieces } = JSON.parse(document.getElementById("data").textContent).documents[3];
      return [[...document.querySelectorAll(".words")].map((w) => w.textContent).join("\n"), pieces[0][2]];
    });
    assert.equal(shown.replace(/\s+/g, " ").trim(), expected.replace(/\s+/g, " ").trim());
  }));
});

describe("ends of lines and of texts", () => {
  test("a passage is shown up to the end of its text, in the lines that the report counts", () => opened("endings", "#/passages", async (page) => {
    assert.match(await page.locator(".rows .row").first().textContent(), /The old man walked/);
    const { families, documents } = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
    const [doc, , end, first, last] = families[0].places[1];
    assert.deepEqual([doc, end, first, last], [1, documents[1].length, 4, 6]);
    await visit(page, "#/file/1");
    const marked = await page.locator(".line:has(mark.p)").evaluateAll((all) => all.map((line) => Number(line.dataset.line)));
    assert.deepEqual(marked, [4, 5, 6]);
    assert.match((await texts(page, "mark.p")).join(" "), /^The old man .* of salt$/);
  }));
});

describe("other units", () => {
  test("paragraphs have families, pairs and word diffs found by the page", () => opened("paragraphs", "#/passages", async (page) => {
    assert.ok((await page.locator(".rows .row").count()) > 0);
    await turned(page, () => page.locator(".rows .row", { hasText: "edited" }).first().click());
    assert.ok((await page.locator(".card .changed").count()) > 0);
    await turned(page, () => page.getByRole("link", { name: /^Side by side/ }).first().click());
    assert.ok((await page.locator(".column mark.p").count()) >= 2);
  }));

  test("documents have clusters and pairs without passages", () => opened("documents", "#/copies", async (page) => {
    assert.ok((await page.locator(".cluster").count()) > 5);
    await turned(page, () => page.locator(".cluster li", { hasText: "near-copy" }).getByRole("link").first().click());
    assert.match(page.url(), /#\/pair\//);
    const marked = (side) => page.locator(`.scroller[data-side=${side}] mark.p`).count();
    assert.ok((await marked("a")) > 2 && (await marked("b")) > 2, "the words that differ are marked");
    await page.keyboard.press("n");
    assert.ok((await page.locator(".scroller mark.now").count()) > 0);
    await visit(page, "#/pairs");
    assert.ok(!(await page.locator(".rows").textContent()).includes("0 shared words"));
  }));
});

describe("a small budget for text", () => {
  const tally = (page) => page.evaluate(() => JSON.parse(document.getElementById("data").textContent).texts.tally);

  test("the overview says what is missing", () => opened("tight", "#/", async (page) => {
    const { whole, part, none } = await tally(page);
    assert.ok(part > 0 && none > 0, `${whole} whole, ${part} in part, ${none} not at all`);
    assert.match(await page.locator("section.caution").textContent(), new RegExp(`of ${part} the places with some lines around them, of ${none} nothing`));
  }));

  test("files and families show the included text and say where text is missing", () => opened("tight", "#/", async (page) => {
    const { documents, families } = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
    const part = documents.findIndex((d) => d.pieces.length > 1);
    const none = documents.findIndex((d) => !d.pieces.length);
    const opening = families.findIndex((f) => f.opening);
    const at = async (hash) => {
      await visit(page, hash);
      return page.locator("main").textContent();
    };
    assert.match(await at(`#/file/${part}`), /Only the places and the lines around them/);
    assert.ok((await page.locator(".gap").count()) > 0);
    assert.match(await at(`#/file/${none}`), /The text of this file is not included/);
    assert.match(await at(`#/family/${opening}`), /is not in this file, because its size limit/);
    assert.ok((await at(`#/family/${opening}`)).includes(families[opening].opening.slice(0, 30)));
    for (const document of [part, none]) {
      const { a, b } = await page.evaluate((id) => JSON.parse(document.getElementById("data").textContent).pairs.find((p) => p.a === id || p.b === id), document);
      await at(`#/pair/${a}/${b}`);
      assert.ok((await page.locator(".gap").count()) > 0, `the pair ${a}/${b}`);
    }
  }));
});

describe("10,000 families", () => {
  test("every view stays small", () => opened("many", "#/", async (page) => {
    const families = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).families.length);
    assert.ok(families >= 10_000, `${families} families`);
    for (const hash of ["#/", "#/passages", "#/family/5", "#/pairs", "#/pair/0/1", "#/file/5", "#/graph", "#/copies", "#/boilerplate", "#/notes", "#/search/the"]) {
      await visit(page, hash);
      assert.ok((await elements(page)) < MOST_ELEMENTS, `${hash}: ${await elements(page)} elements`);
    }
  }));

  test("the list pages, sorts and filters", () => opened("many", "#/passages", async (page) => {
    assert.equal(await page.locator(".rows .row").count(), 50);
    await page.getByRole("button", { name: "Last" }).click();
    const rest = await page.locator(".rows .row").count();
    assert.ok(rest >= 1 && rest <= 50);
    const last = await page.locator(".pager span").textContent();
    await turned(page, () => page.locator(".rows .row").first().click());
    await turned(page, () => page.keyboard.press("Escape"));
    assert.equal(await page.locator(".pager span").textContent(), last, "back on the same page of the list");
    await page.waitForFunction(() => document.activeElement.matches("[data-row]"));
    await page.keyboard.press("k");
    await page.waitForFunction((rest) => document.querySelectorAll(".rows .row").length !== rest, rest);
    assert.equal(await page.locator(".rows .row").count(), 50, "k goes back over the edge of the page");
    await page.getByLabel("Order").selectOption("least");
    const all = await page.locator(".tally").textContent();
    await slide(page, "similarity", 100);
    await frames(page);
    assert.notEqual(await page.locator(".tally").textContent(), all);
    assert.ok((await texts(page, ".rows .badge")).every((badge) => ["identical", "same words"].includes(badge)));
  }));
});
