/* Code it yourself and Score it yourself: a student's answers beside the book's, and the line of
   text that takes them to the tutor. The sums are those of agreement.js. */
document.addEventListener("DOMContentLoaded", () => { // dejavu.js stands further down the page
  "use strict";

  const { element, table } = window.dejavuTables;
  const { kappa, decisions, brier, calibration, span, written, said, figure, percent } = window.dejavuClass;

  const EXERCISES = {
    code: {
      blank: "Code at least one quotation.",
      wanted: (form) => [...form.querySelectorAll("fieldset")],
      answer(set) {
        const [first, second] = [...set.querySelectorAll("select")].map(({ value }) => value);
        const codes = [...new Set([first, second].filter((one) => one && one !== "none"))].sort();
        return first === "none" ? [] : codes.length ? codes : null;
      },
      shown: (codes) => (codes === null ? "not coded" : codes.join(" and ") || "no reason"),
      result(mine, { codes, coders, good }) {
        const names = codes.map(({ code }) => code);
        const all = [["You", mine], ...Object.entries(coders).map(([name, given]) => [`coder ${name}`, given])];
        const coded = (given) => given.map((one, at) => (mine[at] === null ? null : one));
        const rows = [[0, 1], [0, 2], [1, 2]].map(([one, other]) => {
          const [left, right] = [coded(all[one][1]), coded(all[other][1])];
          const units = decisions([left, right], names);
          const alike = left.filter((given, at) => given && String(given) === String(right[at])).length;
          const who = `${all[one][0]} and ${all[other][0]}`;
          const pairs = left.filter((given) => given).length;
          return [who[0].toUpperCase() + who.slice(1), `${alike} of ${pairs}`, said(units, good), figure(kappa(units))];
        });
        return [
          table("Quotations coded alike, and agreement over every code of every quotation",
            ["Between", "Coded alike", "Agreement", "Kappa"], rows),
          element("p", "With so few quotations a single choice moves alpha a good deal. Where you differ, read why below: the rule for the code may be at fault and not the coder."),
        ];
      },
    },
    score: {
      blank: "Give at least one probability.",
      wanted: (form) => [...form.querySelectorAll("input[type=number]")],
      answer: ({ value }) => (value === "" ? null : Number(value)),
      shown: (given) => (given === null ? "not scored" : `${given}%`),
      result(mine, { outcomes, settled }) {
        const count = mine.filter((one) => one !== null).length;
        const flat = (given) => mine.map((one) => (one === null ? null : given));
        const withLate = settled.map((one) => Number(one !== "false"));
        const rows = calibration(mine, outcomes).map((bin) =>
          [span(bin), String(bin.n), percent(bin.said), percent(bin.came)]);
        return [
          element("p", element("strong", `Your Brier score: ${figure(brier(mine, outcomes))}`),
            `, over ${count} of ${mine.length} forecasts. 0 is best, 1 is worst.`),
          element("p", `On the same forecasts: 50% for each scores ${figure(brier(flat(50), outcomes))}; to take each at its word, 100%, scores ${figure(brier(flat(100), outcomes))}. Late counts as not come true, since the day was part of what was said; were it counted as come true, you would score ${figure(brier(mine, withLate))}.`),
          table("Your calibration: what you said beside what came true", ["You said", "Forecasts", "On average", "Came true"], rows),
        ];
      },
    },
  };

  /* The student's answers as a column of the table of answers, which opens. */
  function beside(form, answers, shown) {
    const box = [...document.querySelectorAll(".class-answers")].find((one) =>
      form.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    box.querySelector("details").open = true;
    for (const [at, row] of [...box.querySelector("table").rows].entries()) {
      const cell = row.querySelector(".yours") ?? element(at ? "td" : "th");
      cell.className = "yours";
      cell.replaceChildren(element("p", at ? shown(answers[at - 1]) : "You"));
      row.cells[0].after(cell);
    }
  }

  function start(form) {
    const { kind } = form.dataset;
    const about = JSON.parse(document.getElementById(`${kind}-data`).textContent);
    const { blank, wanted, answer, shown, result } = EXERCISES[kind];
    const [status, place, line] = [".class-result", ".class-line", "pre"].map((one) => form.querySelector(one));
    const mark = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);

    /* What was compared is not what stands in the form now. */
    function stale() {
      if (place.hidden) return;
      place.hidden = true;
      status.replaceChildren("The answers or the name have changed: compare again.");
      for (const cell of document.querySelectorAll(".class-answers .yours")) cell.remove();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answers = wanted(form).map(answer);
      const none = answers.every((one) => one === null);
      status.replaceChildren(...(none ? [blank] : result(answers, about)));
      place.hidden = none;
      if (none) return;
      line.textContent = written({ edition: about.edition, kind, name: form.elements.name.value, answers, mark });
      beside(form, answers, shown);
    });
    form.addEventListener("input", ({ target }) => {
      stale();
      const set = target.closest("fieldset");
      if (!set) return;
      const [first, second] = set.querySelectorAll("select");
      second.disabled = first.value === "none";
      if (second.disabled) second.value = "";
      const found = about.codes.filter(({ code }) => [first.value, second.value].includes(code));
      const meaning = found.map(({ code, definition }) => `${code}: ${definition}`).join(" ");
      set.querySelector("[data-meaning]").textContent = second.disabled ? "It gives no reason, so no second one either." : meaning;
    });
    form.hidden = false;
  }

  for (const form of document.querySelectorAll("form.in-class")) start(form);
});
