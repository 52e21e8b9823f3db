// Quizzes without leaving the page: the form that a server would mark is marked
// here, and the five of a day are chosen by what this reader got wrong.
//
// Two things can mark. A server's API (form[data-quiz-api]), asked with the answers;
// or, on an exported site, the file of the page (form[data-sealed]): base64 of
// JSON, each byte xored with the key below, fetched when answers are sent.
//
//   {"quizzes":   {QUIZ: {"closes": "2026-12-31T18:00:00+08:00", "html": "…"}},   html: of one not open at the export
//    "questions": {KEY: {"quiz": QUIZ, "kind": "single", "right": [ID], "accepted": ["5"],
//                        "why": "…", "reread": "../x/#y", "title": "…", "html": "…"}}}
//
// KEY is the question's id, on the page of the day DOCUMENT/QUESTION. Times may be missing.
//
// Without this script a form is posted and the server answers with a page.
"use strict";

(() => {
  const brand = document.querySelector(".brand");
  const progress = window.yanxiProgress;
  const template = (name) => document.querySelector(`template[data-part="${name}"]`).content;
  const part = (name) => template(name).firstElementChild.cloneNode(true);
  const word = (name) => template("words").querySelector(`[data-slot="${name}"]`).textContent;
  const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);
  const fill = (text, ...values) => values.reduce((t, v) => t.replace(/%[ds]/, () => v), text);
  const questionsOf = (form) => [...form.querySelectorAll("fieldset.question")];
  const keyOf = (field) => `${field.dataset.of}/${field.dataset.question}`;

  // ---- What was answered ----
  const choices = (field) => [...field.querySelectorAll("input:checked")].map((input) => input.value);
  const order = (field) => [...field.querySelectorAll("[data-option]")].map((item) => item.dataset.option);
  const answerOf = (field) => {
    switch (field.dataset.kind) {
      case "fill_in": return [field.querySelector("input[type=text]").value.trim()].filter(Boolean);
      case "ordering": return order(field);
      default: return choices(field);
    }
  };
  // An order is there from the start: it counts once it was touched, or if nothing else is asked.
  const isAnswered = (field) => (field.dataset.kind === "ordering" ? field.dataset.touched === "true" : answerOf(field).length > 0);
  const nothingAnswered = (fields) => !fields.some(isAnswered) && !fields.every((f) => f.dataset.kind === "ordering");

  // ---- Order: buttons first, dragging besides ----
  const shuffle = (field) => {
    const list = field.querySelector(field.dataset.kind === "ordering" ? ".order" : ".question-options");
    if (!list || field.dataset.kind === "true_false") return;
    const items = [...list.children];
    for (let i = items.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [items[i], items[j]] = [items[j], items[i]];
    }
    list.append(...items);
  };
  const ends = (list) => {
    [...list.children].forEach((item, i) => {
      item.querySelector("[data-move='-1']").disabled = i === 0;
      item.querySelector("[data-move='1']").disabled = i === list.children.length - 1;
    });
  };
  const sortable = (field) => {
    const list = field.querySelector(".order");
    if (!list || list.classList.contains("sortable")) return;
    list.classList.add("sortable");
    const status = document.createElement("span");
    status.className = "hidden";
    status.setAttribute("role", "status");
    list.after(status);
    const moved = (item) => {
      field.dataset.touched = "true";
      ends(list);
      const text = item.querySelector(".option").textContent;
      status.textContent = fill(word("moved"), text, [...list.children].indexOf(item) + 1);
    };
    for (const item of list.children) {
      const select = item.querySelector("select");
      select.disabled = true; // its place is what counts now
      select.hidden = true;
      const buttons = part("move");
      const text = item.querySelector(".option").textContent;
      for (const button of buttons.children) button.setAttribute("aria-label", `${button.getAttribute("aria-label")} ${text}`);
      item.append(buttons);
      item.draggable = true;
    }
    ends(list);
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      const item = button.closest("[data-option]");
      if (button.dataset.move === "-1") item.previousElementSibling?.before(item);
      else item.nextElementSibling?.after(item);
      moved(item);
      const stay = button.disabled ? item.querySelector("[data-move]:not(:disabled)") : button;
      stay?.focus();
    });
    let dragged = null;
    list.addEventListener("dragstart", (event) => {
      dragged = event.target.closest("[data-option]");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest("[data-option]");
      if (!dragged || field.disabled) return;
      event.preventDefault();
      if (!over || over === dragged) return;
      const box = over.getBoundingClientRect();
      if (event.clientY > box.top + box.height / 2) over.after(dragged);
      else over.before(dragged);
    });
    list.addEventListener("dragend", () => {
      if (dragged) moved(dragged);
      dragged = null;
    });
  };

  // ---- Marking: by a server, or by the file of an export ----
  const fail = (code) => { throw Object.assign(new Error(`quiz: ${code}`), { code }); };
  const fetched = async (...args) => {
    try {
      return await fetch(...args);
    } catch {
      return fail("offline");
    }
  };
  const byServer = async (form, fields) => {
    const documents = new Map();
    for (const field of fields) documents.set(field.dataset.of, [...(documents.get(field.dataset.of) || []), field]);
    const answers = await Promise.all([...documents].map(async ([id, asked]) => {
      const body = { answers: {} };
      for (const field of asked) body.answers[field.dataset.question] = answerOf(field);
      if (form.dataset.of) body.quiz = form.dataset.quiz;
      else body.questions = asked.map((field) => field.dataset.question);
      const address = form.dataset.of ? form.dataset.quizApi : form.dataset.quizApi + encodeURIComponent(id);
      const answer = await fetched(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      if (answer.status === 403) fail("closed");
      if (answer.status === 400 || answer.status === 404) fail("changed");
      if (!answer.ok) fail("offline");
      return (await answer.json()).items.map((item) => ({
        key: `${id}/${item.id}`, correct: item.correct, right: item.right, why: item.explanation_html, title: item.reread_title,
        reread: item.reread && new URL(item.reread.replace(/^\//, ""), brand.href).href, // below the site's own root
      }));
    }));
    return answers.flat();
  };

  const secret = new TextEncoder().encode("yanxi: not a secret, only not in sight");
  const seals = new Map();
  const unseal = async (address) => {
    if (seals.has(address)) return seals.get(address);
    const answer = await fetched(address);
    if (!answer.ok) fail("offline");
    const bytes = Uint8Array.from(atob((await answer.text()).trim()), (c) => c.charCodeAt(0));
    const plain = JSON.parse(new TextDecoder().decode(bytes.map((b, i) => b ^ secret[i % secret.length])));
    seals.set(address, plain);
    return plain;
  };
  // As a server folds a text: case, width, space and a full stop after it.
  const folded = (text) => {
    const plain = text.normalize("NFKC").toLowerCase().replace(/[\s\u200b\ufeff]+/g, "");
    return plain.replace(/[.。]+$/, "") || plain;
  };
  const isRight = (known, given) => {
    switch (known.kind) {
      case "fill_in": return given.length === 1 && known.accepted.some((a) => folded(a) === folded(given[0]));
      case "ordering": return given.length === known.right.length && given.every((id, i) => id === known.right[i]);
      default: return given.length === known.right.length && given.every((id) => known.right.includes(id));
    }
  };
  const isClosed = (quiz) => !!(quiz && quiz.closes) && Date.now() >= Date.parse(quiz.closes);
  const bySeal = async (form, fields) => {
    const sealed = await unseal(form.dataset.sealed);
    return fields.map((field) => {
      const known = sealed.questions[form.dataset.of ? field.dataset.question : keyOf(field)];
      if (!known) fail("changed");
      if (isClosed(sealed.quizzes[known.quiz])) fail("closed");
      return { ...known, key: keyOf(field), correct: isRight(known, answerOf(field)) };
    });
  };

  // ---- The reader's cards: what was wrong comes back sooner ----
  const steps = [1, 3, 7, 16, 35]; // days
  const later = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
  const remember = (results, today) => {
    if (!progress) return;
    progress.update((state) => {
      for (const { key, correct } of results) {
        const card = state.cards[key];
        if (!correct) state.cards[key] = { step: 0, due: later(today, steps[0]) };
        else if (!card || card.due <= today) { // one try a day counts
          const step = card ? Math.min(card.step + 1, steps.length - 1) : 1;
          state.cards[key] = { step, due: later(today, steps[step]) };
        }
      }
    });
  };

  // ---- Showing ----
  const say = (form, ...nodes) => {
    const box = form.querySelector(".quiz-result");
    box.replaceChildren(...nodes);
    box.focus();
  };
  const notice = (text) => {
    const out = part("notice");
    slot(out, "text").textContent = text;
    return out;
  };
  const problem = (form, code) => say(form, notice(slot(template("notice"), "text").dataset[code]));
  const wordsOf = (field, ids) => ids.map((id) => {
    const item = [...field.querySelectorAll("li")].find((li) => li.dataset.option === id || li.querySelector("input")?.value === id);
    const out = document.createElement("span");
    if (item) out.append(...[...item.querySelector(".option").childNodes].map((n) => n.cloneNode(true)));
    else out.textContent = id;
    return out;
  });
  const put = (place, nodes, ordered) => {
    if (nodes.length < 2) return place.replaceChildren(...nodes);
    const list = document.createElement(ordered ? "ol" : "ul");
    for (const node of nodes) {
      const item = document.createElement("li");
      item.append(node);
      list.append(item);
    }
    place.replaceChildren(list);
  };
  const showMark = (field, result) => {
    const given = answerOf(field);
    const ordered = field.dataset.kind === "ordering";
    const mark = part(result.correct ? "marking-right" : "marking-wrong");
    if (given.length) put(slot(mark, "given"), wordsOf(field, given), ordered);
    else slot(mark, "given").textContent = word("none");
    const right = slot(mark, "right");
    if (right) put(right, wordsOf(field, result.right), ordered);
    if (result.why) slot(mark, "why").innerHTML = result.why; // made safe where it was rendered
    else slot(mark, "why").remove();
    const link = slot(mark, "reread");
    if (result.reread) {
      link.href = result.reread;
      link.textContent = fill(link.dataset.say, result.title || result.reread);
    } else link.parentElement.remove();
    field.append(mark);
    field.dataset.marked = result.correct;
    for (const input of field.querySelectorAll("input, button")) input.disabled = true;
  };
  const showResult = (form, fields, results) => {
    const score = results.filter((r) => r.correct).length;
    const need = Number(form.dataset.need);
    const passed = need > 0 && score >= need;
    const out = part(!need ? "result-daily" : passed ? "result-passed" : "result-failed");
    slot(out, "score").textContent = fill(slot(out, "score").dataset.say, score, results.length);
    if (slot(out, "need")) slot(out, "need").textContent = fill(slot(out, "need").dataset.say, need);
    form.querySelector(".quiz-send").hidden = true;
    const again = part("again");
    again.addEventListener("click", () => restart(form, fields));
    const last = document.createElement("p");
    last.className = "quiz-again";
    last.append(again);
    form.append(last);
    say(form, out);
    if (form.dataset.of) {
      document.dispatchEvent(new CustomEvent("yanxi:quiz", {
        detail: { document: form.dataset.of, quiz: form.dataset.quiz, score, total: results.length, passed },
      }));
    }
    remember(results, form.dataset.today || progress?.today());
  };
  const restart = (form, fields) => {
    form.reset();
    form.querySelector(".quiz-again").remove();
    form.querySelector(".quiz-send").hidden = false;
    form.querySelector(".quiz-result").replaceChildren();
    for (const field of fields) {
      field.querySelector(".marking").remove();
      delete field.dataset.marked;
      delete field.dataset.touched;
      for (const input of field.querySelectorAll("input, button")) input.disabled = false;
      shuffle(field);
      if (field.querySelector(".sortable")) ends(field.querySelector(".sortable"));
    }
    fields[0].querySelector("input:not([type=hidden]), button:not(:disabled)")?.focus();
  };

  const begin = (form) => {
    const send = form.querySelector(".quiz-send");
    if (!send) return; // closed
    if (form.dataset.closes && form.dataset.sealed && Date.now() >= Date.parse(form.dataset.closes)) {
      form.querySelector(".quiz-result").replaceChildren(notice(slot(template("notice"), "text").dataset.closed));
      return;
    }
    const fields = questionsOf(form);
    send.querySelector("button").hidden = fields.length === 0;
    for (const field of fields) {
      shuffle(field);
      sortable(field);
    }
    let busy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy || form.querySelector(".quiz-again")) return;
      if (nothingAnswered(fields)) return problem(form, "empty");
      busy = true;
      try {
        const results = await (form.dataset.sealed ? bySeal : byServer)(form, fields);
        const byKey = new Map(results.map((r) => [r.key, r]));
        if (fields.some((field) => !byKey.has(keyOf(field)))) fail("changed");
        for (const field of fields) showMark(field, byKey.get(keyOf(field)));
        showResult(form, fields, fields.map((field) => byKey.get(keyOf(field))));
      } catch (error) {
        if (!error.code) throw error;
        problem(form, error.code);
      } finally {
        busy = false;
      }
    });
  };

  // ---- The five of a day ----
  const five = 5;
  const asked = 15; // some of what is due may be gone from the library
  const hash = (text) => {
    let h = 2166136261;
    for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 16777619);
    h = Math.imul(h ^ (h >>> 15), 2246822507);
    return (h ^ (h >>> 13)) >>> 0;
  };
  // What is due first, the longest waiting first; then what was never answered, in the day's order.
  const choose = (cards, today, next) => {
    const due = Object.keys(cards).filter((key) => cards[key].due <= today)
      .sort((a, b) => (cards[a].due < cards[b].due ? -1 : cards[a].due > cards[b].due ? 1 : hash(today + a) - hash(today + b)));
    return [due.slice(0, asked), next.filter((key) => !(key in cards)).slice(0, five)].flat();
  };
  const replace = (form, fields) => {
    for (const old of questionsOf(form)) old.remove();
    form.querySelector(".quiz-result").after(...fields);
    fields.forEach((field, i) => { field.querySelector(".question-number").textContent = i + 1; });
  };
  const fragment = (html) => new DOMParser().parseFromString(html, "text/html");
  const daily = async (form) => {
    const cards = progress ? progress.load().cards : {};
    const today = form.dataset.today || (progress ? progress.today() : new Date().toISOString().slice(0, 10));
    form.dataset.today = today;
    const sealed = form.dataset.sealed ? await unseal(form.dataset.sealed) : null;
    const next = sealed
      ? Object.keys(sealed.questions).filter((key) => !isClosed(sealed.quizzes[sealed.questions[key].quiz])).sort((a, b) => hash(today + a) - hash(today + b))
      : form.dataset.next.split(" ").map((key) => decodeURIComponent(key.replace(/\+/g, " ")));
    let picks = choose(cards, today, next);
    const done = picks.length === 0;
    if (done) picks = next.slice(0, five);
    if (sealed) {
      picks = picks.filter((key) => next.includes(key)).slice(0, five);
      replace(form, picks.map((key) => document.importNode(fragment(sealed.questions[key].html).querySelector("fieldset"), true)));
    } else if (picks.slice(0, five).join("\n") !== questionsOf(form).map(keyOf).join("\n")) {
      const answer = await fetched(`${form.dataset.more}?${picks.map((key) => `q=${encodeURIComponent(key)}`).join("&")}`);
      const fields = answer.ok ? [...fragment(await answer.text()).querySelectorAll("fieldset.question")].slice(0, five) : [];
      if (fields.length) replace(form, fields.map((field) => document.importNode(field, true)));
    }
    begin(form);
    if (done) form.querySelector(".quiz-result").replaceChildren(notice(word("done")));
    form.dataset.ready = "true";
  };

  for (const form of document.querySelectorAll("form.quiz-form")) {
    if (form.dataset.next === undefined) begin(form);
    else {
      daily(form).catch((error) => {
        if (!error.code) throw error;
        begin(form); // without what was learnt: the page's own five
      });
    }
  }
  // An exported quiz that was not open when it was exported.
  for (const place of document.querySelectorAll(".quiz-sealed")) {
    if (Date.now() < Date.parse(place.dataset.opens)) continue;
    unseal(place.dataset.sealed).then((sealed) => {
      const form = document.importNode(fragment(sealed.quizzes[place.dataset.quiz].html).querySelector("form"), true);
      place.previousElementSibling?.matches(".notice") && place.previousElementSibling.remove();
      place.replaceWith(form);
      begin(form);
    }).catch(() => {}); // it stays what it says: not open yet
  }
  // A page that a server marked.
  const marked = [...document.querySelectorAll(".marked [data-correct]")].map((item) => ({ key: keyOf(item), correct: item.dataset.correct === "true" }));
  if (marked.length && progress) remember(marked, progress.today());
})();
