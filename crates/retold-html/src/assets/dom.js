// Elements, numbers and names. Data only ever becomes text nodes.

const drawingSpace = document.getElementById("drawing").namespaceURI;

// el("div.note", { onclick }, "text", child): strings become text, null and false are left out.
function el(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  return fill(document.createElement(name), classes, attributes, children);
}

function draw(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  return fill(document.createElementNS(drawingSpace, name), classes, attributes, children);
}

function fill(element, classes, attributes, children) {
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "href" && !String(value).startsWith("#")) throw new Error("only own links");
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

const number = (value) => value.toLocaleString("en");

function count(value, noun, plural) {
  return `${number(value)} ${value === 1 ? noun : plural || `${noun}s`}`;
}

// Truncated, not rounded: only 1 is shown as 1.00.
const share = (value) => (Math.floor(value * 100 + 1e-9) / 100).toFixed(2);

function percent(value) {
  if (value > 0 && value < 0.01) return "< 1 %";
  return `${Math.floor(value * 100 + 1e-9)} %`;
}

const lineRange = (place) => (place.first === place.last ? `${place.first}` : `${place.first}–${place.last}`);
const linesOf = (place) => `${place.first === place.last ? "line" : "lines"} ${lineRange(place)}`;

// Shows control characters as pictures, and line breaks and direction marks as symbols.
function visible(text) {
  return text
    .replace(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
}

// A text on one line: white space folded, invisible characters left out, also direction marks, which
// are normal in right-to-left texts.
function oneLine(text, most) {
  const line = text.replace(/[\s\u0000-\u001f\u2028\u2029]+/g, " ").replace(/[\u061c\u200e\u200f]/g, "").trim();
  if (line.length <= most) return visible(line);
  // Cuts between words if there is a space nearby, otherwise between characters.
  const cut = line.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${visible(cut.replace(/ \S{1,20}$/, ""))} …`;
}

// A text with every occurrence of the search term marked.
function highlighted(text, needle) {
  const parts = [];
  const folded = text.toLowerCase();
  let from = 0;
  // A letter may change its length in lower case. Then nothing is marked, rather than a wrong place.
  for (let at = needle && folded.length === text.length ? folded.indexOf(needle) : -1; at >= 0; ) {
    parts.push(text.slice(from, at), el("mark.hit", null, text.slice(at, at + needle.length)));
    from = at + needle.length;
    at = folded.indexOf(needle, from);
  }
  parts.push(text.slice(from));
  return parts;
}
