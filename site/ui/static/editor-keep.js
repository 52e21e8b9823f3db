// The editor saves by itself. What the server cannot be told of is kept by the browser
// until it can (unsaved.js), and another saving in between stops it: which text counts is
// then chosen on a page of its own.
"use strict";

(() => {
  const editor = window.yanxiEditor;
  const unsaved = window.yanxiUnsaved;
  if (!editor) return;
  const { form, area, say, at, locked, post, tell, latest, later } = editor;
  const version = form.querySelector("[name=version]");

  const backup = {
    read: () => unsaved.read(at, say.who),
    write: () => unsaved.write(at, { who: say.who, title: document.querySelector("h1").textContent, text: area.value, version: version.value }),
    drop: () => unsaved.drop(at),
  };

  let saved = area.value;
  let failures = 0;
  let conflict = false;
  let refused = false; // until something is changed, or saving is asked for
  let leaving = false;

  const stop = (text) => {
    backup.write();
    tell(text, true);
  };
  const save = latest(async () => {
    const text = area.value;
    if (locked || conflict || refused || text === saved) return;
    tell(say.saySaving);
    let answer;
    try {
      answer = await post("", { version: version.value, text, do: "save" });
      if (answer.status >= 500) throw new Error(answer.status);
    } catch {
      stop(say.sayRetry);
      setTimeout(save, Math.min(60, 2 ** failures++) * 1000);
      return;
    }
    failures = 0;
    const said = await answer.json().catch(() => ({ error: String(answer.status) }));
    if (said.conflict) {
      conflict = true;
      stop(say.sayConflict);
      return;
    }
    if (!answer.ok) {
      refused = true;
      stop(say.sayRefused + said.error);
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
  editor.save = save;

  // ---- What the browser kept ----

  const offer = () => {
    const kept = backup.read();
    if (!kept) return;
    if (kept.text === area.value) {
      backup.drop();
      return;
    }
    const bar = editor.element("p", "notice editor-backup");
    bar.setAttribute("role", "alert");
    bar.append(editor.element("span", "", say.sayBackup + " "));
    for (const [label, use] of [[say.sayUse, true], [say.sayDrop, false]]) {
      const choice = editor.element("button", "button", label);
      choice.type = "button";
      choice.addEventListener("click", () => {
        if (use) {
          area.value = kept.text;
          editor.written();
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

  // ---- When ----

  const saveLater = later(save, 1500);
  const backUpLater = later(() => area.value !== saved && backup.write(), 600);
  form.addEventListener("written", () => {
    refused = false;
    if (!conflict && area.value !== saved) tell(say.sayUnsaved);
    saveLater();
    backUpLater();
  });
  form.addEventListener("submit", (event) => {
    const what = event.submitter?.value;
    if (what === "save" && !conflict) {
      event.preventDefault();
      refused = false;
      save();
    } else if (what !== "preview") {
      leaving = true;
    }
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && !locked && area.value !== saved) event.preventDefault();
  });
  addEventListener("online", save);
  if (!locked) offer();
})();
