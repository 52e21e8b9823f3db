// The page of a reader's progress: what study.js does not say, and the ways to
// take it along, bring it back and clear it.
"use strict";

(() => {
  const progress = window.yanxiProgress;
  const page = document.getElementById("progress");
  const words = page.dataset;
  const get = (id) => document.getElementById(id);
  const fill = (text, ...values) => values.reduce((t, v) => t.replace(/%[ds]/, () => v), text);
  const home = document.querySelector(".brand").href;
  const largest = 1 << 20; // of a file, in bytes

  // ---- Titles: of courses' texts they stand in the page, of others in their own ----
  const titles = new Map(); // id -> {text, href}, or a promise of it; null: there is no such text
  for (const item of document.querySelectorAll("[data-document]")) {
    const link = item.querySelector("a");
    titles.set(item.dataset.document, { text: link.textContent, href: link.href });
  }

  const address = (id) => {
    const url = new URL(id === "index" ? "." : `${id.split("/").map(encodeURIComponent).join("/")}/`, home);
    // An id out of a file must not lead elsewhere, nor to a folder above.
    return id && !/(^|\/)\.{0,2}(\/|$)/.test(id) && url.href.startsWith(new URL(".", home).href) ? url.href : null;
  };

  const ask = async (id) => {
    const href = address(id);
    if (!href) return null;
    const answer = await fetch(href);
    if (!answer.ok) return null;
    const title = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("h1");
    return title ? { text: title.textContent, href } : null;
  };

  // titleOf asks once for each text, four at a time.
  const waiting = [];
  let asking = 0;
  const next = () => {
    if (asking >= 4 || !waiting.length) return;
    asking++;
    const { id, done } = waiting.shift();
    ask(id).catch(() => ({ text: id })).then(done).finally(() => {
      asking--;
      next();
    });
  };
  const titleOf = (id) => {
    if (!titles.has(id)) {
      titles.set(id, new Promise((done) => { waiting.push({ id, done }); }));
      next();
    }
    return titles.get(id);
  };

  // ---- Lists ----
  const shown = 100; // of each list

  const entry = (id, note, hash = "") => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = note;
    link.textContent = id;
    item.append(link, count);
    Promise.resolve(titleOf(id)).then((title) => {
      if (title === null) count.textContent = words.gone;
      else {
        link.textContent = title.text;
        if (title.href) link.href = title.href + hash;
      }
    });
    return item;
  };

  let last = "";
  const render = () => {
    const state = progress.load();
    get("progress-unkept").hidden = progress.kept;
    const text = JSON.stringify(state);
    if (text === last) return;
    last = text;
    const none = get("progress-none");
    if (none) none.hidden = Object.keys(state.read).length > 0;

    const quizzes = Object.entries(state.quizzes).filter(([, q]) => q.passed).sort((a, b) => (a[1].at < b[1].at ? 1 : -1));
    get("no-quizzes").hidden = quizzes.length > 0;
    get("quizzes").replaceChildren(...quizzes.slice(0, shown).map(([key, q]) => {
      const at = key.lastIndexOf("#");
      return entry(key.slice(0, at), `${fill(words.score, q.score, q.total)} · ${q.at.slice(0, 10)}`, `#${encodeURIComponent(key.slice(at + 1))}`);
    }));

    const inCourses = new Set([...document.querySelectorAll(".study-steps [data-document]")].map((e) => e.dataset.document));
    const others = Object.entries(state.read).filter(([id]) => !inCourses.has(id)).sort((a, b) => (a[1] < b[1] ? 1 : -1));
    get("other").hidden = !others.length;
    get("others").replaceChildren(...others.slice(0, shown).map(([id, day]) => entry(id, day)));
  };

  // ---- Export, import, clear ----
  const speak = (text, bad = false) => {
    get("progress-says").textContent = text;
    get("progress-says").classList.toggle("bad", bad);
  };

  get("export").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([progress.export()], { type: "application/json" }));
    link.download = `${words.file}-${progress.today()}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  const file = get("import-file");
  get("import").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    try {
      if (chosen.size > largest) throw Object.assign(new Error(), { code: "large" });
      const came = progress.import(await chosen.text());
      const { read, quizzes, cards } = came;
      if (read + quizzes + cards) speak(fill(words.came, read, quizzes, cards));
      else speak(words.cameNone);
    } catch (error) {
      speak(words[error.code] || words.damaged, true);
    }
    file.value = ""; // the same file can be chosen again
  });

  const sure = get("clear-sure");
  get("clear").addEventListener("click", () => sure.showModal());
  get("clear-no").addEventListener("click", () => sure.close());
  get("clear-yes").addEventListener("click", () => {
    sure.close();
    progress.clear();
    speak(words.cleared);
  });

  document.addEventListener("yanxi:progress", render);
  render();
})();
