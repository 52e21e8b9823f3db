// How the reader wants pages to look: large text, high contrast, light or dark
// colours. It runs before the page is painted, so that nothing flashes or moves,
// and is kept in this browser. Without it the system's own wishes hold, by style alone.
"use strict";

(() => {
  const key = "yanxi-display";
  const root = document.documentElement;
  const choices = { text: ["large"], contrast: ["high", "normal"], scheme: ["light", "dark"] };
  const moreContrast = matchMedia("(prefers-contrast: more)");
  let kept = {};

  const read = () => {
    try {
      kept = JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      // Nothing is kept, or nothing may be: the choice holds for this page.
    }
  };
  const apply = () => {
    for (const [name, values] of Object.entries(choices)) {
      if (values.includes(kept[name])) root.dataset[name] = kept[name];
      else delete root.dataset[name];
    }
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      const scheme = meta.dataset.theme;
      meta.media = !root.dataset.scheme ? `(prefers-color-scheme: ${scheme})` : root.dataset.scheme === scheme ? "all" : "not all";
    }
    for (const button of document.querySelectorAll("[data-display]")) button.setAttribute("aria-pressed", pressed(button));
    document.dispatchEvent(new Event("display"));
  };
  const pressed = ({ dataset: { display: name, value } }) => {
    if (name === "contrast" && !root.dataset.contrast) return moreContrast.matches;
    return (root.dataset[name] || "") === value;
  };
  const press = (button) => {
    const { display: name, value } = button.dataset;
    if (name === "scheme") kept.scheme = value;
    else if (!pressed(button)) kept[name] = value;
    else kept[name] = name === "contrast" && moreContrast.matches ? "normal" : "";
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // See read.
    }
    apply();
  };

  root.classList.add("switches"); // the switch is shown where it works
  read();
  apply();
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-display]");
    if (button) press(button);
  });
  const again = () => { read(); apply(); };
  addEventListener("storage", (event) => { if (event.key === key) again(); });
  addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  moreContrast.addEventListener("change", apply);
})();
