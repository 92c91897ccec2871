/* A live chart: Plotly's own drawing of the figure, laid over its picture and as large as it. Its
   marks answer as the picture's do; besides it zooms, pans, isolates what the legend names, and
   what is selected in it filters the table. Loaded with Plotly when the first chart is explored. */
window.dejavuLive = (() => {
  "use strict";

  const finger = matchMedia("(pointer: coarse)"); // it scrolls, unless a reader asks for another
  const still = finger.matches ? "scrolls the page" : "does nothing";
  const DRAGS = { "": still, zoom: "zooms", pan: "moves", select: "selects" };
  const STEP = 0.25; // of what an axis shows, by which a key moves it
  const system = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)"); // the system's contrast themes
  const isDark = () => {
    const theme = forced.matches ? "auto" : document.body.dataset.theme; // light, dark or auto
    return theme === "dark" || (theme !== "light" && system.matches);
  };

  /* Axes that a reader may move: what is drawn as a list has none. */
  const movable = (layout) =>
    ["xaxis", "yaxis"].filter((name) => !layout[name]?.fixedrange);

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
    const dragmode = finger.matches || !movable(figure.layout).length ? false : "zoom";
    const layout = { ...figure.layout, template, dragmode, hovermode: false };
    return { data: figure.data, layout };
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
    await window.Plotly.react(live, data, sized, { displayModeBar: false, responsive: false });
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
    canvas.querySelector(".chart-live")?.remove(); // of a try that failed
    const live = element("div", { class: "chart-live", tabindex: "-1" });
    canvas.append(live);
    await draw(frame);
    live.on("plotly_afterplot", () => drawn(frame));
    canvas.classList.add("is-live");
    drawn(frame);
    frame.querySelector(".chart-explore").before(tools(frame, live));
    filters(frame, live);
    canvas.addEventListener("keydown", (event) => keys(event, live));
    watch(frame, canvas);
  }

  /* Marks are there anew: they get the numbers of their rows, and answer. */
  function drawn(frame) {
    window.dejavuMarks.number(frame.querySelector(".chart-live"));
    frame.dispatchEvent(new Event("dejavu:drawn", { bubbles: true }));
  }

  /* A canvas that changes its width scales the chart, and redraws it where another picture fits. */
  function watch(frame, canvas) {
    const live = canvas.querySelector(".chart-live");
    const follow = () => {
      if (!canvas.clientWidth) return; // hidden behind another view
      const [width] = drawnAt(canvas, { height: live.offsetHeight });
      if (width === live.offsetWidth) fit(canvas);
      else draw(frame);
    };
    new ResizeObserver(follow).observe(canvas);
    frame.addEventListener("dejavu:drawn", follow); // when the wide picture has come, say
  }

  const axesOf = (live) => movable(live._fullLayout);

  /* Show of each axis so much as now, times a factor, moved by a share of it, and nothing beyond
     what is drawn. */
  function move(live, factor, shares = {}) {
    const ranges = axesOf(live).map((name) => {
      const { range, minallowed: least, maxallowed: most } = live._fullLayout[name];
      const [from, to] = range;
      const whole = Math.sign(to - from) * (most - least); // below 0 where an axis runs down
      const span = Math.abs(factor * (to - from)) < most - least ? factor * (to - from) : whole;
      const half = Math.abs(span) / 2;
      const wanted = (from + to) / 2 + (to - from) * (shares[name] ?? 0);
      const middle = Math.max(least + half, Math.min(most - half, wanted));
      return [`${name}.range`, [middle - span / 2, middle + span / 2]];
    });
    return window.Plotly.relayout(live, Object.fromEntries(ranges));
  }

  function reset(live) {
    const { layout } = window.dejavuCharts[live.closest("figure").dataset.chart];
    const ranges = axesOf(live).map((name) => {
      const drawn = layout[name]?.range;
      return drawn ? [`${name}.range`, drawn.slice()] : [`${name}.autorange`, true];
    });
    live.dispatchEvent(new Event("dejavu:reset"));
    return window.Plotly.relayout(live, Object.fromEntries(ranges));
  }

  /* + and − zoom, 0 resets, arrows with the shift key move what is shown. */
  async function keys(event, live) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      "+": () => move(live, 0.8),
      "=": () => move(live, 0.8),
      "-": () => move(live, 1.25),
      0: () => reset(live),
    };
    const shares = {
      ArrowLeft: { xaxis: -STEP },
      ArrowRight: { xaxis: STEP },
      ArrowUp: { yaxis: STEP },
      ArrowDown: { yaxis: -STEP },
    };
    const share = event.shiftKey && shares[event.key];
    const act = share ? () => move(live, 1, share) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    await act();
    /* The mark that had the focus may now be out of what is shown. */
    const held = document.activeElement;
    const isOut = !live.contains(held) || held.getAttribute("display") === "none";
    if (isOut) live.focus({ preventScroll: true });
  }

  /* Buttons to zoom and to reset, what dragging does, and what the legend names one by one. */
  function tools(frame, live) {
    const group = element("div", { class: "chart-live-tools", role: "group" });
    group.setAttribute("aria-label", "Explore");
    const button = (words, name, act) => {
      const made = element("button", { type: "button", "aria-label": name, title: name }, words);
      made.addEventListener("click", act);
      group.append(made);
    };
    const list = (name, options, act) => {
      const made = element("select", { "aria-label": name });
      for (const [value, words] of options) made.append(element("option", { value }, words));
      made.addEventListener("change", () => act(made.value));
      group.append(made);
      return made;
    };
    const isScaled = axesOf(live).length > 0;
    if (isScaled) {
      button("+", "Zoom in (key +)", () => move(live, 0.8));
      button("−", "Zoom out (key −)", () => move(live, 1.25));
    }
    button("Reset", "Show all of it again (key 0)", () => reset(live));
    const drags = Object.entries(DRAGS)
      .filter(([mode]) => isScaled || ["", "select"].includes(mode))
      .map(([mode, words]) => [mode, `Dragging ${words}`]);
    const dragging = list("What dragging does", drags, (mode) =>
      window.Plotly.relayout(live, { dragmode: mode || false }),
    );
    dragging.value = live.layout.dragmode || "";
    const legend = live.data.filter(({ showlegend, name }) => name && showlegend !== false);
    const named = [...new Set(legend.map(({ name }) => name))];
    if (named.length > 1) {
      const every = [["", "All marks"], ...named.map((name) => [name, name])];
      const isolate = (asked) => {
        const isShown = ({ name }) => !asked || !name || name === asked || "legendonly";
        return window.Plotly.restyle(live, { visible: live.data.map(isShown) });
      };
      const which = list("Which marks", every, isolate);
      live.addEventListener("dejavu:reset", () => {
        which.value = "";
        isolate("");
      });
    }
    return group;
  }

  /* What is selected in the chart filters the table, and words typed over the table the chart. */
  function filters(frame, live) {
    const rows = window.dejavuMarks.rowsOf(frame);
    const numberOf = ({ dataset }) => Number(dataset.number);
    const id = `filter-${frame.id}`;
    const field = element("input", { type: "search", id, autocomplete: "off" });
    const told = frame.querySelector(".chart-status"); // in view where the table is folded
    const line = element("p", { class: "chart-filter" });
    line.append(element("label", { for: field.id }, "Rows with the words"), " ", field);
    frame.querySelector(".chart-table .table-scroll").before(line);
    let applying = false; // what Plotly then selects is no reader's selection
    const apply = async (kept) => {
      for (const row of rows) row.hidden = Boolean(kept) && !kept.has(numberOf(row));
      told.textContent = kept ? `${kept.size} of ${rows.length} rows` : "";
      const selected = live.data.map(({ customdata }) =>
        kept && customdata ? customdata.flatMap((row, at) => (kept.has(row) ? at : [])) : null,
      );
      /* The outline of what was dragged over goes: Plotly would select by it again. */
      applying = true;
      await window.Plotly.update(live, { selectedpoints: selected }, { selections: [] });
      applying = false;
    };
    const chosen = new Set(); // by the space key
    const clear = () => {
      chosen.clear();
      field.value = "";
    };
    field.addEventListener("input", () => {
      chosen.clear();
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const has = (row) => words.every((word) => row.textContent.toLowerCase().includes(word));
      apply(words.length ? new Set(rows.filter(has).map(numberOf)) : null);
    });
    live.on("plotly_selected", (event) => {
      if (!event || applying) return; // none for a click on nothing
      clear();
      frame.querySelector(".chart-table").open = true;
      apply(event.points.length ? new Set(event.points.map(({ customdata }) => customdata)) : null);
    });
    const all = () => {
      clear();
      apply(null);
    };
    live.on("plotly_doubleclick", all);
    live.addEventListener("dejavu:reset", all);
    /* The space key takes a mark into the selection, or out of it. */
    frame.querySelector(".chart-canvas").addEventListener("keydown", (event) => {
      const mark = event.key === " " && event.target.closest("[data-row]");
      if (!mark) return;
      event.preventDefault();
      const row = Number(mark.dataset.row);
      if (!chosen.delete(row)) chosen.add(row);
      field.value = "";
      apply(chosen.size ? chosen : null);
    });
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
