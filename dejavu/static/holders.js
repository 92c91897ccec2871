/* Who planned or bought hospital care on a day. The rows are those of reorg/measures/holders.py; a
   test holds the answers to it. */
document.addEventListener("DOMContentLoaded", () => { // dejavu.js stands further down the page
  "use strict";

  const form = document.querySelector("form.holders");
  const [field, answer] = ["input", "[role=status]"].map((one) => form.querySelector(one));
  const { spells, events } = JSON.parse(document.getElementById("holders-data").textContent);

  const inWords = (day) =>
    new Date(`${day}T00:00Z`).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });

  /* Years and whole months from one day to another. */
  function length(from, to) {
    const [[year, month, day], [toYear, toMonth, toDay]] = [from, to].map((one) =>
      one.split("-").map(Number),
    );
    const months = (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0);
    const said = [[Math.floor(months / 12), "year"], [months % 12, "month"]]
      .filter(([number]) => number)
      .map(([number, unit]) => `${number} ${unit}${number > 1 ? "s" : ""}`);
    return said.join(" ") || "less than a month";
  }

  /* What stood on a day, by what it is: on a day of change both what ended and what began. */
  function standing(on) {
    const found = new Map();
    for (const { what, name, began, ended, sure_from, sure_to } of spells) {
      if (began > on || on > ended) continue;
      const change = { [ended]: ", until that day", [began]: ", from that day" }[on] ?? "";
      const aside = on < sure_from || sure_to < on ? ", perhaps" : change;
      found.set(what, [...(found.get(what) ?? []), name + aside]);
    }
    return found;
  }

  const last = (what, on) => events.filter((one) => one.what === what && one.day <= on).at(-1);

  function lines(on) {
    const found = standing(on);
    const [map, announced] = ["map", "announced"].map((what) => last(what, on));
    const age = map.day === on ? "began that day" : `${length(map.day, on)} old`;
    const ago = announced && (announced.day === on ? "that day" : `${length(announced.day, on)} before`);
    return [
      ...[
        "planned or bought hospital care",
        "beside them",
        "perhaps beside them, no end found",
        "health secretary",
        "prime minister",
      ].map((what) => [what, (found.get(what) ?? []).join("; ")]),
      ["the map", `${map.said}: ${age}`],
      ["announced last", announced ? `${announced.said}: ${ago}` : ""],
    ].filter(([, said]) => said);
  }

  function show() {
    const on = field.value;
    const fault =
      (!on && "Choose a day, or type one whole: day, month and year.") ||
      (on < field.min && `The NHS began on ${inWords(field.min)}; before, it bought no care.`) ||
      (on > field.max && `The evidence of this book ends on ${inWords(field.max)}.`);
    if (fault) {
      answer.replaceChildren(fault);
      return;
    }
    const list = document.createElement("dl");
    for (const [name, said] of lines(on)) {
      const [term, text] = ["dt", "dd"].map((tag) => document.createElement(tag));
      term.textContent = name[0].toUpperCase() + name.slice(1);
      text.textContent = said;
      list.append(term, text);
    }
    answer.replaceChildren(`On ${inWords(on)}:`, list);
  }

  field.value = new URLSearchParams(location.search).get("on") ?? "";
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    show();
    window.dejavuAddress.keep({ on: field.value }, "holders");
  });
  show();
  if (location.hash === "#holders") form.scrollIntoView();
});
