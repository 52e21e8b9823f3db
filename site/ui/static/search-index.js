// The exported index, searched by the browser: what a query finds, and where in
// the page of a hit the match is. The page that shows it is search.js.
//
// window.yanxiIndex is:
//
//   search(state, pageSize)   {total, relaxed, everything, kinds, clocks, hits} for {q, kind, clock, page}; throws
//                             if the index cannot be had. A hit has, with what is shown of it, the terms wanted
//   match(page, wanted)       the section of a page (a Document) with the most of the terms: {heading, anchor,
//                             snippet}, the last a list of texts and marks; null if it has none
//
// The exported index is JSON, written by package site/export:
//
//   {"v": 1,
//    "fold": "體体說说…",      pairs of characters: each first one is read as the
//                            second. Full-width forms and capitals are folded by
//                            rule and are not listed.
//    "docs": [{"id": "cases/x",       position = the document's id in the index
//              "u":  "cases/x/",      address, relative to the site's root
//              "t":  "Title",
//              "k":  "case", "kl": "案例",   kind and its label
//              "d":  "2019-06-03",    may be missing, as all below may
//              "s":  "Summary",
//              "c":  "Title of the course",
//              "ct": "late", "cs": "20小时"}, …],   response clock of a case: its term, and how long it took
//    "index": {…}}           MiniSearch's own serialisation, version 2, with the
//                            fields title, head and body
//
// Terms are cut alike here and there, after folding: a run of Han characters
// into overlapping pairs (one that stands alone is a term); a run of other
// letters and digits into one word; all else separates.

const address = document.getElementById("found");
const home = document.querySelector(".brand").href;
const fields = ["title", "head", "body"];

// ---- Terms ----

const han = /\p{Script=Han}/u;
const letter = /[\p{L}\p{Nd}]/u;
let folds = new Map();

// fold reads one character as the index does.
function fold(c) {
  const code = c.codePointAt(0);
  if (code === 0x3000) return " ";
  if (code >= 0xff01 && code <= 0xff5e) c = String.fromCharCode(code - 0xfee0);
  const lower = c.toLowerCase();
  if (lower.length === c.length) c = lower;
  return folds.get(c) || c;
}

// terms cuts a text, given as an array of its characters, and says where in it
// each term stands.
function terms(chars) {
  const out = [];
  for (let i = 0; i < chars.length;) {
    const start = i;
    const folded = [];
    if (han.test(fold(chars[i]))) {
      while (i < chars.length && han.test(fold(chars[i]))) folded.push(fold(chars[i++]));
      if (folded.length === 1) out.push({ term: folded[0], from: start, to: i });
      for (let n = 0; n + 1 < folded.length; n++) out.push({ term: folded[n] + folded[n + 1], from: start + n, to: start + n + 2 });
    } else if (letter.test(fold(chars[i]))) {
      while (i < chars.length && letter.test(fold(chars[i])) && !han.test(fold(chars[i]))) folded.push(fold(chars[i++]));
      out.push({ term: folded.join(""), from: start, to: i });
    } else i++;
  }
  return out;
}

const distinct = (text) => [...new Set(terms([...text]).map((t) => t.term))];

// parse takes a query apart as the server does, but for quotes: words that must
// not be there begin with a minus.
function parse(query) {
  const words = query.trim().split(/\s+/u);
  const isWithout = (w) => /^[-－][^-－]/u.test(w);
  return {
    wanted: distinct(words.filter((w) => !isWithout(w)).join(" ")),
    without: words.filter(isWithout).map((w) => distinct(w.slice(1))).filter((t) => t.length),
  };
}

// ---- The exported index ----

let opening;

function open() {
  opening ||= (async () => {
    const [module, answer] = await Promise.all([import(new URL(address.dataset.minisearch, location.href)), fetch(address.dataset.index)]);
    if (!answer.ok) throw new Error(`${address.dataset.index}: ${answer.status}`);
    const data = await answer.json();
    if (data.v !== 1) throw new Error(`index version ${data.v}`);
    const pairs = [...data.fold];
    folds = new Map(pairs.flatMap((c, i) => (i % 2 ? [] : [[c, pairs[i + 1]]])));
    const options = { fields, tokenize: (s) => s.split(" "), processTerm: (term) => term };
    const all = data.index.index.map(([term]) => term);
    return { docs: data.docs, all, index: await module.default.loadJSAsync(data.index, options) };
  })();
  opening.catch(() => { opening = undefined; }); // the next search tries again
  return opening;
}

// A single character stands in the index within the pairs that hold it.
const isSingle = (term) => han.test(term) && [...term].length === 1;
const pairsWith = (term, all) => all.filter((t) => t.includes(term)).slice(0, 2000);

// search finds documents that hold all terms, else those that hold some.
async function search(state, pageSize) {
  const { docs, all, index } = await open();
  const { wanted, without } = parse(state.q);
  let relaxed = false;
  let ids;
  if (wanted.length) {
    const queries = wanted.map((term) => (isSingle(term) ? { combineWith: "OR", queries: pairsWith(term, all) } : term));
    const run = (combineWith) => index.search({
      combineWith: "AND_NOT",
      queries: [{ combineWith, queries }, ...without.map((t) => ({ combineWith: "AND", queries: t }))],
    }, { boost: { title: 4, head: 2 } }).map((r) => r.id);
    ids = run("AND");
    if (!ids.length && wanted.length > 1) {
      ids = run("OR");
      relaxed = ids.length > 0;
    }
  } else {
    ids = [...docs.keys()].sort((a, b) => (docs[b].d || "").localeCompare(docs[a].d || ""));
  }
  // As on a server, what is chosen in one facet does not narrow its own counts.
  const of = (key, value) => (value ? ids.filter((id) => docs[id][key] === value) : ids);
  const counted = (key, among) => {
    const counts = new Map();
    for (const id of among) if (docs[id][key]) counts.set(docs[id][key], (counts.get(docs[id][key]) || 0) + 1);
    return counts;
  };
  const kinds = counted("k", of("ct", state.clock));
  const clocks = counted("ct", of("k", state.kind));
  const chosen = of("k", state.kind).filter((id) => !state.clock || docs[id].ct === state.clock);
  return {
    total: chosen.length, relaxed, everything: !wanted.length,
    kinds: [...kinds].map(([kind, count]) => ({ kind, count, label: docs.find((d) => d.k === kind).kl })),
    clocks: [...clocks].map(([term, count]) => ({ term, count })),
    hits: chosen.slice((state.page - 1) * pageSize, state.page * pageSize).map((id) => {
      const d = docs[id];
      return { id: d.id, url: new URL(d.u, home).href, title: d.t, kind: d.k, label: d.kl, date: d.d, course: d.c, summary: d.s, term: d.ct, span: d.cs, wanted };
    }),
  };
}

// ---- The section of a page that matches best ----

const breaks = new Set(["P", "LI", "DT", "DD", "TD", "TH", "TR", "DIV", "BLOCKQUOTE", "PRE", "FIGCAPTION", "H3", "H4", "H5", "H6"]);

// textOf is the text of an element as a reader sees it, blocks set apart.
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || /^(sup|svg|script|template)$/i.test(node.nodeName) || node.matches(".acts")) return "";
  const text = [...node.childNodes].map(textOf).join("");
  return breaks.has(node.nodeName) ? text + " " : text;
}

// sections cuts a page at the headings of its text, and takes the parts that
// it has besides.
function sections(page) {
  const out = [{ heading: "", anchor: "", text: [...page.querySelectorAll(".lead")].map(textOf).join(" ") }];
  for (const prose of page.querySelectorAll(".prose")) {
    let at = { heading: "", anchor: "", text: "" };
    out.push(at);
    for (const child of prose.children) {
      if (/^H[2-6]$/.test(child.nodeName) && child.id) {
        at = { heading: child.textContent, anchor: child.id, text: "" };
        out.push(at);
      } else at.text += `${textOf(child)} `;
    }
  }
  for (const part of page.querySelectorAll("[data-section]")) {
    const heading = part.querySelector("h2[id]");
    const text = [...part.childNodes].filter((n) => n !== heading).map(textOf).join(" ");
    out.push({ heading: part.dataset.section, anchor: part.id || (heading && heading.id) || "", text });
  }
  return out;
}

// best is the section with the most of the wanted terms, a heading's counting double.
function best(all, wanted) {
  const has = new Set(wanted);
  let top = { score: 0 };
  for (const section of all) {
    const chars = [...section.text.replace(/\s+/gu, " ").trim()];
    const single = chars.flatMap((c, i) => (has.has(fold(c)) && isSingle(fold(c)) ? [{ term: fold(c), from: i, to: i + 1 }] : []));
    const matches = [...terms(chars).filter((t) => has.has(t.term)), ...single].sort((a, b) => a.from - b.from);
    const heading = distinct(section.heading).filter((t) => has.has(t)).length;
    const score = new Set(matches.map((m) => m.term)).size + 2 * heading + Math.min(matches.length, 9) / 10;
    if (score > top.score) top = { ...section, chars, matches, score };
  }
  return top;
}

// snippet shows about two lines around the densest matches, from the beginning
// of a sentence where one is near.
function snippet({ chars, matches }, length = 110) {
  let from = 0, most = 0;
  for (const m of matches) {
    const n = new Set(matches.filter((o) => o.from >= m.from && o.to <= m.from + length).map((o) => o.term)).size;
    if (n > most) [most, from] = [n, m.from];
  }
  const stop = /[。！？；!?;]/u;
  let start = from;
  while (start > 0 && from - start < 40 && !stop.test(chars[start - 1])) start--;
  if (start > 0 && !stop.test(chars[start - 1])) start = Math.max(0, from - 12);
  const end = Math.min(chars.length, start + length);

  const lit = new Array(chars.length).fill(false);
  for (const m of matches) lit.fill(true, m.from, m.to);
  const out = start > 0 && !stop.test(chars[start - 1]) ? ["…"] : [];
  for (let i = start; i < end;) {
    let j = i;
    while (j < end && lit[j] === lit[i]) j++;
    const text = chars.slice(i, j).join("");
    out.push(lit[i] ? mark(text) : text);
    i = j;
  }
  if (end < chars.length) out.push("…");
  return out;
}

function mark(text) {
  const e = document.createElement("mark");
  e.textContent = text;
  return e;
}

function match(page, wanted) {
  const section = best(sections(page), wanted);
  if (!section.score) return null;
  return { heading: section.heading, anchor: section.anchor, snippet: section.matches.length ? snippet(section) : [] };
}

window.yanxiIndex = { search, match };
