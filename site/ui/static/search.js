// The search page of an exported site. It asks the API whose address the page
// gives (data-api), or else searches by itself in the exported index
// (data-index) with MiniSearch. Either way it shows what the server's page
// shows: hits with the section that matched best, kinds and response clocks with counts, pages of ten.
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
//
// To try by hand, in an export served over HTTP: a word of two characters; one
// of four; a single character; Traditional for Simplified; full-width digits; an
// English word in capitals; words that no page holds together (the note
// appears); -word; nonsense; nothing at all; a kind, then back; page two, then
// reload; without the index file (the message appears); without scripts.

const found = document.getElementById("found");
const topics = document.getElementById("topics");
const box = document.getElementById("q");
const home = document.querySelector(".brand").href;
const say = found.dataset;
const pageSize = 10;
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
    const [module, answer] = await Promise.all([import(new URL(say.minisearch, location.href)), fetch(say.index)]);
    if (!answer.ok) throw new Error(`${say.index}: ${answer.status}`);
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

// searchIndex finds documents that hold all terms, else those that hold some.
async function searchIndex(state) {
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
    clocks: clockTerms.filter((term) => clocks.has(term)).map((term) => ({ term, count: clocks.get(term), label: clockLabel(term) })),
    hits: chosen.slice((state.page - 1) * pageSize, state.page * pageSize).map((id) => {
      const d = docs[id];
      return { id: d.id, url: new URL(d.u, home).href, title: d.t, kind: d.k, label: d.kl, date: d.d, course: d.c, summary: d.s, term: d.ct, span: d.cs, wanted };
    }),
  };
}

// searchAPI asks a server.
async function searchAPI(state) {
  const params = new URLSearchParams({ q: state.q, page: state.page, size: pageSize });
  if (state.kind) params.set("kind", state.kind);
  if (state.clock) params.set("clock", state.clock);
  if (state.verbatim) params.set("verbatim", "true");
  const answer = await fetch(`${say.api}/api/v1/search?${params}`);
  if (!answer.ok) throw new Error(`${say.api}: ${answer.status}`);
  const data = await answer.json();
  const facet = (name) => (data.facets && data.facets[name]) || [];
  return {
    total: data.total, relaxed: data.relaxed, everything: !data.query, corrected: data.corrected, near: data.near,
    kinds: facet("kind").map((k) => ({ kind: k.term, count: k.count, label: k.label })),
    clocks: facet("clock").filter((c) => c.count > 0),
    hits: data.hits.map((h) => {
      const url = new URL(h.url.replace(/^\//, ""), home).href;
      return {
        id: h.id, url, title: h.title, kind: h.kind, label: h.kind, date: h.date, course: h.course && h.course.title, summary: h.summary,
        section: h.section && { text: h.section.heading, url: `${url}#${encodeURIComponent(h.section.anchor)}` },
        snippet: marked(h.snippet),
      };
    }),
  };
}

// marked keeps of a snippet's HTML its text and marks.
function marked(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].map((node) => (node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent));
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
    out.push(lit[i] ? element("mark", text) : text);
    i = j;
  }
  if (end < chars.length) out.push("…");
  return out;
}

// fill reads the page of a hit and shows where in it the match is.
async function fill(item, hit) {
  const answer = await fetch(hit.url);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const section = best(sections(page), hit.wanted);
  if (!section.score) return;
  if (section.heading) showSection(item, { text: section.heading, url: `${hit.url}#${encodeURIComponent(section.anchor)}` });
  if (section.matches.length) item.querySelector(".item-text").replaceChildren(...snippet(section));
}

// ---- Showing ----

function element(name, text, attributes = {}) {
  const e = document.createElement(name);
  e.textContent = text;
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  return e;
}

const number = (n) => n.toLocaleString("en");
const day = (iso) => new Date(`${iso}T00:00:00`).toLocaleDateString(
  document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { dateStyle: "long" });

function showSection(item, section) {
  const link = item.querySelector(".hit-section a");
  link.textContent = section.text;
  link.href = section.url;
  link.parentNode.hidden = false;
}

// The terms of the response clock, the best first, and what the page calls them.
const clockTerms = ["within_12h", "late", "unknown"];
const clockOf = (term) => document.getElementById(`clock-${term}`);
const clockLabel = (term) => (clockOf(term) ? clockOf(term).dataset.label : term);

function showClock(hit) {
  const badge = element("span", "", { class: `clock clock-${hit.term}` });
  badge.append(clockOf(hit.term).content.cloneNode(true), `${say.sayResponse}${hit.span ? ` ${hit.span} ·` : ""} ${clockLabel(hit.term)}`);
  return badge;
}

function showHit(hit) {
  const item = document.getElementById("hit").content.firstElementChild.cloneNode(true);
  const kind = document.getElementById(`kind-${hit.kind}`);
  item.querySelector(".kind").append(kind ? kind.content.cloneNode(true) : hit.label);
  if (hit.date) item.querySelector(".eyebrow").append(" ", element("time", day(hit.date), { datetime: hit.date }));
  if (hit.term && clockOf(hit.term)) item.querySelector(".eyebrow").append(" ", showClock(hit));
  if (hit.course) item.querySelector(".eyebrow").append(" ", element("span", hit.course));
  const title = item.querySelector(".item-title a");
  title.firstChild.textContent = hit.title;
  title.href = hit.url;
  item.querySelector(".hit-section").hidden = true;
  item.dataset.document = hit.id;
  if (hit.section) showSection(item, hit.section);
  item.querySelector(".item-text").append(...(hit.snippet && hit.snippet.length ? hit.snippet : [hit.summary || ""]));
  return item;
}

function address(state) {
  const params = new URLSearchParams();
  if (state.q) params.set("q", state.q);
  if (state.kind) params.set("kind", state.kind);
  if (state.clock) params.set("clock", state.clock);
  if (state.verbatim) params.set("verbatim", "1");
  if (state.page > 1) params.set("page", state.page);
  return `?${params}`;
}

function showKinds(state, results) {
  const list = document.createElement("ul");
  const add = (label, kind, count) => {
    const link = element("a", label, { href: address({ ...state, kind, page: 1 }) });
    if (count) link.append(" ", element("span", number(count), { class: "count" }));
    if ((state.kind || "") === kind) link.setAttribute("aria-current", "true");
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  };
  add(say.sayAll, "");
  for (const k of results.kinds) add(k.label, k.kind, k.count);
  const nav = element("nav", "", { class: "tabs", "aria-label": say.sayKind });
  nav.append(list);
  return nav;
}

// showClocks narrows cases by their response; what is chosen is undone by the same link.
function showClocks(state, results) {
  const clocks = results.clocks || [];
  if (!state.clock && clocks.length < 2) return "";
  const list = element("ul", "", { class: "links" });
  for (const c of clocks) {
    const on = state.clock === c.term;
    const link = element("a", c.label, { href: address({ ...state, clock: on ? "" : c.term, page: 1 }) });
    if (on) link.setAttribute("aria-current", "true");
    const item = document.createElement("li");
    item.append(link, " ", element("span", number(c.count), { class: "count" }));
    list.append(item);
  }
  const nav = element("nav", "", { class: "facet narrow", "aria-label": say.sayClock });
  nav.append(element("h2", say.sayClock, { class: "minor" }), list);
  return nav;
}

function showPager(state, results) {
  const pages = Math.ceil(results.total / pageSize);
  const nav = element("nav", "", { class: "pager", "aria-label": say.sayPager });
  const to = (page, text, rel) => nav.append(element("a", text, { href: address({ ...state, page }), rel }));
  if (state.page > 1) to(Math.min(state.page - 1, pages), say.sayPrev, "prev");
  nav.append(element("p", say.sayPage.replace("%d", state.page).replace("%s", number(pages))));
  if (state.page < pages) to(state.page + 1, say.sayNext, "next");
  return pages > 1 ? nav : "";
}

function show(state, results) {
  const total = (results.everything ? say.sayEverything : say.sayTotal).replace("%s", number(results.total));
  const line = element("div", "", { class: "found" });
  line.append(element("p", total, { role: "status" }));
  const list = element("ol", "", { class: "items hits" });
  list.append(...results.hits.map(showHit));
  const empty = (text, ...rest) => {
    const p = element("p", "", { class: "notice", role: "status" });
    p.append(element("span", text), ...rest);
    return p;
  };
  document.querySelector("h1").className = state.q ? "hidden" : "ask";
  topics.hidden = results.total > 0;
  const asking = (q) => element("a", q, { href: address({ ...state, q, verbatim: false, page: 1 }), class: "again" });
  if (!results.total && !state.kind && !state.clock) {
    const near = (results.near || []).flatMap((q, i) => [i ? say.sayComma : ` ${say.sayNear}`, asking(q)]);
    return found.replaceChildren(empty(`${say.sayNone.replace("%s", state.q)} ${say.sayDo}`, ...near));
  }
  const corrected = element("p", "", { class: "corrected" });
  if (results.corrected) {
    const typed = address({ ...state, verbatim: true, page: 1 });
    corrected.append(
      element("b", say.sayCorrected.replace("%s", results.corrected)), " ",
      element("a", say.sayVerbatim.replace("%s", state.q), { href: typed, class: "again" }));
  }
  found.replaceChildren(
    results.corrected ? corrected : "", showKinds(state, results), showClocks(state, results), line, results.relaxed ? empty(say.sayRelaxed) : "",
    results.hits.length ? list : empty(say.sayBeyond), showPager(state, results));
  document.dispatchEvent(new CustomEvent("yanxi:progress")); // marks what was read
  results.hits.forEach((hit, i) => {
    if (hit.wanted && hit.wanted.length) fill(list.children[i], hit).catch(() => {}); // the summary stays
  });
}

// ---- The page's state is its address ----

let newest = 0;

async function run() {
  const params = new URLSearchParams(location.search);
  const state = { q: (params.get("q") || "").slice(0, 256), kind: params.get("kind") || "", clock: params.get("clock") || "", verbatim: params.has("verbatim"), page: Math.max(1, parseInt(params.get("page"), 10) || 1) };
  const mine = ++newest;
  box.value = state.q;
  if (state.q) document.title = document.title.replace(/^.* · /u, `${say.sayTitle.replace("%s", state.q)} · `);
  if (!state.q && !say.api && !params.has("kind") && !params.has("clock") && !params.has("page")) box.focus();
  if (!found.firstChild) found.append(element("p", say.sayLoading, { class: "empty", role: "status" }));
  try {
    const results = await (say.api ? searchAPI(state) : searchIndex(state));
    if (mine === newest) show(state, results);
  } catch {
    if (mine !== newest) return;
    topics.hidden = false;
    found.replaceChildren(element("p", say.sayFailed, { class: "notice", role: "alert" }));
  }
}

function go(search) {
  history.pushState(null, "", search);
  run();
}

box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(address({ q: box.value.trim(), page: 1 }));
});
found.addEventListener("click", (event) => {
  const link = event.target.closest(".tabs a, .narrow a, .pager a, .again");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.getAttribute("href"));
  scrollTo({ top: 0 });
});
addEventListener("popstate", run);
run();
