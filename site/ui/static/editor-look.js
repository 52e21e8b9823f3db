// The editor shows the page as it would be, in a frame that runs no scripts: the frame is
// loaded once, and then only what it says is put in place of what it said, so that it stays
// where the writer has scrolled to.
"use strict";

(() => {
  const editor = window.yanxiEditor;
  if (!editor) return;
  const { form, area } = editor;
  const frame = form.querySelector("iframe");

  // dress gives the frame the writer's choice of colours and size.
  const dress = () => {
    const page = frame.contentDocument?.documentElement;
    const own = document.documentElement.dataset;
    for (const name of page ? ["scheme", "text", "contrast"] : []) {
      if (name in own) page.dataset[name] = own[name];
    }
  };
  document.addEventListener("display", dress);

  const shown = () => form.dataset.wide === "true" || form.dataset.tab === "look";
  let looked = null;
  const look = editor.latest(async () => {
    const text = area.value;
    if (!shown() || text === looked) return;
    let html;
    try {
      const answer = await editor.post("preview?still", { text });
      if (!answer.ok) return;
      html = await answer.text();
    } catch {
      return; // the next change tries again
    }
    looked = text;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const page = frame.contentDocument;
    const old = page?.querySelector("main");
    const main = fresh.querySelector("main");
    if (!old || !main || !("still" in page.documentElement.dataset)) return;
    for (const sheet of fresh.querySelectorAll("link[rel=stylesheet]")) {
      const known = [...page.querySelectorAll("link[rel=stylesheet]")].some((l) => l.getAttribute("href") === sheet.getAttribute("href"));
      if (!known) page.head.append(page.importNode(sheet, true));
    }
    old.replaceWith(page.importNode(main, true));
    form.dataset.looked = String(Number(form.dataset.looked || 0) + 1);
  });

  const start = () => {
    if (frame.getAttribute("src") || !shown()) return;
    frame.addEventListener("load", () => {
      dress();
      looked = null;
      look();
    });
    frame.src = editor.at + "preview?still";
  };
  const arrange = () => {
    start();
    look();
  };
  form.addEventListener("parts", arrange);
  form.addEventListener("written", editor.later(look, 350));
  arrange();
})();
