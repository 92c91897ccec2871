/* The box of a class: what students' lines say together, on the page and large for a projector. The
   sums, and what becomes of a line that is damaged, are those of agreement.js. */
document.addEventListener("DOMContentLoaded", () => { // dejavu.js stands further down the page
  "use strict";

  const { element, table } = window.dejavuTables;
  const { alpha, decisions, contested, brier, calibration, span, readAll, why, said, figure, percent } = window.dejavuClass;
  const form = document.querySelector("form.class-box");
  const about = JSON.parse(document.getElementById("class-data").textContent);
  const [area, project] = ["textarea", "[data-project]"].map((one) => form.querySelector(one));
  const dialog = document.querySelector("dialog.projector");
  const codes = about.code.codes.map(({ code }) => code);
  const labels = Object.fromEntries(about.code.codes.map(({ code, short_label }) => [code, `${code} ${short_label}`]));
  const FEW = 3; // most contested quotations shown

  const many = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  function alike(students, given) {
    const coded = students.flatMap((mine) => mine.map((one, at) => one && String([...one].sort()) === String(given[at])));
    const seen = coded.filter((one) => one !== null);
    return percent((100 * seen.filter(Boolean).length) / seen.length);
  }

  /* What was given to a quotation, most often first. */
  function tally(students, at) {
    const given = students.flatMap((mine) => (mine[at] === null ? ["not coded"] : mine[at].length ? mine[at] : ["no reason"]));
    const counts = codes.concat("no reason", "not coded").map((one) => [one, given.filter((other) => other === one).length]);
    return counts.filter(([, count]) => count).sort((one, other) => other[1] - one[1]).map(([one, count]) => `${labels[one] ?? one}: ${count}`).join("; ");
  }

  function ofCode(code, students) {
    const times = students.flat().filter((one) => one?.includes(code)).length;
    const units = decisions(students, [code]);
    const value = alpha(units);
    const few = times < about.code.least && `given fewer than ${about.code.least} times`;
    const none = students.length === 1 ? "one student" : few || (value === null && why(units));
    return [labels[code], times, none ? `none: ${none}` : figure(value)];
  }

  function coding(students) {
    const { coders, good, words } = about.code;
    const one = students.length === 1;
    const rows = codes.map((code) => ofCode(code, students)).filter(([, times]) => times);
    const coded = contested(students, codes).filter(({ n }) => n > 1);
    const worst = coded.filter(({ differ }) => differ).slice(0, FEW);
    const parts = [
      element("p", one ? "One student alone: there is nobody to agree with yet." : `Among the students: ${said(decisions(students, codes), good)}.`),
      element("p", `Beside the book: ${Object.entries(coders).map(([name, given]) => `${alike(students, given)} of their codings are those of coder ${name}`).join(", ")}.`),
      rows.length ? table("Agreement by code", ["Code", "Times given", "Alpha"], rows.map((row) => row.map(String))) : element("p", "No reason was given to any quotation."),
    ];
    if (worst.length) {
      const items = worst.map(({ at, differ }) => element("li", `${at + 1}. ${words[at]} `, element("strong", tally(students, at)), `; two students differ in ${differ.toFixed(1)} codes on average.`));
      parts.push(element("h3", "Most contested"), element("ul", ...items));
    } else if (coded.length) parts.push(element("p", "No quotation is contested: wherever two coded the same one, they gave it the same codes."));
    return parts;
  }

  function scoring(students) {
    const { outcomes, settled, words } = about.score;
    const scores = students.map((mine) => brier(mine, outcomes));
    const of = (at) => students.map((mine) => mine[at]).filter((one) => one !== null);
    const mean = (numbers) => (numbers.length ? numbers.reduce((total, one) => total + one, 0) / numbers.length : null);
    const crowd = words.map((_, at) => mean(of(at)));
    const flat = (given) => crowd.map((one) => (one === null ? null : given));
    const [every, came] = [students.flat(), students.flatMap(() => outcomes)];
    return [
      element("p", `Brier scores from ${figure(Math.min(...scores))} to ${figure(Math.max(...scores))}, on average ${figure(mean(scores))}; 0 is best. The mean of all probabilities scores ${figure(brier(crowd, outcomes))}, 50% for each ${figure(brier(flat(50), outcomes))}, and each taken at its word ${figure(brier(flat(100), outcomes))}. Late counts as not come true.`),
      table("Calibration of the class", ["They said", "Answers", "On average", "Came true"],
        calibration(every, came).map((bin) => [span(bin), String(bin.n), percent(bin.said), percent(bin.came)])),
      table("Forecast by forecast", ["Forecast", "Mean", "Lowest to highest", "In the ledger"],
        words.map((one, at) => [`${at + 1}. ${one}`, crowd[at] === null ? "nobody" : percent(crowd[at]),
          crowd[at] === null ? "nobody" : `${Math.min(...of(at))} to ${Math.max(...of(at))}%`, settled[at]])),
    ];
  }

  const KINDS = { code: ["Code it yourself", coding], score: ["Score it yourself", scoring] };

  function result(students) {
    return Object.entries(KINDS).flatMap(([kind, [title, parts]]) => {
      const mine = students.filter((one) => one.kind === kind).map(({ answers }) => answers);
      return mine.length ? [element("section", element("h2", `${title}: ${many(mine.length, "student")}`), ...parts(mine))] : [];
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { students, left, doubts, passed } = readAll(area.value, { edition: about.code.edition, length: about.code.words.length, codes });
    const unnamed = students.filter(({ name }) => !name).length;
    const names = [...new Set(students.map(({ name }) => name).filter(Boolean)), ...(unnamed ? [`${unnamed} without a name`] : [])];
    const status = [element("p", students.length ? `${many(students.length, "line")} taken: ${names.join(", ")}.` : "No line to show: paste the lines of the class.")];
    if (left.length) {
      status.push(element("p", `${many(left.length, "line")} left out:`));
      status.push(element("ul", ...left.map(({ number, fault }) => element("li", `Line ${number}: ${fault}.`))));
    }
    if (doubts.length) {
      status.push(element("p", "Counted, though perhaps one student twice; if so, delete the line that should not count:"));
      status.push(element("ul", ...doubts.map(({ number, doubt }) => element("li", `Line ${number} ${doubt}.`))));
    }
    if (passed) status.push(element("p", `${many(passed, "line")} of chat passed over.`));
    form.querySelector(".class-status").replaceChildren(...status);
    form.querySelector(".class-result").replaceChildren(...result(students));
    dialog.querySelector(".class-result").replaceChildren(...result(students));
    project.hidden = !students.length;
  });
  project.addEventListener("click", () => dialog.showModal());
  form.hidden = false;
});
