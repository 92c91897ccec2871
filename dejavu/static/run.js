/* The ways to run a chapter: each leads to the chapter in the address, the last choice comes first,
   and the browser edition is offered where the site has it. */
document.addEventListener("DOMContentLoaded", async () => {
  "use strict";

  const run = document.getElementById("run");
  const titles = JSON.parse(run.dataset.titles);
  const asked = new URLSearchParams(location.search).get("chapter");
  const chapter = Object.hasOwn(titles, asked) ? asked : "index";
  const lead = (link) => {
    link.href = link.dataset.to.replace("CHAPTER", chapter);
  };
  run.querySelectorAll("a[href]").forEach(lead);
  const said = run.querySelector(".run-chapter");
  said.textContent = `For the chapter “${titles[chapter]}”:`;
  said.hidden = false;

  /* A reader may refuse to have anything remembered. */
  const remembered = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  const LAST = "run-way";
  const last = remembered(() => localStorage.getItem(LAST));
  const first = [...run.querySelectorAll("tbody tr")].find(({ dataset }) => dataset.way === last);
  if (first) {
    first.parentNode.prepend(first);
    first.querySelector("th").append(" (your last choice)");
  }
  run.addEventListener("click", ({ target }) => {
    const row = target.closest("a")?.closest("tr");
    if (row) remembered(() => localStorage.setItem(LAST, row.dataset.way));
  });

  /* From a folder no page may start a worker, and nothing can be asked for. */
  const [link, not] = ["[data-way=browser] a", ".run-not"].map((one) => run.querySelector(one));
  const settings = new URL("../lite/jupyter-lite.json", location.href);
  const isServed = location.protocol !== "file:";
  const isThere = isServed && (await fetch(settings, { method: "HEAD" }).catch(() => null))?.ok;
  link.hidden = !isThere;
  if (isThere) lead(link);
  not.textContent = isServed
    ? "In this browser: this copy of the site was made without it"
    : "In this browser: only where the site is served, not from a folder";
  not.hidden = Boolean(isThere);
});
