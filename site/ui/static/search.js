// The search page of an exported site. It asks the API whose address the page
// gives (data-api), or else the exported index (data-index), which searchindex.js
// searches. Either way it shows what the server's page shows: hits with the
// section that matched best, kinds and response clocks with counts, pages of ten.
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

// ---- Asking ----

// searchIndex asks the exported index.
async function searchIndex(state) {
  const results = await yanxiIndex.search(state, pageSize);
  const counts = new Map(results.clocks.map((c) => [c.term, c.count]));
  results.clocks = clockTerms.filter((term) => counts.has(term)).map((term) => ({ term, count: counts.get(term), label: clockLabel(term) }));
  return results;
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

// fill reads the page of a hit and shows where in it the match is.
async function fill(item, hit) {
  const answer = await fetch(hit.url);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const section = yanxiIndex.match(page, hit.wanted);
  if (!section) return;
  if (section.heading) showSection(item, { text: section.heading, url: `${hit.url}#${encodeURIComponent(section.anchor)}` });
  if (section.snippet.length) item.querySelector(".item-text").replaceChildren(...section.snippet);
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
