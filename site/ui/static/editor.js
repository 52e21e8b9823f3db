// The editor: what its parts share, the bar of tools, pictures that are pasted or
// dropped, and keys. Beside it are editor-keep.js, which saves by itself, editor-look.js,
// which shows the page, and editor-check.js, which shows what is wrong with the text.
// Without these scripts the same form saves, shows and checks by its buttons.
//
// window.yanxiEditor is there on the editor's page only. It has
//
//   form, area, say        the form, its textarea, its words
//   locked                 nothing can be changed
//   post(address, fields)  sends to an address below the draft's own, and asks for JSON
//   tell(text, poor)       says how saving goes
//   insert(from, to, text) writes over a stretch of the text so that it can be undone
//   choose(name)           brings a part to the front: write, look or check
//   written()              tells the other parts that the text is another
//   latest, later, filled, element, button, save
//
// and its form tells of two things by events: "written", and "parts" when other parts are to be seen.
"use strict";

(() => {
  const form = document.querySelector("[data-editor]");
  if (!form) return;
  const say = form.dataset;
  const at = form.getAttribute("action");
  const area = document.getElementById("text");
  const state = form.querySelector(".editor-state");
  const locked = "locked" in say;
  const button = (what) => form.querySelector(`button[name=do][value=${what}]`);
  const filled = (text, ...values) => values.reduce((out, value) => out.replace(/%[ds]/, value), text);
  const post = (address, fields) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return fetch(at + address, { method: "POST", body, headers: { Accept: "application/json" } });
  };
  const tell = (text, poor) => {
    state.textContent = text;
    state.classList.toggle("editor-poor", Boolean(poor));
  };
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
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

  // ---- The text ----

  const written = () => form.dispatchEvent(new Event("written"));
  area.addEventListener("input", written);

  const insert = (from, to, text) => {
    area.focus();
    area.setSelectionRange(from, to);
    if (document.execCommand("insertText", false, text)) return; // which is an input
    area.setRangeText(text, from, to, "end");
    written();
  };
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

  // ---- Pictures ----

  const bar = form.querySelector(".editor-tools");
  const chooser = bar.querySelector("input");
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
    editor.save();
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

  // ---- Tools ----

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
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (tool) tools[tool.dataset.tool](tool);
  });

  // ---- Parts: side by side where there is room, else one at a time ----

  const rail = form.querySelector("[role=tablist]");
  const tabs = [...rail.querySelectorAll("[role=tab]")];
  const arranged = () => form.dispatchEvent(new Event("parts"));
  const choose = (name) => {
    form.dataset.tab = name;
    for (const tab of tabs) {
      const chosen = tab.id === "tab-" + name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    arranged();
  };
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab.id.slice(4)));
  rail.addEventListener("keydown", (event) => {
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
    arranged();
  };
  wide.addEventListener("change", widen);

  // ---- Keys ----

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

  rail.hidden = false;
  form.querySelector("[data-part=look]").hidden = false;
  bar.hidden = locked;
  form.classList.add("editor-live");
  form.dataset.tab = "write";
  const editor = { form, area, say, at, locked, post, tell, insert, choose, written, latest, later, filled, element, button, save() {} };
  window.yanxiEditor = editor;
  widen();
})();
