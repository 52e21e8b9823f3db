// What a reader with an account has learnt is kept by the server, and by the browser as far as the server is not
// reached: it goes on without a connection and sends later. app.js asks for this script where somebody is signed in, or was.
//
// Under the key "yanxi.account" is {"person", "base", "state"}: whose it is, what the server had when it last answered, and what
// there is now. What differs is sent (PUT /api/v1/progress): entries that are new as they are, those that are gone under "forget" with
// what they were. The server merges and answers with all it has. Of two entries for the same thing the newer counts, as in progress.js.
//
// What the browser kept before anybody signed in stays where it is, until whoever signs in says on the page that it is theirs.
// After signing out nothing of a person is left.
"use strict";

(() => {
  const progress = window.yanxiProgress;
  const key = "yanxi.account";
  const own = "yanxi.progress"; // of nobody who was signed in
  const here = "yanxi.account.known"; // in the session of this tab: the server has said that the mirror is of whoever is signed in
  const address = document.documentElement.dataset.progress;
  const role = (/(?:^|; )yanxi_in=(\w+)/.exec(document.cookie) || [])[1];
  const parts = Object.keys(progress.newer);
  const empty = () => progress.whole(null);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  // ---- The mirror; a browser that keeps nothing has it as long as the page is there ----
  let memory = null;
  const read = () => {
    try {
      const value = JSON.parse(localStorage.getItem(key));
      if (value && typeof value.person === "string") return { person: value.person, base: progress.whole(value.base), state: progress.whole(value.state) };
      return null;
    } catch {
      return memory;
    }
  };
  const write = (mirror) => {
    memory = mirror;
    try {
      localStorage.setItem(key, JSON.stringify(mirror));
    } catch {
      // It is sent all the same.
    }
  };
  const forget = () => {
    memory = null;
    try {
      localStorage.removeItem(key);
      sessionStorage.removeItem(here);
    } catch {
      // Nothing was kept.
    }
  };

  // changes are what the server does not have yet; null if there is nothing.
  const changes = (mirror) => {
    const out = { version: 1, forget: {} };
    let any = false;
    for (const part of parts) {
      out[part] = {};
      out.forget[part] = {};
      for (const [id, v] of Object.entries(mirror.state[part])) {
        if (!same(v, mirror.base[part][id])) out[part][id] = v;
      }
      for (const [id, v] of Object.entries(mirror.base[part])) {
        if (!(id in mirror.state[part])) out.forget[part][id] = v;
      }
      any ||= Object.keys(out[part]).length + Object.keys(out.forget[part]).length > 0;
    }
    return any ? out : null;
  };

  // onto puts changes on what the server has.
  const onto = (server, changed) => {
    const state = progress.whole(server);
    for (const part of changed ? parts : []) {
      for (const [id, v] of Object.entries(changed.forget[part])) {
        if (id in state[part] && !progress.newer[part](state[part][id], v)) delete state[part][id];
      }
      for (const [id, v] of Object.entries(changed[part])) {
        if (!(id in state[part]) || progress.newer[part](v, state[part][id])) state[part][id] = v;
      }
    }
    return state;
  };

  // ---- The server ----
  const ask = async (options) => {
    const response = await fetch(address, { credentials: "same-origin", headers: { "Content-Type": "application/json" }, ...options });
    if (!response.ok) throw Object.assign(new Error(`progress: ${response.status}`), { status: response.status });
    return response.json();
  };
  let notify = () => {};
  let sending = null, again = false;
  const settle = (answer, mirror) => {
    const now = read() || mirror;
    if (now.person !== answer.person) throw new Error("progress: somebody else has signed in");
    // What changed here while the answer was on its way is put on top of it.
    const since = changes({ person: now.person, base: mirror.state, state: now.state });
    const next = { person: answer.person, base: progress.whole(answer), state: onto(answer, since) };
    const shown = !same(next.state, now.state);
    write(next);
    if (shown) notify();
  };
  // change goes on with what whoever has signed in meanwhile has.
  const change = async () => {
    const answer = await ask({});
    write({ person: answer.person, base: progress.whole(answer), state: progress.whole(answer) });
    try {
      sessionStorage.setItem(here, answer.person);
    } catch {
      // It is asked each time.
    }
    notify();
  };
  const send = (leaving) => {
    if (sending) {
      again = true;
      return sending;
    }
    const mirror = read();
    const changed = mirror && changes(mirror);
    if (!changed) return Promise.resolve();
    const body = JSON.stringify({ ...changed, person: mirror.person });
    sending = ask({ method: "PUT", body, keepalive: !!leaving && body.length < 60000 })
      .then((answer) => settle(answer, mirror))
      .catch(async (error) => {
        if (error.status === 409) await change();
        throw error;
      })
      .finally(() => {
        sending = null;
        if (again) {
          again = false;
          soon();
        }
      });
    return sending;
  };
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => send().catch(() => {}), 300); // what fails is sent with the next change, or when there is a connection
  };

  // ---- Progress is kept here from now on ----
  const store = {
    get: () => (read() || { state: null }).state,
    set(state) {
      const mirror = read();
      if (!mirror) return;
      write({ ...mirror, state });
      soon();
    },
    watch(fn) {
      notify = fn;
      addEventListener("storage", (event) => { if (event.key === key || event.key === null) fn(); });
    },
  };
  const begin = () => {
    progress.use(store);
    for (const e of document.querySelectorAll("[data-progress-account]")) e.textContent = e.dataset.progressAccount;
    document.querySelector(".progress-guest")?.remove();
    addEventListener("online", soon);
    addEventListener("pagehide", () => send(true).catch(() => {}));
    offer();
  };
  const join = async () => {
    const mirror = read();
    let known = false;
    try {
      known = mirror && sessionStorage.getItem(here) === mirror.person;
    } catch {
      // It is asked each time.
    }
    if (known) begin();
    try {
      const answer = await ask({});
      const kept = read();
      const changed = kept && kept.person === answer.person ? changes(kept) : null;
      write({ person: answer.person, base: progress.whole(answer), state: onto(answer, changed) });
      try {
        sessionStorage.setItem(here, answer.person);
      } catch {
        // It is asked each time.
      }
      if (known) notify();
      else begin();
      if (changed) soon();
    } catch (error) {
      if (error.status === 401 || error.status === 403) return; // signed out elsewhere; what waits is sent when the same person comes back
      if (!known && mirror) begin(); // without a connection
    }
  };

  // ---- What this browser kept before ----
  const offer = () => {
    const box = document.querySelector("[data-progress-offer]");
    let kept = null;
    try {
      kept = localStorage.getItem(own);
    } catch {
      return;
    }
    if (!box || !kept) return;
    let state;
    try {
      state = progress.whole(JSON.parse(kept));
    } catch {
      return;
    }
    const read = Object.keys(state.read).length, passed = Object.values(state.quizzes).filter((q) => q.passed).length;
    if (!parts.some((part) => Object.keys(state[part]).length)) return;
    const says = box.querySelector("p"), buttons = box.querySelector(".buttons");
    says.textContent = [read, passed].reduce((text, n) => text.replace("%d", n), box.dataset.saySome);
    box.hidden = false;
    box.querySelector("[data-take]").addEventListener("click", async () => {
      try {
        progress.import(kept);
        clearTimeout(timer);
        await send();
        localStorage.removeItem(own);
        says.textContent = box.dataset.sayTaken;
        buttons.hidden = true;
      } catch {
        says.textContent = box.dataset.sayFailed;
      }
    });
    box.querySelector("[data-leave]").addEventListener("click", () => {
      says.textContent = box.dataset.sayLeft;
      buttons.hidden = true;
    });
  };

  // ---- Signing out ----
  for (const form of document.querySelectorAll("[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(timer);
      await Promise.race([send().catch(() => {}), new Promise((done) => { setTimeout(done, 2000); })]);
      forget();
      form.submit();
    });
  }
  if (document.querySelector("[data-signed-out]")) forget();
  else if (role) join();
  else {
    const mirror = read();
    if (mirror && !changes(mirror)) forget();
    try {
      sessionStorage.removeItem(here);
    } catch {
      // There was none.
    }
  }
})();
