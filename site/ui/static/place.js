// Remembers under which heading a long text was left, and offers to go back
// there: a link, not a jump. It is kept in this browser, for the texts that
// were left last.
"use strict";

(() => {
  const key = "yanxi-places";
  const most = 50; // texts
  const say = document.documentElement.dataset;
  const main = document.getElementById("main");
  const headings = [...document.querySelectorAll(".text :is(h2, h3)[id]:not(.hidden)")];
  if (headings.length < 3) return;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return Array.isArray(kept) ? kept.filter((place) => Array.isArray(place) && place.length === 2) : [];
    } catch {
      return []; // nothing is kept, or nothing may be
    }
  };
  const write = (id) => {
    const places = read().filter(([path]) => path !== location.pathname);
    if (id) places.push([location.pathname, id]);
    try {
      localStorage.setItem(key, JSON.stringify(places.slice(-most)));
    } catch {
      // See read.
    }
  };

  // ---- Where the text was left last time ----
  const [, left] = read().find(([path]) => path === location.pathname) || [];
  const heading = headings.find((h) => h.id === left);
  let link = null;
  if (heading && !location.hash) {
    link = document.createElement("a");
    link.className = "last-place";
    link.href = "#" + encodeURIComponent(heading.id);
    const name = document.createElement("b");
    name.textContent = heading.firstChild.textContent.trim();
    link.append(say.sayPlace, name);
    main.prepend(link);
  }

  // ---- Where it is now: nowhere to go back to at its beginning and at its end ----
  const above = () => headings.filter((h) => h.getBoundingClientRect().top < innerHeight / 2).pop();
  let timer;
  const note = () => {
    timer = 0;
    if (link && scrollY > innerHeight / 2) {
      link.remove();
      link = null;
    }
    if (link) return; // until it is taken or passed by, what was kept stays
    const end = main.getBoundingClientRect().bottom < innerHeight * 1.5;
    const now = above();
    write(scrollY > innerHeight && !end && now ? now.id : "");
  };
  addEventListener("scroll", () => { timer ||= setTimeout(note, 250); }, { passive: true });
})();
