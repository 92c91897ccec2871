/* The frames of charts: the picture that fits, and whatever else a reader asks for. All of it comes
   by <script>, so that it works from a folder as well as from a server: live.js makes a chart live,
   views.js shows another view of it, tools.js has the rest. Its marks are in marks.js. */
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

  /* Tells marks.js that a frame's marks are there. */
  const drawn = () => new Event("dejavu:drawn", { bubbles: true });

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

  async function wake(frame, asked) {
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
    if (!asked) return;
    /* By keyboard to a mark; a pointer is elsewhere, and a card would cover the drawing. */
    if (asked.detail) frame.querySelector(".chart-live-tools button").focus({ preventScroll: true });
    else window.dejavuMarks.enter(frame);
  }

  /* Where there is room for it, the wide picture takes the place of the narrow one. */
  async function widen(frame, width = frame.clientWidth) {
    const place = frame.querySelector(".chart-picture.wide");
    if (!place || place.firstChild || width <= NARROW) return;
    await file(frame, "wide.js");
    if (place.firstChild) return;
    place.innerHTML = window.dejavuWide[frame.dataset.chart];
    frame.querySelector(".chart-canvas").classList.add("has-wide");
    frame.dispatchEvent(drawn());
  }

  async function tool(name, frame) {
    await load(beside("tools.js"));
    await window.dejavuTools[name](frame);
  }

  /* The views of charts: needed once a reader turns a switch, or the address names one. */
  async function view(act, ...given) {
    await Promise.all(["tools.js", "views.js"].map((name) => load(beside(name))));
    return window.dejavuViewing[act](...given);
  }

  function target() {
    const named = location.hash.startsWith("#chart-") || location.search.includes("views=");
    if (named && document.querySelector(".chart-views")) view("openTarget").catch(() => {});
  }

  /* Give a frame what only scripts can do. */
  function prepare(frame) {
    const attempt = (act, event) =>
      Promise.resolve(act(event)).catch((error) => tell(frame, error.message));
    const on = (selector, act, event = "click", options = {}) =>
      frame.querySelector(selector)?.addEventListener(event, (one) => attempt(act, one), options);
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
    on(".chart-explore", (event) => wake(frame, event));
    on(".chart-full", () => tool("full", frame));
    on(".chart-png", () => tool("png", frame));
    on(".chart-code", () => tool("code", frame));
    on(".chart-more", () => tool("addresses", frame), "toggle", { once: true });
    on(".chart-table", () => tool("sortable", frame), "toggle", { once: true });
    const shown = [".chart-more button.copy", ".chart-more li:has(.chart-png)"];
    if (document.fullscreenEnabled) shown.push(".chart-full");
    const code = frame.closest(".cell")?.querySelector("details.hide");
    if (code) shown.push(".chart-more li:has(.chart-code)");
    for (const one of frame.querySelectorAll(shown.join())) one.hidden = false;
    new ResizeObserver(() => attempt(() => widen(frame))).observe(frame);
  }

  function start() {
    for (const frame of document.querySelectorAll("figure.chart")) prepare(frame);
    for (const views of document.querySelectorAll(".chart-views")) {
      views.querySelector(".chart-switch").addEventListener("change", () => {
        view("chosen", views).catch((error) => tell(views.querySelector("figure.chart"), error.message));
      });
    }
    target();
    addEventListener("hashchange", target);
  }

  window.dejavuFrames = { drawn, load, prepare, tell, view, wake, widen };
  start(); // the script is deferred: the page is there
})();
