/* The marks of charts answer pointer, tap, focus and keys with a card: their row of the chart's
   table. It listens to the whole page, so that a picture answers while the rest still comes. */
window.dejavuMarks = (() => {
  "use strict";

  const NEAR = { mouse: 12, touch: 24, pen: 24 }; // pixels from a mark within which it is meant
  const STAY = 250; // milliseconds for which a card waits for the pointer to reach it
  const SLIP = 6; // pixels by which a pointer that presses may move
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const tables = new WeakMap();

  const card = document.createElement("div");
  card.className = "chart-card";
  let at; // the mark whose card is shown
  let pinned = false; // shown until something else is asked for
  let waiting;
  let began = { clientX: 0, clientY: 0 }; // where the pointer went down

  const rowOf = (mark) => Number(mark.dataset.row);
  const frameOf = (one) => one.closest("figure.chart");
  const canvasOf = (one) => one.closest?.(".chart-canvas");

  /* Give the marks of a chart that Plotly has drawn the numbers of their rows. */
  function number(plot) {
    for (const trace of plot.querySelectorAll(".cartesianlayer .trace")) {
      const { customdata } = trace.__data__[0].trace;
      for (const mark of trace.querySelectorAll(".point, .textpoint")) {
        mark.setAttribute("data-row", customdata[mark.__data__.i]);
      }
    }
  }

  /* The rows of a chart's table as drawn, however a reader sorts them. */
  function rowsOf(frame) {
    if (tables.has(frame)) return tables.get(frame);
    const rows = [...frame.querySelectorAll(".chart-table tbody tr")];
    if (document.readyState === "loading") return rows; // more may come
    rows.forEach((row, place) => {
      row.dataset.number = place;
    });
    tables.set(frame, rows);
    return rows;
  }

  /* What a mark says: the head of its card, then the name of each column and what it says. */
  function words(mark) {
    const row = rowsOf(frameOf(mark))[rowOf(mark)];
    if (!row) return null; // the page has not come so far
    const names = [...row.closest("table").tHead.rows[0].cells];
    const [head, ...rest] = [...row.cells].map((cell) => cell.textContent.trim());
    const lines = rest.map((text, column) => [names[column + 1].textContent, text]);
    return [head, lines.filter(([, text]) => text)];
  }

  /* What is drawn of a chart: the live one, or the picture in view. */
  const drawing = (canvas) =>
    (canvas.matches(".is-live") && canvas.querySelector(".chart-live")) ||
    [...canvas.querySelectorAll(".chart-picture")].find((one) => one.offsetWidth) ||
    canvas;

  /* A mark for each row that is drawn, in the order in which they are drawn and read. */
  function marksOf(canvas) {
    const first = new Map();
    for (const mark of drawing(canvas).querySelectorAll("[data-row]")) {
      const isOut = mark.getAttribute("display") === "none"; // of what a live chart shows
      if (!isOut && !first.has(rowOf(mark))) first.set(rowOf(mark), mark);
    }
    return [...first.values()];
  }

  /* Name the marks of a chart, and make one thing of them for the tab key. */
  function name(frame) {
    const canvas = frame.querySelector(".chart-canvas");
    const marks = marksOf(canvas);
    if (!marks.length) return;
    canvas.setAttribute("role", "group");
    const about = frame.querySelector(".chart-table p"); // folded: what is hidden describes nothing
    canvas.removeAttribute("aria-describedby");
    canvas.setAttribute("aria-description", about.textContent);
    for (const svg of drawing(canvas).querySelectorAll("svg")) svg.removeAttribute("aria-hidden");
    for (const text of drawing(canvas).querySelectorAll("text")) {
      text.setAttribute("aria-hidden", "true");
    }
    marks.forEach((mark, order) => {
      const [head, lines] = words(mark);
      const place = `${order + 1} of ${marks.length}`;
      const said = [`${place}: ${head}`, ...lines.map((one) => one.join(": "))];
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", said.map((one) => one.replace(/\.$/, "")).join(". "));
      mark.setAttribute("tabindex", order ? "-1" : "0");
    });
  }

  /* Give the focus to the first mark of a chart that is on the screen. */
  function enter(frame) {
    const marks = marksOf(frame.querySelector(".chart-canvas"));
    const isSeen = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
    const first = marks.find((one) => isSeen(one.getBoundingClientRect())) ?? marks[0];
    marks[0].setAttribute("tabindex", "-1");
    first.setAttribute("tabindex", "0");
    first.focus({ preventScroll: true });
  }

  function hide() {
    clearTimeout(waiting);
    pinned = false;
    at?.classList.remove("at-mark");
    at = undefined;
    card.remove();
  }

  function element(tag, look, text) {
    const made = document.createElement(tag);
    made.className = look;
    made.textContent = text;
    return made;
  }

  function show(mark) {
    clearTimeout(waiting);
    if (mark === at) return;
    const said = words(mark);
    if (!said) return;
    hide();
    at = mark;
    mark.classList.add("at-mark");
    const list = element("dl", "", "");
    for (const [column, text] of said[1]) {
      list.append(element("dt", "", column), element("dd", "", text));
    }
    const link = element("a", "", `Row ${rowOf(mark) + 1} of the table`);
    link.href = `#${frameOf(mark).id}`;
    link.addEventListener("click", (event) => lead(event, mark));
    card.replaceChildren(element("p", "chart-card-head", said[0]), list, link);
    const canvas = canvasOf(mark);
    canvas.append(card);
    place(mark.getBoundingClientRect(), canvas.getBoundingClientRect());
  }

  /* Below the mark or above it, inside the frame; where neither has room, within the screen. */
  function place(box, all) {
    const { offsetWidth: width, offsetHeight: height } = card;
    const bar = document.querySelector(".mobile-header")?.offsetHeight ?? 0;
    const [below, above, lowest] = [box.bottom + 8, box.top - height - 8, innerHeight - height - 8];
    const fits = below <= lowest ? below : above >= bar ? above : lowest;
    const left = box.left + box.width / 2 - all.left - width / 2;
    card.style.left = `${Math.max(0, Math.min(left, all.width - width))}px`;
    card.style.top = `${Math.max(bar + 8, fits) - all.top}px`;
  }

  /* To the row of a mark in the table. */
  function lead(event, mark) {
    event.preventDefault();
    const rows = rowsOf(frameOf(mark));
    const row = rows[rowOf(mark)];
    hide();
    row.closest("details").open = true;
    row.hidden = false; // a filter may have left it out
    for (const one of rows) one.classList.toggle("at-row", one === row);
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
    row.onkeydown = ({ key }) => key === "Escape" && mark.focus();
  }

  /* The mark that a pointer means: the one under it, or the nearest, if one is near. */
  function near({ target, clientX, clientY, pointerType }) {
    const canvas = canvasOf(target);
    let best = target.closest("[data-row]");
    if (best) return best;
    let least = NEAR[pointerType] ?? NEAR.mouse;
    for (const mark of canvas ? drawing(canvas).querySelectorAll("[data-row]") : []) {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      const across = Math.max(left - clientX, 0, clientX - right);
      const apart = Math.hypot(across, Math.max(top - clientY, 0, clientY - bottom));
      if (apart <= least) [best, least] = [mark, apart];
    }
    return best;
  }

  function moved(event) {
    if (event.pointerType !== "mouse" || event.buttons || pinned) return;
    if (card.contains(event.target)) {
      clearTimeout(waiting);
      return;
    }
    const mark = near(event);
    if (mark) show(mark);
    else if (at) {
      clearTimeout(waiting);
      waiting = setTimeout(hide, STAY);
    }
  }

  /* A tap on a card puts it away; what ends a drag asks for none. */
  function clicked(event) {
    if (card.contains(event.target)) {
      if (began.pointerType === "touch" && !event.target.closest("a")) hide();
      return;
    }
    const slipped = Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY);
    if (began.pointerType === "mouse" && slipped > SLIP) return; // a finger's click is put right
    const mark = near(event);
    if (mark) {
      show(mark);
      pinned = true;
    } else if (at) hide();
  }

  function pressed(event) {
    const { key, target } = event;
    const canvas = canvasOf(target);
    if (key === "Escape" && (at || canvas)) {
      hide();
      if (canvas) frameOf(canvas).querySelector(".chart-tools a").focus();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!target.dataset?.row && !target.matches?.(".chart-live")) return;
    if (key === "Enter" && target.dataset.row) lead(event, target);
    const marks = marksOf(canvas);
    const ends = { Home: 0, End: marks.length - 1 };
    const next = marks[ends[key] ?? marks.indexOf(target) + STEPS[key]];
    if (!(key in ends) && !(key in STEPS)) return;
    event.preventDefault();
    if (!next) return; // past the last
    target.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  document.addEventListener("pointermove", moved, { passive: true });
  document.addEventListener("pointerdown", (event) => {
    began = event;
  });
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", ({ target }) => {
    if (target.dataset?.row && canvasOf(target)) show(target);
    else if (at && !pinned && !card.contains(target)) hide();
  });
  document.addEventListener("dejavu:drawn", ({ target }) => name(target));
  const whole = () => {
    for (const frame of document.querySelectorAll("figure.chart")) name(frame);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whole);
  else whole();

  return { number, rowsOf, enter };
})();
