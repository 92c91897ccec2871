/* Pick from the statements of all articles by voice and by reason. A statement names both by its
   classes. The choice stands in the address, so that a link leads to it. */
document.addEventListener("DOMContentLoaded", () => { // dejavu.js stands further down the page
  "use strict";

  const form = document.querySelector("form.sieve");
  const choices = [...form.querySelectorAll("select")];
  const lists = [...document.querySelectorAll(".article details")].map((details) => ({
    details,
    summary: details.querySelector("summary"),
    whole: details.querySelector("summary").textContent,
    statements: [...details.querySelectorAll(".statement")],
  }));
  const all = lists.reduce((sum, { statements }) => sum + statements.length, 0);

  function sift() {
    const wanted = choices.filter(({ value }) => value).map((one) => `${one.name}-${one.value}`);
    let found = 0;
    for (const { details, summary, whole, statements } of lists) {
      for (const one of statements) one.hidden = !wanted.every((mark) => one.classList.contains(mark));
      const left = statements.filter((one) => !one.hidden).length;
      found += left;
      summary.textContent = wanted.length ? `${left} of ${whole}` : whole;
      if (wanted.length) details.open = left > 0;
    }
    form.querySelector("output").textContent = wanted.length
      ? `${found} of ${all} statements, in the lists below.`
      : `All ${all} statements, in the lists below.`;
  }

  /* A link to a statement leads to it, whatever is picked. */
  function uncover() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest(".statement[hidden]")) return;
    for (const one of choices) one.value = "";
    sift();
    target.closest("details").open = true;
    target.scrollIntoView();
  }

  const { keep, choose } = window.dejavuAddress;
  for (const one of choices) choose(one, one.name, "");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    sift();
    keep(Object.fromEntries(choices.map(({ name, value }) => [name, value])), "sieve");
  });
  sift();
  uncover();
  addEventListener("hashchange", uncover);
  if (location.hash === "#sieve") form.scrollIntoView();
});
