// What was written at the desk and could not be saved is kept by the browser until it is: by
// whom, so that nobody else who signs in here ever sees it, and until its writer signs out.
//
// Under the key "yanxi.desk." and the address of a draft is {"who", "title", "text", "version", "at"}: the
// name of the account, what was written on that version, and when, in milliseconds since 1970.
// What is older than thirty days, or names nobody, is removed when one of these pages is opened.
//
// window.yanxiUnsaved has what the editor needs:
//
//   read(address, who)           the text of a draft that this person left; null if there is none
//   write(address, kept)         keeps one, until its writer signs out in another window
//   drop(address)                forgets it
//
// On the page where one signs out this script says what would be lost by that.
"use strict";

(() => {
  const prefix = "yanxi.desk.";
  const signal = "yanxi.signed-out"; // is set for a moment, for other windows: who has signed out
  const longest = 30 * 24 * 3600e3;

  const parsed = (key) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && typeof kept.text === "string" && kept.who && kept.at > Date.now() - longest ? kept : null;
    } catch {
      return null; // none, or none that can be read
    }
  };
  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  };
  const remove = (key) => {
    try {
      localStorage.removeItem(key);
    } catch { /* nothing was kept */ }
  };
  const of = (who) => keys().filter((key) => parsed(key)?.who === who);
  for (const key of keys()) {
    if (!parsed(key)) remove(key);
  }

  const out = new Set(); // who has signed out while this page was open
  addEventListener("storage", (event) => {
    if (event.key === signal && event.newValue) out.add(event.newValue);
  });
  window.yanxiUnsaved = {
    read(address, who) {
      const kept = parsed(prefix + address);
      return kept?.who === who ? kept : null;
    },
    write(address, kept) {
      if (out.has(kept.who)) return;
      try {
        localStorage.setItem(prefix + address, JSON.stringify({ ...kept, at: Date.now() }));
      } catch { /* no room, or not allowed: the page still has it */ }
    },
    drop(address) {
      out.clear(); // it was saved: whoever had signed out is back
      remove(prefix + address);
    },
  };

  // ---- Signing out ----

  const forms = document.querySelectorAll("[data-sign-out]");
  const warning = document.querySelector("[data-unsaved]");
  if (!forms.length || !warning) return;
  const who = warning.dataset.unsaved;
  const list = warning.querySelector("ul");
  const button = forms[0].querySelector("button");
  const plain = button.textContent;
  const show = () => {
    const left = of(who);
    list.replaceChildren(...left.map((key) => {
      const address = key.slice(prefix.length);
      const link = document.createElement("a");
      if (/^\/[^/\\]/.test(address)) link.href = address;
      link.textContent = parsed(key).title || address;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    warning.hidden = !left.length;
    button.textContent = left.length ? warning.dataset.sayGo : plain;
    button.classList.toggle("button-main", !left.length);
  };
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
  for (const form of forms) {
    form.addEventListener("submit", () => {
      try {
        localStorage.setItem(signal, who);
        localStorage.removeItem(signal);
      } catch { /* nothing was kept */ }
      of(who).forEach(remove);
    });
  }
})();
