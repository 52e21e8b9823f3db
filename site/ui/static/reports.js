// Reports: commands can be copied, and the token does not stay in the address.
"use strict";
(() => {
  const here = new URL(location.href);
  if (here.searchParams.has("token")) {
    here.searchParams.delete("token");
    history.replaceState(null, "", here);
    const paper = document.querySelector(".here"); // app.js has written the address out
    if (paper) paper.textContent = decodeURI(here.href);
  }
  const say = document.documentElement.dataset;
  if (!navigator.clipboard) return;
  for (const code of document.querySelectorAll(".report-command code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = document.querySelector("[data-say-copy]").dataset.sayCopy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = say.sayCopied;
    });
    code.after(" ", button);
  }
})();
