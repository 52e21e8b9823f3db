// What a page says about what the reader has learnt: marks on texts that were
// read, how far a course is done and where it goes on, and at the end of a text
// that it was read. The state is kept by progress.js.
"use strict";

(() => {
  const say = document.documentElement.dataset;
  const progress = window.yanxiProgress;
  const fill = (text, ...values) => values.reduce((t, v) => t.replace(/%[ds]/, () => v), text);

  // ---- Marks on texts in lists ----
  // The quizzes passed of each document, by its id.
  const passed = (state) => new Set(Object.entries(state.quizzes).filter(([, q]) => q.passed).map(([id]) => id.slice(0, id.lastIndexOf("#"))));

  const mark = (state) => {
    const quizzes = passed(state);
    for (const item of document.querySelectorAll("[data-document]")) {
      const id = item.dataset.document;
      const read = id in state.read;
      const words = [read ? say.sayDone : "", quizzes.has(id) ? say.sayPassed : ""].filter(Boolean).join(" · ");
      item.classList.toggle("read", read);
      let sign = item.querySelector(":scope > .done");
      if (!words) {
        if (sign) sign.remove();
        continue;
      }
      if (!sign) {
        sign = document.createElement("span");
        sign.className = "done";
        item.append(sign);
      }
      sign.textContent = words;
    }
  };

  // ---- Courses and paths ----
  const duration = (words, minutes) => {
    if (minutes < 60) return fill(words.minutes, minutes);
    const rounded = Math.round(minutes / 5) * 5; // as the server does
    return rounded % 60 ? fill(words.hoursMinutes, Math.floor(rounded / 60), rounded % 60) : fill(words.hours, rounded / 60);
  };

  const stepsOf = (study) => {
    const own = study.querySelectorAll(".study-steps > [data-document]");
    const seen = new Set();
    return [...(own.length ? own : document.querySelectorAll(".steps > [data-document]"))].filter((step) => {
      const first = !seen.has(step.dataset.document);
      seen.add(step.dataset.document);
      return first;
    });
  };

  const show = (study, state) => {
    const steps = stepsOf(study);
    const left = steps.filter((step) => !(step.dataset.document in state.read));
    const done = steps.length - left.length;
    const line = study.querySelector(".study-length");
    line.dataset.start ||= line.textContent;
    const minutes = left.reduce((sum, step) => sum + Number(step.dataset.minutes), 0);
    if (!done) line.textContent = line.dataset.start;
    else if (left.length) line.textContent = fill(study.dataset.some, done, steps.length, duration(study.dataset, minutes));
    else line.textContent = fill(study.dataset.all, steps.length);
    study.querySelector("progress").value = done;
    study.dataset.done = done;

    const go = study.querySelector(".study-go");
    const link = (left[0] || steps[0]).querySelector("a");
    const word = go.querySelector("span");
    word.dataset.start ||= word.textContent;
    word.textContent = !done ? word.dataset.start : left.length ? study.dataset.continue : study.dataset.again;
    go.querySelector("b").textContent = link.textContent;
    go.href = link.href;
  };

  // ---- The end of a text ----
  const end = document.querySelector("[data-study-end]");
  const seconds = 1000;
  let touched = false; // the reader has said it: the page says nothing more by itself

  const showEnd = (state) => {
    const button = end.querySelector("button");
    const read = end.dataset.studyEnd in state.read;
    button.setAttribute("aria-pressed", read);
    button.querySelector("span").textContent = read ? button.dataset.done : button.dataset.mark;
  };

  const setRead = (read) => {
    const id = end.dataset.studyEnd;
    const kept = progress.update((state) => {
      if (read) state.read[id] = progress.today();
      else delete state.read[id];
    });
    end.querySelector(".studied-says").textContent = kept ? "" : end.dataset.unkept;
    return kept;
  };

  // Read means that the end was seen, and that the page was before the reader's
  // eyes for a sixth of the time that the text takes, 5 seconds to a minute and a half.
  const watchEnd = () => {
    const needed = Math.min(90, Math.max(5, Number(end.dataset.minutes) * 10)) * seconds;
    let looked = 0, since = document.hidden ? 0 : performance.now(), seen = false, timer;
    const time = () => looked + (since ? performance.now() - since : 0);
    const check = () => {
      clearTimeout(timer);
      if (touched || !seen || document.hidden || end.dataset.studyEnd in progress.load().read) return;
      if (time() < needed) timer = setTimeout(check, needed - time());
      else if (setRead(true)) end.querySelector(".studied-says").textContent = end.dataset.reached;
    };
    document.addEventListener("visibilitychange", () => {
      looked = time();
      since = document.hidden ? 0 : performance.now();
      check();
    });
    new IntersectionObserver(([entry]) => {
      seen ||= entry.isIntersecting;
      check();
    }).observe(end);
  };

  const render = () => {
    const state = progress.load();
    mark(state);
    document.querySelectorAll("[data-study]").forEach((study) => show(study, state));
    if (end) showEnd(state);
  };

  if (end) {
    end.querySelector("button").addEventListener("click", (event) => {
      touched = true;
      setRead(event.currentTarget.getAttribute("aria-pressed") !== "true");
    });
    watchEnd();
  }
  document.addEventListener("yanxi:progress", render);
  render();
  document.documentElement.classList.add("scripts");
})();
