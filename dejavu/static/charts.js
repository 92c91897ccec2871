/* The frames of charts: shows the picture that fits, makes one live when asked, fetches the view that
   a reader chooses. Everything comes by <script>, so that it works from a folder as well as from a
   server. Marks are in marks.js, what a live chart needs in live.js, the rest in tools.js. */
(() => {
  "use strict";

  const NARROW = 520; // pixels up to which a frame shows the narrow picture, as in charts.css
  const REST = 120; // milliseconds for which a pointer rests on Explore before it is prepared
  const here = document.currentScript.src;
  const scripts = new Map();

  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(
        address,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = address;
          script.onload = resolve;
          script.onerror = () => {
            scripts.delete(address); // the train leaves the tunnel: the next try may do
            reject(new Error("This could not be loaded. Try again when you are online."));
          };
          document.head.append(script);
        }),
      );
    }
    return scripts.get(address);
  }

  /* A script beside this one, of the same edition. */
  const beside = (name) => new URL(`${name}${new URL(here).search}`, here).href;

  /* Words that a screen reader says at once; what the eye sees for itself is not printed. */
  function tell(frame, words, seen = true) {
    const status = frame.querySelector(".chart-status");
    status.classList.toggle("visually-hidden", !seen);
    status.textContent = words;
  }

  /* A file of a chart, named by what is drawn so that no old one is taken from a cache. */
  const file = ({ dataset }, suffix) =>
    load(`${dataset.charts}/${dataset.chart}.${suffix}?v=${dataset.version}`);

  /* Everything that a live chart needs; asked for when a reader is about to press the button. */
  const live = (frame) =>
    Promise.all([
      load(`${frame.dataset.charts}/plotly.min.js`),
      load(`${frame.dataset.charts}/theme.js`),
      load(beside("live.js")),
      file(frame, "js"),
    ]);

  async function wake(frame, takeFocus = false) {
    const button = frame.querySelector(".chart-explore");
    if (frame.dataset.live) return;
    frame.dataset.live = "waking";
    button.textContent = "Loading…";
    button.setAttribute("aria-disabled", "true");
    try {
      await live(frame);
      await window.dejavuLive.wake(frame);
    } catch (error) {
      delete frame.dataset.live;
      tell(frame, error.message);
      return;
    } finally {
      button.textContent = "Explore";
      button.removeAttribute("aria-disabled");
    }
    tell(frame, "");
    button.hidden = true;
    frame.dataset.live = "true";
    if (takeFocus) frame.querySelector(".chart-live [tabindex='0']").focus({ preventScroll: true });
  }

  /* Where there is room for it, the wide picture takes the place of the narrow one. */
  async function widen(frame, width = frame.clientWidth) {
    const place = frame.querySelector(".chart-picture.wide");
    if (!place || place.firstChild || width <= NARROW) return;
    await file(frame, "wide.js");
    if (place.firstChild) return;
    place.innerHTML = window.dejavuWide[frame.dataset.chart];
    frame.querySelector(".chart-canvas").classList.add("has-wide");
    frame.dispatchEvent(new Event("dejavu:drawn"));
  }

  /* A chart in several views: the reader's answers choose the one shown, and its address. */
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
    if (window.dejavuTools) window.dejavuTools.glide(last, next, swap);
    else swap();
    for (const one of views.querySelectorAll(".chart-others a")) {
      if (one === link) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    tell(next, `Shown: ${next.querySelector("figcaption").textContent.trim()}`, false);
    if (last.dataset.live) wake(next);
    next.dispatchEvent(new Event("dejavu:drawn"));
    return next;
  }

  /* The address names the view, and those that the reader has chosen of other charts; what else it
     holds, such as a sum to calculate with, stays. */
  async function chosen(views) {
    await load(beside("tools.js")).catch(() => {}); // without it nothing glides
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

    async function tool(name, frame) {
    await load(beside("tools.js"));
    await window.dejavuTools[name](frame, load, open);
  }

  /* Give a frame what only scripts can do. */
  function prepare(frame) {
    const attempt = (act) => Promise.resolve(act()).catch((error) => tell(frame, error.message));
    const on = (selector, act, event = "click", options = {}) =>
      frame.querySelector(selector)?.addEventListener(event, () => attempt(act), options);
    const explore = frame.querySelector(".chart-explore");
    let resting;
    const rest = () => {
      const sparing =
        navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
      if (!sparing) resting = setTimeout(() => live(frame).catch(() => {}), REST); // a press tells
    };
    explore.addEventListener("pointerenter", rest);
    explore.addEventListener("pointerleave", () => clearTimeout(resting));
    explore.addEventListener("focus", rest);
    explore.addEventListener("blur", () => clearTimeout(resting));
    on(".chart-explore", () => wake(frame, true));
    on(".chart-full", () => tool("full", frame));
    on(".chart-png", () => tool("png", frame));
    on(".chart-code", () => tool("code", frame));
    on(".chart-more", () => tool("addresses", frame), "toggle", { once: true });
    on(".chart-table", () => tool("sortable", frame), "toggle", { once: true });
    const shown = [".chart-more button.copy", ".chart-more li:has(.chart-png)"];
    if (document.fullscreenEnabled) shown.push(".chart-full");
    if (frame.closest(".cell")?.querySelector("details.hide")) shown.push(".chart-more li:has(.chart-code)");
    for (const one of frame.querySelectorAll(shown.join())) one.hidden = false;
    window.dejavuMarks.prepare(frame);
    new ResizeObserver(() => attempt(() => widen(frame))).observe(frame);
  }

  function start() {
    for (const frame of document.querySelectorAll("figure.chart")) prepare(frame);
    for (const views of document.querySelectorAll(".chart-views")) {
      views.querySelector(".chart-switch").addEventListener("change", () => chosen(views));
    }
    openTarget();
    addEventListener("hashchange", openTarget);
  }

  start(); // the script is deferred: the page is there
})();
