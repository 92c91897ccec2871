/* A chart in several views: shows the one that a reader chooses or the address names, fetched if the
   page does not have it yet. Loaded when the first of these happens. */
window.dejavuViewing = (() => {
  "use strict";

  const { drawn, load, prepare, tell, wake, widen } = window.dejavuFrames;

  /* The reader's answers choose the view shown, and its address. */
  const keyOf = (views) =>
    [...views.querySelectorAll(".chart-switch input:checked")].map((one) => one.value).join("|");

  const linkTo = (name) =>
    document.querySelector(`.chart-others a[data-chart="${CSS.escape(name)}"]`);

  /* The frame of a view, fetched if the page does not have it yet. */
  async function frameOf(views, link) {
    const { chart } = link.dataset;
    const id = `chart-${chart}`;
    if (!document.getElementById(id)) {
      const { charts } = views.querySelector("figure.chart").dataset;
      await load(`${charts}/${chart}.view.js`);
      if (!document.getElementById(id)) {
        const made = document.createElement("template");
        made.innerHTML = window.dejavuViews[chart];
        const frame = made.content.firstElementChild;
        frame.hidden = true;
        views.querySelector(".chart-others").before(frame);
        prepare(frame);
      }
    }
    return document.getElementById(id);
  }

  async function choose(views) {
    const key = keyOf(views);
    const link = [...views.querySelectorAll(".chart-others a")].find(
      (one) => one.dataset.view === key,
    );
    const last = views.querySelector("figure.chart:not([hidden])");
    let next;
    try {
      next = await frameOf(views, link);
      await widen(next, last.clientWidth);
    } catch (error) {
      tell(last, error.message);
      return null;
    }
    if (keyOf(views) !== key) return null; // the reader has chosen another since
    const frames = [...views.querySelectorAll("figure.chart")];
    const swap = () => {
      for (const frame of frames) frame.hidden = frame !== next;
    };
    window.dejavuTools.glide(last, next, swap);
    for (const one of views.querySelectorAll(".chart-others a")) {
      if (one === link) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    tell(next, `Shown: ${next.querySelector("figcaption").textContent.trim()}`, false);
    if (last.dataset.live) wake(next);
    next.dispatchEvent(drawn());
    return next;
  }

  /* The address names the view, and those that the reader has chosen of other charts; what else it
     holds, such as a sum to calculate with, stays. */
  async function chosen(views) {
    const frame = await choose(views);
    if (!frame) return;
    const others = [...document.querySelectorAll(".chart-views")]
      .filter((one) => one !== views && one.querySelector("figure.chart").hidden)
      .map((one) => one.querySelector("figure.chart:not([hidden])").dataset.chart);
    window.dejavuAddress.keep({ views: others.join() }, frame.id);
  }

  /* Open a view by its name; undefined if there is none. */
  async function open(name) {
    const link = linkTo(name);
    if (!link) return undefined;
    const views = link.closest(".chart-views");
    const answers = link.dataset.view.split("|");
    [...views.querySelectorAll(".chart-switch fieldset")].forEach((question, number) => {
      for (const input of question.querySelectorAll("input")) {
        input.checked = input.value === answers[number];
      }
    });
    await choose(views);
    return views;
  }

  /* Open the views that the address names, and go to that of its end. */
  async function openTarget() {
    const named = new URLSearchParams(location.search).get("views") || "";
    for (const name of named.split(",")) await open(name);
    if (!location.hash.startsWith("#chart-")) return;
    const views = await open(location.hash.slice(7));
    views?.scrollIntoView();
  }

  return { chosen, open, openTarget };
})();
