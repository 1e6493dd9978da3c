// Keyboard control.

const KEYS = [
  ["j / k", "next and previous row, also with the arrow keys in a list"],
  ["Enter", "open"],
  ["n / p", "next and previous passage"],
  ["/", "search"],
  ["g then o, p, f, m", "overview, passages, pairs of files, map"],
  ["t", "light or dark"],
  ["Esc", "leave the search, close this list, or go back"],
  ["?", "this list"],
];

function helpDialog() {
  const close = el("button", { type: "button", onclick: () => dialog.close() }, "Close");
  const dialog = el("dialog", { id: "help", "aria-labelledby": "help-title" },
    el("h2", { id: "help-title" }, "Keys"),
    el("dl", null, KEYS.map(([keys, meaning]) => [el("dt", null, keys.split(" ").map((key) => (/^(then|\/)$/.test(key) && keys !== "/" ? ` ${key} ` : el("kbd", null, key)))), el("dd", null, meaning)])),
    close);
  return dialog;
}

function listenToKeys(page) {
  let went = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const help = document.getElementById("help");
    const typing = target.matches("input[type=search], select, textarea");
    if (key === "Escape") {
      if (help.open) return;
      if (typing) target.blur();
      else if (location.hash.length > 2) history.back();
      return;
    }
    if (typing || help.open) return;
    if (went) {
      went = false;
      const to = { o: "#/", p: "#/passages", f: "#/pairs", m: "#/graph" }[key];
      if (to) {
        location.hash = to;
        event.preventDefault();
        return;
      }
    }
    const inList = target.matches("[data-row]");
    const actions = {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: inList && (() => move(1)),
      ArrowUp: inList && (() => move(-1)),
      n: () => page.step(1),
      p: () => page.step(-1),
      "/": () => page.search.focus(),
      "?": () => help.showModal(),
      t: page.toggleTheme,
      g: () => {
        went = true;
      },
    };
    const action = Object.hasOwn(actions, key) && actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

// The focused row is the selection. It moves by one row, and from the end of a page to the next page.
function move(by) {
  const rows = [...document.querySelectorAll("main [data-row]")].filter((row) => row.offsetParent !== null || row.closest("svg"));
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return;
  }
  const turn = document.querySelector(`main [data-turn="${by > 0 ? "on" : "back"}"]`);
  if (turn && !turn.disabled) turn.click();
}
