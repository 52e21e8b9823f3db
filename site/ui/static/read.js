// Counts a page as read once it has been before its reader's eyes for ten seconds.
"use strict";

(() => {
  const page = document.querySelector("[data-reads]");
  const needed = 10000; // milliseconds
  let looked, since, timer, sent;

  const send = () => {
    sent = true;
    const body = new Blob([JSON.stringify({ document: page.dataset.vote })], { type: "application/json" });
    navigator.sendBeacon(page.dataset.reads, body);
  };

  const look = () => {
    clearTimeout(timer);
    if (since !== undefined) looked += performance.now() - since;
    since = undefined;
    if (sent || document.visibilityState !== "visible") return;
    since = performance.now();
    timer = setTimeout(send, Math.max(0, needed - looked));
  };

  const begin = () => {
    looked = 0;
    since = undefined;
    sent = false;
    look();
  };

  document.addEventListener("visibilitychange", look);
  // Coming back by the browser's own memory of the page is looking at it anew.
  addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
  begin();
})();
