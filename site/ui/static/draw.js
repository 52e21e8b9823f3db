// Draws diagrams inside the hidden frame of diagram.js. It is told the source
// of one by {id, source, dark} and answers {id, svg, width, height} or {id, error}.
"use strict";

const fonts = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

// themes keep to the page's colours; see css/10-values.css.
const themes = {
  light: {
    darkMode: false, background: "#ffffff", primaryColor: "#e9eff7", primaryTextColor: "#211f1b",
    primaryBorderColor: "#1c4f8f", secondaryColor: "#f3f1eb", tertiaryColor: "#fbfaf7",
    lineColor: "#5e584f", textColor: "#211f1b", noteBkgColor: "#fbe6a0", noteTextColor: "#211f1b",
  },
  dark: {
    darkMode: true, background: "#191816", primaryColor: "#1e2a3a", primaryTextColor: "#e7e3db",
    primaryBorderColor: "#93bdf3", secondaryColor: "#262420", tertiaryColor: "#22201d",
    lineColor: "#b0a99d", textColor: "#e7e3db", noteBkgColor: "#5d4b12", noteTextColor: "#e7e3db",
  },
};

// The library makes up the colours of a timeline's columns unless they are given.
for (const theme of Object.values(themes)) {
  for (let i = 0; i < 12; i++) {
    theme["cScale" + i] = i % 2 ? theme.secondaryColor : theme.primaryColor;
    theme["cScaleLabel" + i] = theme.textColor;
    theme["cScaleInv" + i] = theme.primaryBorderColor;
  }
}

async function draw({ id, source, dark }) {
  mermaid.initialize({
    startOnLoad: false, securityLevel: "strict", htmlLabels: false, fontFamily: fonts, theme: "base",
    themeVariables: { ...themes[dark ? "dark" : "light"], fontFamily: fonts, fontSize: "16px" },
    flowchart: { htmlLabels: false, useMaxWidth: false }, sequence: { useMaxWidth: false },
    timeline: { useMaxWidth: false }, gantt: { useMaxWidth: false, useWidth: 640, fontSize: 14, sectionFontSize: 14 },
  });
  try {
    const { svg } = await mermaid.render("d" + id, source);
    const root = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
    root.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const box = (root.getAttribute("viewBox") || "0 0 640 400").split(/[\s,]+/).map(Number);
    root.setAttribute("width", Math.ceil(box[2]));
    root.setAttribute("height", Math.ceil(box[3]));
    return { id, svg: new XMLSerializer().serializeToString(root), width: Math.ceil(box[2]), height: Math.ceil(box[3]) };
  } catch (error) {
    return { id, error: String(error && error.message || error) };
  }
}

// One after the other: the library measures text in the same document.
let queue = Promise.resolve();
addEventListener("message", (event) => {
  if (event.source !== parent) return;
  queue = queue.then(() => draw(event.data)).then((answer) => parent.postMessage(answer, "*"));
});
parent.postMessage({ ready: true }, "*");
