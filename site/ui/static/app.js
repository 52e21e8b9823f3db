// What scripts add to pages that are whole without them: suggestions, "/" for
// the search box, a link on each heading, reload while writing.
"use strict";

(() => {
  const say = document.documentElement.dataset;
  const box = document.getElementById("q");

  // ---- Keys: "/" goes to the search box, Esc leaves it ----
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // ---- Suggestions: a combobox with a list, as ARIA's authoring practices have it ----
  if (box && say.suggest) {
    const list = document.createElement("ul");
    list.id = "suggestions";
    list.className = "suggest";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say.saySuggest);
    const status = document.createElement("span");
    status.className = "hidden";
    status.setAttribute("role", "status");
    box.form.append(list, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
    })) box.setAttribute(name, value);

    let timer, request, asked = "", active = -1;

    const activate = (n) => {
      active = n;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i === n));
      if (n < 0) box.removeAttribute("aria-activedescendant");
      else {
        box.setAttribute("aria-activedescendant", list.children[n].id);
        list.children[n].scrollIntoView({ block: "nearest" });
      }
    };
    const close = () => {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      activate(-1);
    };
    const stop = () => {
      clearTimeout(timer);
      if (request) request.abort();
      request = null;
    };
    const show = (suggestions) => {
      list.replaceChildren(...suggestions.map((suggestion, i) => {
        const option = document.createElement("li");
        option.id = "suggestion-" + i;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = suggestion.text;
        option.dataset.url = suggestion.url;
        // What it is, and for a section where it stands.
        const note = document.createElement("span");
        note.textContent = say["type" + suggestion.type[0].toUpperCase() + suggestion.type.slice(1)] || "";
        option.append(note);
        if (suggestion.in) {
          const place = document.createElement("small");
          place.textContent = suggestion.in;
          option.append(place);
        }
        return option;
      }));
      status.textContent = say.sayCount.replace("%d", suggestions.length);
      close();
      if (!suggestions.length || document.activeElement !== box) return;
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
    };
    const ask = async () => {
      const typed = box.value.trim();
      if (typed === asked && !list.hidden) return;
      asked = typed;
      if (!typed) return show([]);
      request = new AbortController();
      try {
        const answer = await fetch(say.suggest + "?q=" + encodeURIComponent(typed), { signal: request.signal });
        if (answer.ok) show((await answer.json()).suggestions || []);
      } catch {
        // Given up for a newer one, or no network: the form works all the same.
      }
    };
    const follow = (option) => {
      close(); // the address may be a place on this page
      // Below the site's own root, whoever answered.
      const home = document.querySelector(".brand").href;
      location.href = new URL(option.dataset.url.replace(/^\//, ""), home);
    };

    // An input method composes in the box; half a syllable is nobody's query, and
    // Enter means the characters, not the search. Some browsers end the composition before that key is told of.
    let composing = false;
    box.addEventListener("compositionstart", () => {
      composing = true;
      stop();
      close();
    });
    box.form.addEventListener("submit", (event) => {
      if (composing) event.preventDefault();
    });
    box.addEventListener("input", (event) => {
      stop();
      if (!event.isComposing && !composing) timer = setTimeout(ask, 120);
    });
    box.addEventListener("compositionend", () => {
      composing = false;
      stop();
      timer = setTimeout(ask, 120);
    });
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const n = list.children.length;
      if (event.key === "Escape") {
        if (!list.hidden) {
          event.preventDefault();
          close();
        } else box.blur();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        follow(list.children[active]);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && n) {
        event.preventDefault();
        if (list.hidden) {
          list.hidden = false;
          box.setAttribute("aria-expanded", "true");
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        activate((active + 1 + step + n + 1) % (n + 1) - 1); // round, with the box itself among the options
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) follow(option);
    });
    box.addEventListener("blur", () => {
      stop();
      close();
    });
  } else if (box) {
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) box.blur();
    });
  }

  // ---- A link on each heading, which copies its own address ----
  for (const heading of document.querySelectorAll(":is(.prose, .endpoint, [data-section]) > :is(h2, h3, h4)[id]:not(.hidden)")) {
    const name = heading.textContent;
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = "#" + encodeURIComponent(heading.id);
    link.textContent = "#";
    link.setAttribute("aria-label", say.sayLink + ": " + name);
    link.addEventListener("click", () => {
      if (!navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(() => {
        link.textContent = say.sayCopied;
        setTimeout(() => { link.textContent = "#"; }, 1500);
      }, () => {});
    });
    heading.append(link);
  }

  // ---- Contents stand open beside the text in browsers that cannot do so by style alone ----
  if (!CSS.supports("selector(::details-content)")) {
    const wide = matchMedia("(min-width: 61rem)");
    const open = () => document.querySelectorAll(".toc details, .side > details").forEach((d) => { d.open = wide.matches; });
    wide.addEventListener("change", open);
    open();
  }

  // ---- Code that is wider than the page can be scrolled by keyboard ----
  const reach = () => {
    for (const wide of document.querySelectorAll("pre")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  };
  reach();
  addEventListener("resize", reach);
  document.addEventListener("display", reach);

  // ---- While someone writes: show what was saved, at the same place ----
  if (say.live && window.EventSource) {
    const place = "yanxi-place";
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept && kept.startsWith(location.pathname + " ")) scrollTo({ top: +kept.split(" ")[1], behavior: "instant" });
    const events = new EventSource(say.live);
    events.addEventListener("change", () => {
      sessionStorage.setItem(place, location.pathname + " " + scrollY);
      location.reload();
    });
    addEventListener("pagehide", () => events.close());
  }

  // ---- Those who write are led to where they can: the page is the same for everyone, the cookie tells only what one may do ----
  const role = (/(?:^|; )yanxi_in=(trainer|reviewer|admin)(?:;|$)/.exec(document.cookie) || [])[1];
  const change = document.querySelector(".change-link");
  if (change && role) change.hidden = false;
  const work = role && document.querySelector(`.nav-work[data-roles~="${role}"]`);
  if (work) {
    const item = document.createElement("li");
    if (location.pathname.startsWith(work.pathname)) work.setAttribute("aria-current", "true");
    work.hidden = false;
    item.append(work);
    document.querySelector(".nav ul").append(item);
  }

  // ---- Who is signed in has their progress on the server; after them nothing stays here ----
  const known = () => {
    try {
      return localStorage.getItem("yanxi.account") !== null;
    } catch {
      return false;
    }
  };
  if (say.account && (/(?:^|; )yanxi_in=\w/.test(document.cookie) || known())) {
    addEventListener("DOMContentLoaded", () => { // after progress.js
      const script = document.createElement("script");
      script.src = say.account;
      document.head.append(script);
    });
  }

  // ---- On paper the address is written out, also where the site does not know its own ----
  const here = document.querySelector(".here");
  if (here && !here.textContent) here.textContent = decodeURI(location.href.split("#")[0]);

  // ---- On paper the title runs along the top of each page ----
  if (window.CSSStyleSheet && "adoptedStyleSheets" in document) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("@page { @top-left { content: " + JSON.stringify(document.title.replace(/[\n\\]/g, " ")) + "; font-size: 9pt; } }");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch {
      // An old browser prints its own header.
    }
  }
})();
