/* The frames of charts: wakes one when asked, fetches the view that a reader chooses, sorts a
   table, and hands out what can be taken away. Everything comes by <script>, so that it works from
   a folder as well as from a server. What only a live chart needs is in live.js. */
(() => {
  "use strict";

  const REST = 600; // milliseconds for which a mouse rests on a chart before it wakes
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

  /* Words that a screen reader says at once; what the eye sees for itself is not printed. */
  function tell(frame, words, seen = true) {
    const status = frame.querySelector(".chart-status");
    status.classList.toggle("visually-hidden", !seen);
    status.textContent = words;
  }

  /* A file of a chart, named by what is drawn so that no old one is taken from a cache. */
  const file = ({ dataset }, suffix) =>
    load(`${dataset.charts}/${dataset.chart}.${suffix}?v=${dataset.version}`);

  async function wake(frame, takeFocus = false) {
    const button = frame.querySelector(".chart-explore");
    if (frame.dataset.live) return;
    frame.dataset.live = "waking";
    button.textContent = "Loading…";
    button.setAttribute("aria-disabled", "true");
    try {
      await Promise.all([
        load(`${frame.dataset.charts}/plotly.min.js`),
        load(`${frame.dataset.charts}/theme.js`),
        load(new URL(`live.js${new URL(here).search}`, here).href),
        file(frame, "js"),
      ]);
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
    const focused = takeFocus || document.activeElement === button;
    button.hidden = true;
    if (focused) frame.querySelector(".chart-live").focus({ preventScroll: true });
    frame.dataset.live = "true";
  }

  /* A mouse that rests on a chart wakes it; a finger that scrolls over it never does, nor does
     anything where the reader asks for little data. */
  function resting(frame) {
    const canvas = frame.querySelector(".chart-canvas");
    const sparing = () =>
      navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
    let timer;
    const stop = () => clearTimeout(timer);
    const begin = (event) => {
      stop();
      if (event.pointerType !== "mouse" || event.buttons || frame.dataset.live || sparing()) return;
      timer = setTimeout(() => wake(frame), REST);
    };
    canvas.addEventListener("pointerenter", begin);
    canvas.addEventListener("pointermove", begin);
    canvas.addEventListener("pointerleave", stop);
    canvas.addEventListener("pointerdown", stop);
    addEventListener("scroll", stop, { passive: true });
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
    let next;
    try {
      next = await frameOf(views, link);
    } catch (error) {
      tell(views.querySelector("figure.chart:not([hidden])"), error.message);
      return null;
    }
    if (keyOf(views) !== key) return null; // the reader has chosen another since
    const frames = [...views.querySelectorAll("figure.chart")];
    const wasLive = frames.some((frame) => !frame.hidden && frame.dataset.live);
    for (const frame of frames) frame.hidden = frame !== next;
    for (const one of views.querySelectorAll(".chart-others a")) {
      if (one === link) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    tell(next, `Shown: ${next.querySelector("figcaption").textContent.trim()}`, false);
    if (wasLive) wake(next);
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

  /* A table's headers sort it: up, down, then as drawn. Numbers sort as numbers, blanks last. */
  const NUMBER =
    /^(?:(?:about|up to|at least|at most|more than|less than|over|under) )?([-−]?)£?(\d[\d,]*(?:\.\d+)?)(bn)?/;

  function number(text) {
    const [, minus, digits, billion] = NUMBER.exec(text) || [];
    return Number((digits || "x").replaceAll(",", "")) * (minus ? -1 : 1) * (billion ? 1000 : 1);
  }

  function compare(column, down) {
    return (one, other) => {
      const [a, b] = [one, other].map((row) => row.cells[column].textContent.trim());
      if (!a || !b) return Boolean(b) - Boolean(a);
      const apart = number(a) - number(b) || a.localeCompare(b, "en-GB", { numeric: true });
      return down ? -apart : apart;
    };
  }

  function sortable(table) {
    const body = table.tBodies[0];
    const drawn = [...body.rows];
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chart-sort";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const was = header.getAttribute("aria-sort");
        for (const other of headers) other.removeAttribute("aria-sort");
        const now = { ascending: "descending", descending: null }[was];
        if (now !== null) header.setAttribute("aria-sort", now || "ascending");
        const down = now === "descending";
        body.append(...(now === null ? drawn : [...drawn].sort(compare(column, down))));
      });
    });
  }

  /* Where the site stands, if it stands somewhere: a path in a folder means nothing to others. */
  function addresses(frame) {
    if (!location.protocol.startsWith("http")) return;
    const root = new URL(`${frame.dataset.charts}/../`, location.href);
    for (const place of frame.querySelectorAll(".chart-address")) {
      place.textContent = new URL(place.textContent, root).href;
    }
  }

  /* The picture at twice its size, drawn from the SVG that can be had as well. */
  async function png(frame) {
    const { chart } = frame.dataset;
    await file(frame, "svg.js");
    const image = new Image();
    const svg = window.dejavuPictures[chart];
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${chart}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  const codeOf = (frame) => frame.closest(".cell")?.querySelector("details.hide");

  function showCode(frame) {
    const code = codeOf(frame);
    code.open = true;
    code.querySelector("summary").focus();
    code.scrollIntoView();
  }

  async function fullScreen(frame) {
    if (document.fullscreenElement === frame) await document.exitFullscreen();
    else await frame.requestFullscreen();
  }

  /* Give a frame what only scripts can do. */
  function prepare(frame) {
    const on = (selector, act) =>
      frame.querySelector(selector)?.addEventListener("click", () => {
        Promise.resolve(act()).catch((error) => tell(frame, error.message));
      });
    on(".chart-explore", () => wake(frame, true));
    on(".chart-full", () => fullScreen(frame));
    on(".chart-png", () => png(frame));
    on(".chart-code", () => showCode(frame));
    resting(frame);
    addresses(frame);
    const shown = [".chart-more button.copy", ".chart-more li:has(.chart-png)"];
    if (document.fullscreenEnabled) shown.push(".chart-full");
    if (codeOf(frame)) shown.push(".chart-more li:has(.chart-code)");
    for (const one of frame.querySelectorAll(shown.join())) one.hidden = false;
    const table = frame.querySelector(".chart-table");
    const once = () => sortable(table.querySelector("table"));
    table.addEventListener("toggle", once, { once: true });
  }

  function start() {
    for (const frame of document.querySelectorAll("figure.chart")) prepare(frame);
    for (const views of document.querySelectorAll(".chart-views")) {
      views.querySelector(".chart-switch").addEventListener("change", () => chosen(views));
    }
    document.addEventListener("fullscreenchange", () => {
      for (const button of document.querySelectorAll(".chart-full")) {
        const isFull = document.fullscreenElement === button.closest("figure");
        button.textContent = isFull ? "Leave full screen" : "Full screen";
      }
    });
    openTarget();
    addEventListener("hashchange", openTarget);
  }

  start(); // the script is deferred: the page is there
})();
