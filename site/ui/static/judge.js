// The reviewer's page by keys, and comments at the lines that they are about. All of it can be done without this script.
"use strict";
(() => {
  const judge = document.getElementById("judge");
  const keys = document.getElementById("keys");
  if (!judge || !keys) return;
  keys.hidden = false;

  const off = document.getElementById("keys-off");
  const store = "yanxi-judge-keys-off";
  try { off.checked = localStorage.getItem(store) === "1"; } catch { /* kept for this page only */ }
  off.addEventListener("change", () => {
    try { localStorage.setItem(store, off.checked ? "1" : ""); } catch { /* as above */ }
  });

  const go = (element) => {
    if (!element) return;
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  };
  // What was just done is said first; the gate in the address is where one goes on.
  const gates = [...judge.querySelectorAll("[data-gate]")];
  let gate = gates.find((g) => "#" + g.id === location.hash) || null;
  go(document.getElementById("notice"));

  // Comments at a line: the number opens a field there, which belongs to the form that returns the text.
  const form = document.getElementById("return-form");
  const say = (number) => {
    const row = number.closest(".diff-line");
    const there = row.querySelector(".diff-say textarea");
    if (there) return go(there);
    const line = number.dataset.line;
    const box = document.createElement("div");
    box.className = "diff-say";
    const label = document.createElement("label");
    label.textContent = judge.dataset.comment.replace("%d", line);
    const text = document.createElement("textarea");
    text.id = "said-" + line;
    text.name = "said";
    text.maxLength = 2000;
    label.htmlFor = text.id;
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "line";
    hidden.value = line;
    for (const field of [hidden, text]) field.setAttribute("form", form.id);
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "button";
    drop.textContent = judge.dataset.drop;
    drop.addEventListener("click", () => {
      box.remove();
      number.focus();
    });
    const foot = document.createElement("div");
    foot.append(drop);
    box.append(label, hidden, text, foot);
    row.append(box);
    go(text);
  };
  if (form) {
    judge.addEventListener("click", (event) => {
      const number = event.target.closest("a.diff-number");
      if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      say(number);
    });
  }

  const stops = () => [...judge.querySelectorAll("[data-stop]")];
  let at = null;
  const next = (by) => {
    const all = stops();
    if (!all.length) return;
    const here = all.indexOf(at);
    at = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length];
    go(at);
  };
  const sign = () => {
    const forms = [...judge.querySelectorAll("form[data-sign]")];
    const mine = gate && forms.find((f) => f.dataset.sign === gate.dataset.gate);
    const f = mine || forms[0];
    if (f) go(f.querySelector("button"));
    else go(gate || gates[0]);
  };
  const actions = {
    j: () => next(1),
    k: () => next(-1),
    s: sign,
    r: () => go(document.getElementById("return-comment")),
    p: () => judge.querySelector("[data-key=p]")?.click(),
    c: () => {
      const from = document.activeElement.closest(".diff-line") || (at || judge).querySelector("a.diff-number")?.closest(".diff-line");
      const number = from?.querySelector("a.diff-number");
      if (form && number) say(number);
    },
    "?": () => {
      keys.open = !keys.open;
      go(keys.querySelector("summary"));
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && field && judge.contains(field)) {
      field.blur();
      return;
    }
    if (field || (off.checked && event.key !== "?")) return;
    const number = /^[1-9]$/.test(event.key) && gates.find((g) => g.dataset.gate === event.key);
    if (number) {
      gate = number;
      event.preventDefault();
      go(number);
    } else if (Object.hasOwn(actions, event.key)) {
      event.preventDefault();
      actions[event.key]();
    }
  });

  // What was typed is not lost by a slip.
  let sent = false;
  judge.addEventListener("submit", () => { sent = true; });
  addEventListener("beforeunload", (event) => {
    const typed = [...judge.querySelectorAll("textarea")].some((t) => t.value !== t.defaultValue);
    if (typed && !sent) event.preventDefault();
  });
})();
