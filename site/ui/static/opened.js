// Says which result of a search was opened, here or in another tab.
"use strict";

(() => {
  const list = document.querySelector("[data-openings]");
  if (!list) return;
  const open = (event) => {
    if (event.button > 1) return; // the right button opens a menu
    const link = event.target.closest("a[href]");
    const hit = link && link.closest("[data-document]");
    if (!hit || !link.closest(".item-title, .hit-section")) return;
    const position = Number(list.dataset.first) + [...list.children].indexOf(hit);
    const body = JSON.stringify({ search: list.dataset.search, document: hit.dataset.document, position });
    navigator.sendBeacon(list.dataset.openings, new Blob([body], { type: "application/json" }));
  };
  list.addEventListener("click", open);
  list.addEventListener("auxclick", open);
})();
