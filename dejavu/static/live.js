/* A live chart: Plotly's own drawing of the figure, laid over its picture and as large as it, with
   a way through its marks by keyboard. Loaded with Plotly when the first chart of a page wakes. */
window.dejavuLive = (() => {
  "use strict";

  const KEYS = "Arrow keys move from mark to mark, Home and End to the first and last. Escape leaves.";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)"); // the system's contrast themes
  const isDark = () => {
    const theme = forced.matches ? "auto" : document.body.dataset.theme; // light, dark or auto
    return theme === "dark" || (theme !== "light" && system.matches);
  };

  /* The figure in the colours of the page's mode: each palette colour has one role. */
  function figureOf(chart) {
    const shared = window.dejavuTheme;
    let text = JSON.stringify({ figure: window.dejavuCharts[chart], template: shared.template });
    if (isDark()) {
      for (const [name, colour] of Object.entries(shared.light)) {
        text = text.replaceAll(colour, shared.dark[name]);
      }
    }
    const { figure, template } = JSON.parse(text);
    return { data: figure.data, layout: { ...figure.layout, template } };
  }

  /* The size at which the picture in view was drawn: the live chart is drawn at the same, so that
     every label stands where it stood, and scaled as the page scales the picture. */
  function drawnAt(canvas, layout) {
    const pictures = [...canvas.querySelectorAll(".chart-picture")];
    const svg = pictures.find((one) => one.offsetWidth)?.querySelector("svg");
    const box = svg?.viewBox.baseVal;
    return box ? [box.width, box.height] : [canvas.clientWidth, layout.height];
  }

  function fit(canvas) {
    const live = canvas.querySelector(".chart-live");
    live.style.transform = `scale(${canvas.clientWidth / live.offsetWidth})`;
  }

  async function draw(frame) {
    const canvas = frame.querySelector(".chart-canvas");
    const live = canvas.querySelector(".chart-live");
    const { data, layout } = figureOf(frame.dataset.chart);
    const [width, height] = drawnAt(canvas, layout);
    live.style.width = `${width}px`;
    live.style.height = `${height}px`;
    const sized = { ...layout, width, height, autosize: false };
    const options = { displayModeBar: false, responsive: false, scrollZoom: false };
    await window.Plotly.react(live, data, sized, options);
    live.querySelector(".plot-container").setAttribute("aria-hidden", "true");
    fit(canvas);
  }

  function element(tag, attributes, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  }

  async function wake(frame) {
    const canvas = frame.querySelector(".chart-canvas");
    const keys = `keys-${frame.id}`;
    canvas.querySelector(".chart-live")?.remove(); // of a try that failed
    const live = element("div", {
      class: "chart-live",
      tabindex: "0",
      role: "application",
      "aria-roledescription": "interactive chart",
      "aria-label": canvas.getAttribute("aria-label"),
      "aria-describedby": keys,
    });
    canvas.append(live);
    await draw(frame);
    canvas.append(
      element("p", { class: "chart-keys", id: keys }, KEYS),
      element("p", { class: "chart-said visually-hidden", "aria-live": "polite" }),
    );
    canvas.classList.add("is-live");
    canvas.setAttribute("role", "group"); // live, it is no longer one image
    route(frame, live);
    watch(frame, canvas);
  }

  /* A canvas that changes its width scales the chart, and redraws it where another picture fits. */
  function watch(frame, canvas) {
    const live = canvas.querySelector(".chart-live");
    new ResizeObserver(() => {
      if (!canvas.clientWidth) return; // hidden behind another view
      const [width] = drawnAt(canvas, { height: live.offsetHeight });
      if (width === live.offsetWidth) fit(canvas);
      else draw(frame);
    }).observe(canvas);
  }

  /* The marks of a chart in the order of its table; a trace of lines alone is a guide. */
  function marksOf(live) {
    return live.data.flatMap(({ mode, hovertext }, curveNumber) =>
      mode === "lines" ? [] : hovertext.map((said, pointNumber) => ({ curveNumber, pointNumber, said })),
    );
  }

  function plain(said) {
    const made = document.createElement("template");
    made.innerHTML = said.replace(/<br\s*\/?>/gi, " ");
    return made.content.textContent;
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function target(key, at, count) {
    if (key === "Home") return 0;
    if (key === "End") return count - 1;
    if (at < 0) return STEPS[key] > 0 ? 0 : count - 1;
    return Math.min(count - 1, Math.max(0, at + STEPS[key]));
  }

  /* Keys move a label from mark to mark, and its words are said. */
  function route(frame, live) {
    const said = frame.querySelector(".chart-said");
    let at = -1;
    const rest = () => {
      at = -1;
      said.textContent = "";
      window.Plotly.Fx.unhover(live);
    };
    live.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") {
        rest();
        frame.querySelector(".chart-tools a").focus();
        return;
      }
      if (!(event.key in STEPS) && event.key !== "Home" && event.key !== "End") return;
      event.preventDefault();
      const marks = marksOf(live);
      at = target(event.key, at, marks.length);
      const { curveNumber, pointNumber } = marks[at];
      window.Plotly.Fx.hover(live, [{ curveNumber, pointNumber }]);
      said.textContent = `${at + 1} of ${marks.length}: ${plain(marks[at].said)}`;
      live.querySelector(".hoverlayer .hovertext")?.scrollIntoView({ block: "nearest" });
    });
    live.addEventListener("blur", rest);
  }

  /* In the page's new colours; a chart behind another view is drawn when it is next seen. */
  function redraw() {
    for (const frame of document.querySelectorAll('figure.chart[data-live="true"]')) {
      if (frame.hidden) frame.querySelector(".chart-live").style.width = "0";
      else draw(frame);
    }
  }
  new MutationObserver(redraw).observe(document.body, { attributeFilter: ["data-theme"] });
  for (const asked of [system, forced]) asked.addEventListener("change", redraw);

  return { wake };
})();
