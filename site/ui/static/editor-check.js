// The editor shows what is wrong with the text: a list of findings that lead to their
// places, corrections by a button, and marks beside the lines.
"use strict";

(() => {
  const editor = window.yanxiEditor;
  if (!editor) return;
  const { form, area, say, locked, post, insert, latest, later, filled, element } = editor;

  // ---- Findings ----

  const list = form.querySelector(".editor-findings");
  const counts = form.querySelector(".editor-counts");
  const number = form.querySelector(".editor-number");
  const shapes = {};
  for (const level of ["error", "warning", "info"]) shapes[level] = document.getElementById("shape-" + level);
  let findings = [];
  let checked = null; // the text that the findings are of
  const check = latest(async () => {
    const text = area.value;
    if (text === checked) return;
    let found;
    try {
      const answer = await post("check", { text });
      if (!answer.ok) return;
      found = await answer.json();
    } catch {
      return;
    }
    checked = text;
    findings = found.findings;
    counts.textContent = found.counts;
    list.replaceChildren(...findings.map(item));
    number.textContent = findings.length ? String(findings.length) : "";
    mark();
    follow(found.comments || []);
    form.dataset.checked = String(Number(form.dataset.checked || 0) + 1);
  });

  // What a reviewer said stays at its line, wherever that has got to.
  const said = document.querySelectorAll(".editor-comments li");
  const follow = (comments) => {
    if (comments.length !== said.length) return; // it was sent back once more: the page is to be loaded anew
    comments.forEach((c, i) => {
      const place = said[i].querySelector("a");
      place.dataset.line = c.line;
      place.hidden = !c.line;
      place.textContent = c.place;
      const was = said[i].querySelector(".editor-was");
      was.hidden = !c.was;
      was.textContent = c.was;
      const quote = said[i].querySelector(".editor-quote");
      quote.hidden = !c.quote;
      quote.querySelector("q").textContent = c.quote;
    });
    here();
  };

  const item = (f) => {
    const li = element("li", "finding finding-" + f.level);
    const head = element("p", "finding-head");
    if (shapes[f.level]) head.append(shapes[f.level].content.cloneNode(true));
    head.append(element("b", "", f.level_label), " ");
    if (f.gate_label) head.append(element("span", "", f.gate_label), " ");
    const place = element("a", "", f.line ? filled(say.sayLine, f.line) : say.sayWhole);
    place.href = "#text";
    place.dataset.line = f.line;
    place.dataset.column = f.column;
    place.dataset.endLine = f.end_line;
    place.dataset.endColumn = f.end_column;
    head.append(place);
    li.append(head, element("p", "", f.message));
    if (f.suggestion) li.append(element("p", "quiet", f.suggestion));
    if (f.fixable && !locked) {
      const fix = element("button", "button finding-fix", `${say.sayFix}“${f.use}”`);
      fix.type = "button";
      fix.addEventListener("click", () => mend(f));
      li.append(fix);
    }
    return li;
  };

  // offset is a place of the text by line and column, which count from 1, columns in characters.
  const offset = (line, column) => {
    let from = 0;
    for (let n = 1; n < line; n++) {
      const end = area.value.indexOf("\n", from);
      if (end < 0) return area.value.length;
      from = end + 1;
    }
    const end = area.value.indexOf("\n", from);
    const text = area.value.slice(from, end < 0 ? undefined : end);
    return from + Array.from(text).slice(0, Math.max(0, column - 1)).join("").length;
  };

  const goTo = (line, column, endLine, endColumn) => {
    editor.choose("write");
    area.focus();
    const from = offset(line, column || 1);
    const to = endLine ? offset(endLine, endColumn) : from;
    area.setSelectionRange(from, Math.max(from, to));
    const row = mirror.children[Math.max(0, line - 1)];
    if (row) area.scrollTop = row.offsetTop - area.clientHeight / 3;
    area.scrollIntoView({ block: "nearest" });
  };

  const mend = (f) => {
    if (area.value !== checked) return; // it will be checked in a moment
    insert(offset(f.line, f.column), offset(f.end_line, f.end_column), f.use);
  };

  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-line]");
    if (!place) return;
    event.preventDefault();
    const d = place.dataset;
    goTo(Number(d.line) || 1, Number(d.column), Number(d.endLine), Number(d.endColumn));
  });

  // ---- Marks beside the lines ----
  // The mirror holds the same lines in the same type below the text, unseen but for the marks.

  const mirror = element("div", "editor-mirror");
  mirror.setAttribute("aria-hidden", "true");
  area.before(mirror);
  let mirrored = [];
  const row = (text) => element("div", "", text || "\u200b");
  const reflect = () => {
    const now = area.value.split("\n");
    let head = 0;
    while (head < now.length && head < mirrored.length && now[head] === mirrored[head]) head++;
    let tail = 0;
    while (tail < now.length - head && tail < mirrored.length - head && now[now.length - 1 - tail] === mirrored[mirrored.length - 1 - tail]) tail++;
    for (let n = mirrored.length - tail - head; n > 0; n--) mirror.children[head].remove();
    const before = mirror.children[head] || null;
    for (const text of now.slice(head, now.length - tail)) mirror.insertBefore(row(text), before);
    mirrored = now;
    fit();
  };
  const fit = () => {
    mirror.style.width = area.clientWidth + "px";
    mirror.style.height = area.clientHeight + "px";
    mirror.scrollTop = area.scrollTop;
  };
  const rank = { error: 3, warning: 2, info: 1 };
  const mark = () => {
    for (const old of mirror.querySelectorAll("[class]:not(u)")) {
      old.className = "";
      old.textContent = old.textContent || "\u200b";
    }
    const lines = new Map();
    for (const f of findings) if (f.line && mirror.children[f.line - 1]) lines.set(f.line, [...(lines.get(f.line) || []), f]);
    for (const [line, all] of lines) {
      const div = mirror.children[line - 1];
      const worst = all.reduce((a, b) => (rank[b.level] > rank[a.level] ? b : a));
      const letters = Array.from(mirrored[line - 1]);
      const pieces = [];
      let done = 0;
      for (const f of all.filter((f) => f.column && f.end_line === line && f.end_column > f.column).sort((a, b) => a.column - b.column)) {
        if (f.column - 1 < done) continue;
        pieces.push(letters.slice(done, f.column - 1).join(""), element("u", "under-" + f.level, letters.slice(f.column - 1, f.end_column - 1).join("")));
        done = f.end_column - 1;
      }
      pieces.push(letters.slice(done).join("") || (done ? "" : "\u200b"));
      div.replaceChildren(...pieces);
      div.className = "has-mark mark-" + worst.level;
    }
  };
  area.addEventListener("scroll", () => { mirror.scrollTop = area.scrollTop; });
  new ResizeObserver(fit).observe(area);

  const here = later(() => {
    const line = area.value.slice(0, area.selectionStart).split("\n").length;
    for (const li of [...list.children, ...said]) li.classList.toggle("here", Number(li.querySelector("[data-line]")?.dataset.line) === line);
  }, 150);
  document.addEventListener("selectionchange", () => document.activeElement === area && here());

  // ---- When ----

  const checkLater = later(check, 500);
  form.addEventListener("written", () => {
    reflect();
    mark();
    checkLater();
  });
  form.addEventListener("parts", fit);
  reflect();
  check();
})();
