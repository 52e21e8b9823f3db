// Votes in place, and remembers for the day what was voted, so that it can be
// undone. Without this script the same forms lead back to the page.
"use strict";

(() => {
  const key = "yanxi.votes";
  const box = document.querySelector("[data-likes]");
  const id = box.dataset.vote;
  const today = () => new Date().toLocaleDateString("sv"); // YYYY-MM-DD
  const says = box.querySelector(".vote-says");

  const load = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (kept && kept.day === today() && kept.votes && typeof kept.votes === "object") return kept;
    } catch { /* none, or none that can be read */ }
    return { day: today(), votes: {} };
  };

  const keep = (vote) => {
    const kept = load();
    if (vote) kept.votes[id] = vote;
    else delete kept.votes[id];
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch { /* then it lasts as long as the page */ }
  };

  const press = (vote) => {
    for (const button of box.querySelectorAll(".button[value=yes], .button[value=no]")) button.setAttribute("aria-pressed", button.value === vote);
  };

  const say = (part) => {
    box.dataset.voted = "";
    for (const piece of says.children) piece.classList.toggle("said", piece.id === part);
  };

  const fail = () => {
    let piece = says.querySelector("#vote-failed");
    if (!piece) {
      piece = document.createElement("div");
      piece.id = "vote-failed";
      piece.textContent = box.dataset.failed;
      says.append(piece);
    }
    say("vote-failed");
  };

  const parts = { yes: "vote-yes", no: "vote-no", why: "vote-why", undo: "vote-undone" };

  const send = async (vote, reason) => {
    const body = { document: id };
    if (vote === "no" || vote === "why") Object.assign(body, { helpful: false, reason });
    const answer = await fetch(box.dataset.likes, {
      method: vote === "undo" ? "DELETE" : "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(answer.status);
  };

  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    let vote = event.submitter.value;
    if (event.submitter.getAttribute("aria-pressed") === "true") vote = "undo"; // pressed again
    try {
      await send(vote, box.querySelector("#vote-reason").value);
    } catch {
      fail();
      return;
    }
    const now = vote === "undo" ? "" : vote === "why" ? "no" : vote;
    keep(now);
    press(now);
    say(parts[vote]);
    if (!event.submitter.checkVisibility()) box.querySelector(".buttons .button").focus();
  });

  const before = load().votes[id];
  press(before);
  if (before === "yes" || before === "no") say(parts[before]);
})();
