/* What a reader may ask of a chart's frame: to sort its table, to fill the screen with it, to take
   something away. Loaded when the first of these is asked for. */
window.dejavuTools = (() => {
  "use strict";

  /* A table's headers sort it: up, down, then as drawn. Numbers sort as numbers, blanks last. */
  const NUMBER =
    /^(?:(?:about|up to|at least|at most|more than|less than|over|under) )?([-−]?)£?(\d[\d,]*(?:\.\d+)?)(bn)?/;

  function number(text) {
    const [, minus, digits, billion] = NUMBER.exec(text) || [];
    return Number((digits || "x").replaceAll(",", "")) * (minus ? -1 : 1) * (billion ? 1000 : 1);
  }

  function compare(column, down) {
    return (one, other) => {
      const value = ({ dataset, textContent }) => dataset.value ?? textContent.trim();
      const [a, b] = [one, other].map((row) => value(row.cells[column]));
      if (!a || !b) return Boolean(b) - Boolean(a);
      const apart = number(a) - number(b) || a.localeCompare(b, "en-GB", { numeric: true });
      return down ? -apart : apart;
    };
  }

  function sortable(frame) {
    const table = frame.querySelector(".chart-table table");
    const body = table.tBodies[0];
    const drawn = window.dejavuMarks.rowsOf(frame);
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
    const { chart, charts, version } = frame.dataset;
    await window.dejavuFrames.load(`${charts}/${chart}.svg.js?v=${version}`);
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

  function code(frame) {
    const code = frame.closest(".cell").querySelector("details.hide");
    code.open = true;
    code.querySelector("summary").focus();
    code.scrollIntoView();
  }

  /* The whole screen for a chart and its views: arrows step through them, Escape leaves. */
  async function full(frame) {
    const whole = frame.closest(".chart-views") ?? frame;
    if (document.fullscreenElement) return document.exitFullscreen();
    const name = () => {
      const isFull = document.fullscreenElement === whole;
      for (const button of whole.querySelectorAll(".chart-full")) {
        button.textContent = isFull ? "Leave full screen" : "Full screen";
      }
      whole.classList.toggle("is-tall", isFull && whole.scrollHeight > whole.clientHeight + 8);
      return isFull;
    };
    const step = async (event) => {
      if (event.key === "Escape") return document.exitFullscreen(); // most browsers have done so
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by || event.target.closest("[data-row], input, select")) return;
      const links = [...whole.querySelectorAll(".chart-others a")];
      if (!links.length) return;
      event.preventDefault();
      const shown = whole.querySelector("figure.chart:not([hidden])").dataset.chart;
      const at = links.findIndex(({ dataset }) => dataset.chart === shown);
      const next = links[(at + by + links.length) % links.length].dataset.chart;
      await window.dejavuFrames.view("open", next);
      name();
      whole.querySelector("figure.chart:not([hidden]) .chart-full").focus({ preventScroll: true });
    };
    const changed = () => {
      if (name()) return document.addEventListener("keydown", step);
      document.removeEventListener("keydown", step);
      document.removeEventListener("fullscreenchange", changed);
    };
    document.addEventListener("fullscreenchange", changed);
    await whole.requestFullscreen();
  }

  /* The marks of a frame by what their rows say, and where they stand. */
  function marksOf(frame) {
    const rows = window.dejavuMarks.rowsOf(frame);
    const drawn = [...frame.querySelectorAll(".chart-canvas [data-row]")];
    const seen = drawn.filter((mark) => mark.checkVisibility({ visibilityProperty: true }));
    const words = rows.map((row) => row.textContent);
    return seen.map((mark) => [words[mark.dataset.row], mark, mark.getBoundingClientRect()]);
  }

  /* Change the view shown: a mark that both views have glides to its new place. */
  function glide(last, next, swap) {
    const before = new Map(marksOf(last).map(([words, , box]) => [words, box]));
    const above = last.querySelector(".chart-canvas").getBoundingClientRect().top;
    swap();
    if (last === next || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const look = { duration: 500, easing: "ease-in-out" };
    const canvas = next.querySelector(".chart-canvas");
    canvas.animate([{ opacity: 0.2 }, { opacity: 1 }], look);
    const moved = canvas.getBoundingClientRect().top - above;
    for (const [words, mark, box] of marksOf(next)) {
      const from = before.get(words);
      if (!from) continue;
      const scale = mark.getScreenCTM().a;
      const [x, y] = [from.left - box.left, from.top - box.top + moved].map((by) => by / scale);
      mark.animate([{ translate: `${x}px ${y}px` }, { translate: "0 0" }], look);
    }
  }

  return { addresses, code, full, glide, png, sortable };
})();
