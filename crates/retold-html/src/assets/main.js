// The routes, and the frame around each page.

const ROUTES = [
  [/^\/$/, overviewView, "#/"],
  [/^\/passages$/, familiesView, "#/passages"],
  [/^\/family\/(\d+)$/, (id) => familyView(Number(id)), "#/passages"],
  [/^\/pairs$/, pairsView, "#/pairs"],
  [/^\/pair\/(\d+)\/(\d+)(?:\/(\d+))?$/, (a, b, at) => pairView(Math.min(a, b), Math.max(a, b), at && Number(at)), "#/pairs"],
  [/^\/file\/(\d+)(?:\/(\d+))?$/, (id, family) => fileView(Number(id), family === undefined ? null : Number(family)), "#/"],
  [/^\/graph$/, graphView, "#/graph"],
  [/^\/copies$/, copiesView, "#/copies"],
  [/^\/boilerplate$/, boilerplateView, "#/boilerplate"],
  [/^\/notes$/, notesView, "#/notes"],
  [/^\/search\/(.*)$/, (query) => searchView(decode(query)), ""],
];

const LINKS = [
  ["#/", "Overview"],
  ["#/passages", "Passages", contentFamilies.length],
  ["#/pairs", "Pairs", contentPairs.length],
  ["#/graph", "Map"],
  ["#/copies", "Near-copies", clusters.length],
  ["#/boilerplate", "Boilerplate", boilerplateFamilies.length],
  ["#/notes", "Notes", data.skipped.length],
];

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const main = el("main", { id: "main", tabindex: -1 });
const links = LINKS.map(([href, text, amount]) => el("a", { href }, text, amount ? el("span.amount", null, number(amount)) : null));
const search = el("input", { type: "search", id: "search", placeholder: "Search names and passages", "aria-label": "Search names and passages", dir: "auto" });
const page = { search, step: () => {}, toggleTheme };

search.addEventListener("input", () => {
  const to = `#/search/${encodeURIComponent(search.value)}`;
  // A search is one step of the history, however many letters are typed.
  if (location.hash.startsWith("#/search/")) {
    try {
      history.replaceState(null, "", to);
      show();
      return;
    } catch {
      // If the history cannot be changed, the address is.
    }
  }
  location.hash = to;
});
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  move(1);
});

function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

const positions = new Map();
let shownHash = null;

function show() {
  const hash = location.hash || "#/";
  const [path, query] = hash.slice(1).split("?");
  if (query) readFilter(query);
  const found = ROUTES.map(([pattern, view, link]) => [pattern.exec(path), view, link]).find(([match]) => match);
  const view = found ? found[1](...found[0].slice(1)) : missing("There is no such page.");
  if (shownHash !== null && shownHash !== hash) positions.set(shownHash, scrollY);
  const again = shownHash === hash;
  const before = shownHash;
  shownHash = hash;
  document.title = view.title === "Overview" ? data.title : `${view.title} – ${data.title}`;
  main.classList.toggle("wide", Boolean(view.wide));
  main.replaceChildren(...view.content.flat(Infinity).filter(Boolean));
  page.step = view.step || ((by) => {
    const step = main.querySelector(`[data-step="${by > 0 ? "on" : "back"}"]`);
    if (step) location.hash = step.getAttribute("href");
    else move(by);
  });
  for (const link of links) {
    if (found && link.getAttribute("href") === found[2]) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (document.activeElement !== search && !again) {
    // On the way back to a list, the opened row gets the focus again.
    const opened = before !== null && [...main.querySelectorAll("[data-row]")].find((row) => row.getAttribute("href") === before);
    (opened || main).focus({ preventScroll: true });
  }
  scrollTo(0, positions.get(hash) || 0);
  if (view.ready) view.ready();
}

document.getElementById("app").append(
  el("a.skip", { href: "#main", onclick: (event) => {
    event.preventDefault();
    main.focus();
  } }, "Skip to the content"),
  el("header.top", null,
    el("nav", { "aria-label": "Views" }, links),
    el("div.tools", null, search,
      el("button.quiet", { type: "button", id: "theme", "aria-label": "Light or dark", title: "Light or dark (t)", onclick: toggleTheme }, "◐"),
      el("button.quiet", { type: "button", id: "keys", "aria-label": "Keys", title: "Keys (?)", onclick: () => document.getElementById("help").showModal() }, "?"))),
  main,
  helpDialog(),
);
listenToKeys(page);
addEventListener("hashchange", show);
show();
