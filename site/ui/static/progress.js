// What a reader has learnt: texts read, quizzes passed, cards of the daily
// questions. Kept by the browser, without an account; then nothing is sent.
//
// The state, as kept under the key "yanxi.progress" and as exported (ID is a document's id):
//
//   {"version": 1,
//    "read":    {ID: "2026-11-27"},                  the day, in the reader's own zone
//    "quizzes": {"ID#QUIZ": {"score": 4, "total": 5, "passed": true, "at": "2026-11-27T08:30:00Z"}},
//    "cards":   {"ID/QUESTION": {"step": 2, "due": "2026-11-30"}}}
//
// A reader of version 1 leaves alone what a later version wrote.
//
// window.yanxiProgress is:
//
//   load()        the state as it is now, a copy; always whole, whatever was kept
//   update(fn)    calls fn(state), which changes it, and keeps the result; false if it could not be kept
//   quiz(result)  keeps {document, quiz, score, total, passed}; a quiz once passed stays passed
//   export()      the state as text
//   import(text)  merges a text that export gave: what is there stays, the newer of two wins. Returns how
//                 many {read, quizzes, cards} came in, or throws an Error whose code is "large",
//                 "damaged", "foreign" (not ours) or "future" (of a later version), and nothing changes
//   clear()       forgets everything
//   today()       the reader's day, YYYY-MM-DD
//   kept          false once something could not be kept; it is then remembered until the page is left
//   use(store)    keeps it elsewhere: account.js does, where somebody is signed in
//   whole(value)  a state of any value, without what is not as it should be
//   newer         by the name of each part, whether an entry goes before another for the same thing
//
// After each change, also one of another tab, the document gets the event "yanxi:progress".
//
// Where it is kept is a store, an object of three functions:
//
//   get()         the state kept (any value; it is checked here), or null; may throw
//   set(state)    keeps it; throws if it cannot, in time or later rejects
//   watch(fn)     calls fn whenever get() would answer something else than before
//
// A store that has to wait for a server answers get() with what it has so far and
// calls fn when the rest has come.
"use strict";

window.yanxiProgress = (() => {
  const key = "yanxi.progress";
  const version = 1;
  const largest = 1 << 20; // of a text to import, in bytes
  const most = 20000; // entries of each part
  const longest = 600; // characters of a key

  const browser = {
    get() {
      const text = localStorage.getItem(key);
      if (text === null) return null;
      try {
        return JSON.parse(text);
      } catch {
        localStorage.setItem(`${key}.damaged`, text); // for someone who can read it
        return null;
      }
    },
    set(state) { localStorage.setItem(key, JSON.stringify(state)); },
    watch(fn) { addEventListener("storage", (event) => { if (event.key === key || event.key === null) fn(); }); },
  };

  // ---- Reading what was kept: nothing in it is trusted ----
  const day = /^\d{4}-\d\d-\d\d$/;
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/;
  const count = (n) => Number.isInteger(n) && n >= 0 && n < 1e6;
  const amount = (n) => typeof n === "number" && n >= 0 && n < 1e6;
  const object = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
  const parts = {
    read: (v) => (typeof v === "string" && day.test(v) ? v : null),
    quizzes: (v) => (object(v) && amount(v.score) && count(v.total) && typeof v.passed === "boolean" && time.test(v.at)
      ? { score: v.score, total: v.total, passed: v.passed, at: v.at } : null),
    cards: (v) => (object(v) && count(v.step) && day.test(v.due) ? { step: v.step, due: v.due } : null),
  };
  const newer = {
    read: (a, b) => a > b,
    quizzes: (a, b) => (a.passed !== b.passed ? a.passed : a.at > b.at),
    cards: (a, b) => a.due > b.due || (a.due === b.due && a.step > b.step),
  };

  // whole makes a state of any value: what is not as it should be is left out.
  const whole = (value) => {
    const state = { version };
    for (const [part, check] of Object.entries(parts)) {
      state[part] = Object.create(null); // an id may be any word, "constructor" too
      const entries = object(value) && object(value[part]) ? Object.entries(value[part]) : [];
      for (const [id, v] of entries.slice(0, most)) {
        const good = id.length <= longest ? check(v) : null;
        if (good !== null) state[part][id] = good;
      }
    }
    return state;
  };

  let store = browser;
  let unkept = null; // the state of this page, once the store has failed
  const progress = { kept: true, whole, newer };
  const changed = () => document.dispatchEvent(new CustomEvent("yanxi:progress"));
  const fail = (state) => {
    unkept = state;
    progress.kept = false;
  };

  progress.load = () => {
    if (unkept) return whole(unkept);
    try {
      const value = store.get();
      const state = whole(value);
      if (object(value) && value.version > version) fail(state); // it is not ours to overwrite
      return state;
    } catch {
      fail(whole(null)); // storage is switched off
      return whole(null);
    }
  };

  const keep = (state) => {
    if (unkept) unkept = state;
    else {
      const lost = () => {
        fail(state);
        changed();
      };
      try {
        Promise.resolve(store.set(state)).catch(lost);
      } catch {
        fail(state);
      }
    }
    changed();
    return progress.kept;
  };

  progress.update = (fn) => {
    const state = progress.load();
    fn(state);
    return keep(whole(state));
  };

  progress.today = () => {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  // put keeps an entry unless a newer one is there, and tells whether it did.
  const put = (state, part, id, value) => {
    if (id in state[part] && !newer[part](value, state[part][id])) return false;
    state[part][id] = value;
    return true;
  };

  progress.quiz = (result) => {
    if (!object(result) || !result.document || !result.quiz) return false;
    const value = parts.quizzes({ ...result, passed: !!result.passed, at: new Date().toISOString().replace(/\.\d+Z$/, "Z") });
    return value !== null && progress.update((state) => put(state, "quizzes", `${result.document}#${result.quiz}`, value));
  };

  progress.export = () => `${JSON.stringify(progress.load(), null, 1)}\n`;

  const refuse = (code) => { throw Object.assign(new Error(`progress: ${code}`), { code }); };
  progress.import = (text) => {
    if (new Blob([text]).size > largest) refuse("large");
    let value;
    try {
      value = JSON.parse(text.replace(/^\ufeff/, ""));
    } catch {
      refuse("damaged");
    }
    if (!object(value) || !Number.isInteger(value.version) || value.version < 1) refuse("foreign");
    if (value.version > version) refuse("future");
    const names = Object.keys(parts);
    if (!names.some((part) => part in value)) refuse("foreign");
    if (names.some((part) => part in value && !object(value[part]))) refuse("damaged");
    const came = {};
    const theirs = whole(value);
    progress.update((state) => {
      for (const part of names) {
        came[part] = Object.entries(theirs[part]).filter(([id, v]) => put(state, part, id, v)).length;
      }
    });
    return came;
  };

  progress.clear = () => keep(whole(null));

  progress.use = (other) => {
    store = other;
    unkept = null;
    progress.kept = true;
    store.watch(changed);
    changed();
  };

  browser.watch(() => {
    if (store === browser && !unkept) changed();
  });

  // ---- Results of quizzes, from the page that marks them ----
  for (const e of document.querySelectorAll("[data-quiz-result]")) {
    try {
      progress.quiz(JSON.parse(e.dataset.quizResult));
    } catch {
      // A result that cannot be read is none.
    }
  }
  document.addEventListener("yanxi:quiz", (event) => progress.quiz(event.detail));
  return progress;
})();
