// The editor: saves by itself, shows the page and what is wrong with the text while
// one writes, and takes pictures that are pasted or dropped. Without this script the
// same form saves, shows and checks by its buttons.
"use strict";

(() => {
  const form = document.querySelector("[data-editor]");
  if (!form) return;
  const say = form.dataset;
  const at = form.getAttribute("action");
  const area = document.getElementById("text");
  const version = form.querySelector("[name=version]");
  const state = form.querySelector(".editor-state");
  const locked = "locked" in say;
  const button = (what) => form.querySelector(`button[name=do][value=${what}]`);
  const filled = (text, ...values) => values.reduce((out, value) => out.replace(/%[ds]/, value), text);
  const post = (address, fields) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return fetch(at + address, { method: "POST", body, headers: { Accept: "application/json" } });
  };

  // latest runs one thing at a time, and once more if it was asked for meanwhile: answers
  // never come out of order, and the last one is of the last text.
  const latest = (run) => {
    let running = false;
    let wanted = false;
    return async () => {
      wanted = true;
      if (running) return;
      running = true;
      try {
        while (wanted) {
          wanted = false;
          await run();
        }
      } finally {
        running = false;
      }
    };
  };

  const later = (run, pause) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(run, pause);
    };
  };

  // ---- Saving ----

  const backupKey = "yanxi.desk." + at;
  const backup = {
    read() {
      try {
        return JSON.parse(localStorage.getItem(backupKey));
      } catch {
        return null; // none, or none that can be read
      }
    },
    write() {
      try {
        localStorage.setItem(backupKey, JSON.stringify({ text: area.value, version: version.value }));
      } catch { /* no room, or not allowed: the page still has it */ }
    },
    drop() {
      try {
        localStorage.removeItem(backupKey);
      } catch { /* as above */ }
    },
  };

  let saved = area.value;
  let failures = 0;
  let stopped = false; // by a conflict or a refusal
  let leaving = false;
  const tell = (text, poor) => {
    state.textContent = text;
    state.classList.toggle("editor-poor", Boolean(poor));
  };

  const save = latest(async () => {
    const text = area.value;
    if (locked || stopped || text === saved) return;
    tell(say.saySaving);
    let answer;
    try {
      answer = await post("", { version: version.value, text, do: "save" });
      if (answer.status >= 500) throw new Error(answer.status);
    } catch {
      backup.write();
      tell(say.sayRetry, true);
      setTimeout(save, Math.min(60, 2 ** failures++) * 1000);
      return;
    }
    failures = 0;
    const said = await answer.json().catch(() => ({ error: String(answer.status) }));
    if (said.conflict) {
      stopped = true;
      backup.write();
      tell(say.sayConflict, true);
      return;
    }
    if (!answer.ok) {
      stopped = true; // until something is changed
      backup.write();
      tell(say.sayRefused + said.error, true);
      return;
    }
    version.value = said.version;
    saved = text;
    if (said.title) document.querySelector("h1").textContent = said.title;
    if (area.value === saved) {
      backup.drop();
      tell(said.said);
    }
  });
  const saveLater = later(save, 1500);
  const backUpLater = later(() => area.value !== saved && backup.write(), 600);

  const offerBackup = () => {
    const kept = backup.read();
    if (!kept || typeof kept.text !== "string" || kept.text === area.value) {
      backup.drop();
      return;
    }
    const bar = document.createElement("p");
    bar.className = "notice editor-backup";
    bar.setAttribute("role", "alert");
    const words = document.createElement("span");
    words.textContent = say.sayBackup + " ";
    bar.append(words);
    for (const [label, use] of [[say.sayUse, true], [say.sayDrop, false]]) {
      const choice = document.createElement("button");
      choice.type = "button";
      choice.className = "button";
      choice.textContent = label;
      choice.addEventListener("click", () => {
        if (use) {
          area.value = kept.text;
          changed();
        } else {
          backup.drop();
        }
        bar.remove();
        area.focus();
      });
      bar.append(choice, " ");
    }
    form.before(bar);
  };

  // ---- The page ----

  const frame = form.querySelector("iframe");
  const dress = () => {
    const page = frame.contentDocument?.documentElement;
    if (page) Object.assign(page.dataset, Object.fromEntries(["scheme", "text", "contrast"].filter((n) => n in document.documentElement.dataset).map((n) => [n, document.documentElement.dataset[n]])));
  };
  const shown = () => form.dataset.wide === "true" || form.dataset.tab === "look";
  let looked = null;
  const look = latest(async () => {
    const text = area.value;
    if (!shown() || text === looked) return;
    let html;
    try {
      const answer = await post("preview?still", { text });
      if (!answer.ok) return;
      html = await answer.text();
    } catch {
      return; // the next change tries again
    }
    looked = text;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const page = frame.contentDocument;
    const old = page?.querySelector("main");
    const main = fresh.querySelector("main");
    if (!old || !main || !("still" in page.documentElement.dataset)) return;
    for (const sheet of fresh.querySelectorAll("link[rel=stylesheet]")) {
      const known = [...page.querySelectorAll("link[rel=stylesheet]")].some((l) => l.getAttribute("href") === sheet.getAttribute("href"));
      if (!known) page.head.append(page.importNode(sheet, true));
    }
    old.replaceWith(page.importNode(main, true));
    form.dataset.looked = String(Number(form.dataset.looked || 0) + 1);
  });
  const startFrame = () => {
    if (frame.getAttribute("src") || !shown()) return;
    frame.addEventListener("load", () => {
      dress();
      looked = null;
      look();
    });
    frame.src = at + "preview?still";
  };
  document.addEventListener("display", dress);

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
    form.dataset.checked = String(Number(form.dataset.checked || 0) + 1);
  });

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
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
    choose("write");
    area.focus();
    const from = offset(line, column || 1);
    const to = endLine ? offset(endLine, endColumn) : from;
    area.setSelectionRange(from, Math.max(from, to));
    const row = mirror.children[Math.max(0, line - 1)];
    if (row) area.scrollTop = row.offsetTop - area.clientHeight / 3;
    area.scrollIntoView({ block: "nearest" });
  };

  // insert writes over a stretch of the text so that it can be undone.
  const insert = (from, to, text) => {
    area.focus();
    area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
    changed();
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
    for (const li of list.children) li.classList.toggle("here", Number(li.querySelector("[data-line]")?.dataset.line) === line);
  }, 150);
  document.addEventListener("selectionchange", () => document.activeElement === area && here());

  // ---- Writing ----

  const around = (before, after) => {
    const from = area.selectionStart;
    const chosen = area.value.slice(from, area.selectionEnd);
    insert(from, area.selectionEnd, before + chosen + after);
    area.setSelectionRange(from + before.length, from + before.length + chosen.length);
  };
  const eachLine = (sign) => {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.value.indexOf("\n", area.selectionEnd);
    const to = end < 0 ? area.value.length : end;
    const rows = area.value.slice(from, to).split("\n");
    const all = rows.every((r) => r.startsWith(sign));
    insert(from, to, rows.map((r) => (all ? r.slice(sign.length) : sign + r)).join("\n"));
  };
  const chooser = form.querySelector(".editor-tools input");
  const tools = {
    heading: () => eachLine("## "),
    bold: () => around("**", "**"),
    list: () => eachLine("- "),
    quote: () => eachLine("> "),
    link: (b) => {
      const chosen = area.value.slice(area.selectionStart, area.selectionEnd) || b.dataset.words;
      const from = area.selectionStart;
      insert(from, area.selectionEnd, `[${chosen}](https://)`);
      area.setSelectionRange(from + chosen.length + 3, from + chosen.length + 11);
    },
    picture: () => chooser.click(),
  };

  const take = async (files) => {
    const pictures = [...files].filter((f) => f.type.startsWith("image/"));
    if (!pictures.length || locked) return;
    tell(say.sayPicture);
    for (const picture of pictures) {
      try {
        const answer = await post("pictures", { picture });
        const said = await answer.json();
        if (!answer.ok) throw new Error(said.error);
        for (const name of said.names) {
          const before = area.value.slice(0, area.selectionStart);
          const start = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
          insert(area.selectionStart, area.selectionEnd, `${start}![${say.sayAlt}](${name})\n`);
        }
      } catch (error) {
        tell(say.sayPictureFailed + (error.message || ""), true);
        return;
      }
    }
    save();
  };
  chooser.addEventListener("change", () => {
    take(chooser.files);
    chooser.value = "";
  });
  area.addEventListener("paste", (event) => {
    if (![...event.clipboardData.files].some((f) => f.type.startsWith("image/"))) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  area.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });

  // ---- Parts ----

  const tabs = [...form.querySelectorAll("[role=tab]")];
  const choose = (name) => {
    form.dataset.tab = name;
    for (const tab of tabs) {
      const chosen = tab.id === "tab-" + name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    startFrame();
    look();
    fit();
  };
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab.id.slice(4)));
  form.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    choose(next.id.slice(4));
    next.focus();
  });
  const wide = matchMedia("(min-width: 61rem)");
  const widen = () => {
    form.dataset.wide = String(wide.matches);
    startFrame();
    look();
  };
  wide.addEventListener("change", widen);

  // ---- Together ----

  const lookLater = later(look, 350);
  const checkLater = later(check, 500);
  const changed = () => {
    if (stopped && state.textContent !== say.sayConflict) stopped = false;
    if (!stopped && area.value !== saved) tell(say.sayUnsaved);
    reflect();
    mark();
    saveLater();
    backUpLater();
    lookLater();
    checkLater();
  };
  area.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    const what = event.submitter?.value;
    if (what === "save" && !(stopped && state.textContent === say.sayConflict)) {
      event.preventDefault();
      stopped = false;
      save();
    } else if (what !== "preview") {
      leaving = true;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    if (event.key === "s" || event.key === "S") {
      event.preventDefault();
      if (!locked) button("save").click();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (wide.matches) button("preview").click();
      else choose("look");
    }
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && !locked && area.value !== saved) event.preventDefault();
  });
  addEventListener("online", save);
  form.querySelector(".editor-tools").addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (tool) tools[tool.dataset.tool](tool);
  });

  form.querySelector("[role=tablist]").hidden = false;
  form.querySelector("[data-part=look]").hidden = false;
  if (!locked) form.querySelector(".editor-tools").hidden = false;
  form.classList.add("editor-live");
  form.dataset.tab = "write";
  reflect();
  widen();
  if (!locked) offerBackup();
  check();
})();
