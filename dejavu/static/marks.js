/* The marks of a chart answer pointer, tap, focus and keys with a card: their row of the chart's
   table. The picture's marks bear the numbers of their rows; those of a live chart get them here. */
window.dejavuMarks = (() => {
  "use strict";

  const NEAR = { mouse: 12, touch: 24, pen: 24 }; // pixels from a mark within which it is meant
  const STAY = 250; // milliseconds for which a card waits for the pointer to reach it
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  /* Give the marks of a chart that Plotly has drawn the numbers of their rows. */
  function number(plot) {
    for (const trace of plot.querySelectorAll(".cartesianlayer .trace")) {
      const { customdata } = trace.__data__[0].trace;
      for (const mark of trace.querySelectorAll(".point, .textpoint")) {
        mark.setAttribute("data-row", customdata[mark.__data__.i]);
      }
    }
  }

  /* What is drawn of a chart: the live one, or the picture in view. */
  const drawing = (canvas) =>
    canvas.querySelector(".is-live .chart-live") ||
    [...canvas.querySelectorAll(".chart-picture")].find((one) => one.offsetWidth) ||
    canvas;

  const rowOf = (mark) => Number(mark.dataset.row);

  /* A mark for each row that is drawn, in the order in which they are drawn and read. */
  function marksOf(canvas) {
    const first = new Map();
    for (const mark of drawing(canvas).querySelectorAll("[data-row]")) {
      if (!first.has(rowOf(mark))) first.set(rowOf(mark), mark);
    }
    return [...first.values()];
  }

  function element(tag, look, text = "") {
    const made = document.createElement(tag);
    made.className = look;
    made.textContent = text;
    return made;
  }

  function prepare(frame) {
    const canvas = frame.querySelector(".chart-canvas");
    const table = frame.querySelector(".chart-table table");
    const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const rows = [...table.tBodies[0].rows]; // as drawn, however they are sorted later
    const card = element("div", "chart-card");
    card.hidden = true;
    rows.forEach((row, number) => {
      row.dataset.number = number;
    });
    let pinned = false;
    let waiting;

    const words = (row) => [...rows[row].cells].map((cell) => cell.textContent.trim());

    /* What a screen reader is told of a mark. */
    function told(mark, at, count) {
      const [head, ...rest] = words(rowOf(mark));
      const lines = rest.flatMap((text, column) => (text ? `${columns[column + 1]}: ${text}` : []));
      return [`${at + 1} of ${count}: ${head}`, ...lines].join(". ");
    }

    /* Make one thing for the tab key of all marks, through which arrows lead. */
    function name() {
      canvas.setAttribute("role", "group");
      const marks = marksOf(canvas);
      for (const svg of drawing(canvas).querySelectorAll("svg")) svg.removeAttribute("aria-hidden");
      for (const text of drawing(canvas).querySelectorAll("text")) {
        text.setAttribute("aria-hidden", "true");
      }
      marks.forEach((mark, at) => {
        mark.setAttribute("role", "img");
        mark.setAttribute("aria-label", told(mark, at, marks.length));
        mark.setAttribute("tabindex", at ? "-1" : "0");
      });
    }

    function hide() {
      clearTimeout(waiting);
      pinned = false;
      card.hidden = true;
      canvas.querySelector(".at-mark")?.classList.remove("at-mark");
    }

    function show(mark) {
      clearTimeout(waiting);
      if (mark.matches(".at-mark") && !card.hidden) return;
      hide();
      mark.classList.add("at-mark");
      const [head, ...rest] = words(rowOf(mark));
      const list = element("dl", "");
      rest.forEach((text, column) => {
        if (text) list.append(element("dt", "", columns[column + 1]), element("dd", "", text));
      });
      const link = element("a", "", `Row ${rowOf(mark) + 1} of the table`);
      link.href = `#${frame.id}`;
      link.addEventListener("click", (event) => lead(event, rowOf(mark)));
      card.replaceChildren(element("p", "chart-card-head", head), list, link);
      card.hidden = false;
      place(mark);
    }

    /* Beside the mark, inside the frame, and in view. */
    function place(mark) {
      const [at, all] = [mark.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const below = at.bottom + card.offsetHeight + 8 < innerHeight || at.top < card.offsetHeight;
      const left = at.left + at.width / 2 - all.left - card.offsetWidth / 2;
      const top = below ? at.bottom - all.top + 8 : at.top - all.top - card.offsetHeight - 8;
      card.style.left = `${Math.max(0, Math.min(left, all.width - card.offsetWidth))}px`;
      card.style.top = `${top}px`;
    }

    /* To the row of a mark in the table. */
    function lead(event, number) {
      event.preventDefault();
      hide();
      table.closest("details").open = true;
      const row = rows[number];
      for (const one of rows) one.classList.toggle("at-row", one === row);
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    }

    /* The mark that a pointer means: the nearest, if one is near. */
    function near({ clientX, clientY, pointerType }) {
      let best;
      let least = NEAR[pointerType] ?? NEAR.mouse;
      for (const mark of drawing(canvas).querySelectorAll("[data-row]")) {
        const { left, right, top, bottom } = mark.getBoundingClientRect();
        const across = Math.max(left - clientX, 0, clientX - right);
        const apart = Math.hypot(across, Math.max(top - clientY, 0, clientY - bottom));
        if (apart <= least) [best, least] = [mark, apart];
      }
      return best;
    }

    canvas.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || event.buttons || pinned) return;
      if (card.contains(event.target)) return clearTimeout(waiting);
      const mark = near(event);
      if (mark) return show(mark);
      clearTimeout(waiting);
      waiting = setTimeout(hide, STAY);
    });
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && !pinned) waiting = setTimeout(hide, STAY);
    });
    document.addEventListener("click", (event) => {
      if (card.contains(event.target)) return;
      const mark = canvas.contains(event.target) && near(event);
      if (mark) {
        show(mark);
        pinned = true;
      } else if (!card.hidden) hide();
    });
    canvas.addEventListener("focusin", ({ target }) => {
      if (target.dataset.row) show(target);
    });
    canvas.addEventListener("focusout", ({ relatedTarget }) => {
      if (!canvas.contains(relatedTarget)) hide();
    });
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        hide();
        frame.querySelector(".chart-tools a").focus();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const mark = event.target.closest("[data-row]");
      if (!mark) return;
      if (event.key === "Enter") return lead(event, rowOf(mark));
      const marks = marksOf(canvas);
      const ends = { Home: 0, End: marks.length - 1 };
      const at = ends[event.key] ?? marks.indexOf(mark) + (STEPS[event.key] ?? NaN);
      if (Number.isNaN(at)) return;
      event.preventDefault();
      const next = marks[Math.max(0, Math.min(at, marks.length - 1))];
      mark.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !card.hidden) hide();
    });
    canvas.append(card);
    frame.addEventListener("dejavu:drawn", name);
    (window.requestIdleCallback ?? setTimeout)(name);
  }

  return { number, prepare };
})();
