// Shows <figure class="mermaid"> as a picture. A hidden frame of its own draws
// it, because the library writes styles that the page's policy forbids; what
// comes back is only ever shown as an image, once for each colour scheme, and
// the source stays below it. Without this script the source is what is read.
"use strict";

(() => {
  const { frame: address, alt, source: label, failed } = document.currentScript.dataset;
  const figures = [...document.querySelectorAll("figure.mermaid")];
  if (!figures.length) return;

  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = alt;
  frame.tabIndex = -1;
  frame.className = "drawing";
  frame.setAttribute("aria-hidden", "true");

  const waiting = new Map();
  const ask = (id, message) => new Promise((resolve) => {
    waiting.set(id, resolve);
    frame.contentWindow.postMessage({ id, ...message }, "*");
  });

  // When the dark picture is shown: as the reader has chosen, else as the system asks.
  const nightMedia = () => ({ light: "not all", dark: "screen" })[document.documentElement.dataset.scheme] || "screen and (prefers-color-scheme: dark)";

  const picture = (answer) => URL.createObjectURL(new Blob([answer.svg], { type: "image/svg+xml" }));

  async function show(figure, n) {
    const code = figure.querySelector("pre");
    const source = code.textContent;
    const light = await ask(2 * n, { source, dark: false });
    if (light.error) {
      const caption = document.createElement("figcaption");
      caption.textContent = failed;
      figure.append(caption);
      return;
    }
    const dark = await ask(2 * n + 1, { source, dark: true });

    const images = document.createElement("picture");
    const night = document.createElement("source");
    night.media = nightMedia();
    document.addEventListener("display", () => { night.media = nightMedia(); });
    night.srcset = picture(dark.error ? light : dark);
    const image = document.createElement("img");
    image.src = picture(light);
    image.width = light.width;
    image.height = light.height;
    image.alt = alt;
    images.append(night, image);

    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = label;
    details.append(summary, code);
    figure.prepend(images);
    figure.append(details);
    if (images.scrollWidth > images.clientWidth) images.tabIndex = 0; // to be scrolled by keyboard
  }

  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow) return;
    if (event.data.ready) return void figures.reduce((before, figure, n) => before.then(() => show(figure, n)), Promise.resolve());
    const resolve = waiting.get(event.data.id);
    waiting.delete(event.data.id);
    if (resolve) resolve(event.data);
  });
  document.body.append(frame);
})();
