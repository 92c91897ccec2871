/* Wakes a chart: one shared Plotly, loaded on the first "Explore", and the chart's own data.
   Everything comes by <script>, so that it works from a folder as well as from a server. */
(() => {
  "use strict";

  const scripts = new Map();

  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(
        address,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = address;
          script.onload = resolve;
          script.onerror = () => reject(new Error(`could not load ${address}`));
          document.head.append(script);
        }),
      );
    }
    return scripts.get(address);
  }

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const { theme } = document.body.dataset; // light, dark or auto
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

  async function draw(frame) {
    const { data, layout } = figureOf(frame.dataset.chart);
    const options = { displayModeBar: false, responsive: true, scrollZoom: false };
    await window.Plotly.react(frame.querySelector(".chart-live"), data, layout, options);
  }

  async function wake(frame) {
    const canvas = frame.querySelector(".chart-canvas");
    const button = frame.querySelector(".chart-explore");
    if (canvas.querySelector(".chart-live")) return;
    button.disabled = true;
    button.textContent = "Loading…";
    const folder = frame.dataset.charts;
    try {
      await Promise.all([
        load(`${folder}/plotly.min.js`),
        load(`${folder}/theme.js`),
        load(`${folder}/${frame.dataset.chart}.js?v=${frame.dataset.version}`),
      ]);
    } catch (error) {
      button.disabled = false;
      button.textContent = "Explore";
      frame.querySelector(".chart-source").append(` ${error.message}.`);
      return;
    }
    canvas.style.minHeight = `${canvas.offsetHeight}px`; // no jump while it is drawn
    const live = document.createElement("div");
    live.className = "chart-live";
    canvas.append(live);
    canvas.classList.add("is-live");
    canvas.removeAttribute("role"); // live, it is no longer one image
    canvas.setAttribute("role", "group");
    await draw(frame);
    button.hidden = true;
    frame.dataset.live = "true";
  }

  /* A chart in several views: the reader's answers choose the one shown, and its address. */
  function choose(views) {
    const chosen = views.querySelectorAll(".chart-switch input:checked");
    const answers = new Map([...chosen].map((input) => [input.dataset.question, input.value]));
    const frames = [...views.querySelectorAll("figure.chart")];
    const fits = (frame) =>
      JSON.parse(frame.dataset.view).every(([question, answer]) => answers.get(question) === answer);
    const next = frames.find(fits);
    const wasLive = frames.some((frame) => !frame.hidden && frame.dataset.live);
    for (const frame of frames) frame.hidden = frame !== next;
    if (wasLive) wake(next);
    return next;
  }

  /* Set the switch to the view that an address names. */
  function show(frame) {
    const views = frame.closest(".chart-views");
    const answers = new Map(JSON.parse(frame.dataset.view));
    for (const input of views.querySelectorAll(".chart-switch input")) {
      input.checked = answers.get(input.dataset.question) === input.value;
    }
    choose(views);
  }

  /* A number, a quotation or a term opens its card: beside it where there is room, at the foot of a phone. */
  function open(event) {
    const link = event.target.closest("a.opens, a:has(> .std-term)");
    const name = link && named(link.hash.slice(1));
    const card = link && document.getElementById(link.matches(".opens") ? name : `open-${name}`);
    if (!card?.showPopover) return; // the link itself leads to the card
    event.preventDefault();
    card.showPopover();
    if (window.innerWidth > 600) {
      const at = link.getBoundingClientRect();
      const below = window.innerHeight - at.bottom > card.offsetHeight + 8;
      const left = Math.min(at.left, window.innerWidth - card.offsetWidth - 16);
      const top = below ? at.bottom + 6 : at.top - card.offsetHeight - 6;
      card.style.left = `${Math.max(8, left)}px`;
      card.style.top = `${Math.max(8, top)}px`;
    }
    card.focus();
    const close = (asked) => {
      asked.preventDefault();
      card.hidePopover();
      link.focus(); // where the reader was
    };
    card.querySelector(".opened-close a").onclick = close;
    card.onkeydown = (key) => {
      if (key.key === "Escape") close(key);
    };
  }

  /* Copies the words above a button; where the browser forbids it they are marked instead. */
  async function copy(event) {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const words = button.closest("p").previousElementSibling;
    const told = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(words.textContent);
      told.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(words);
      told.textContent = "Marked above, ready to copy.";
    }
  }

  function start() {
    document.addEventListener("click", open);
    document.addEventListener("click", copy);
    for (const button of document.querySelectorAll("button.copy")) button.hidden = false;
    for (const views of document.querySelectorAll(".chart-views")) {
      views.querySelector(".chart-switch").addEventListener("change", () => {
        history.replaceState(null, "", `#${choose(views).id}`);
      });
    }
    for (const frame of document.querySelectorAll("figure.chart")) {
      frame.querySelector(".chart-explore").addEventListener("click", () => wake(frame));
    }
    const redraw = () => document.querySelectorAll('figure.chart[data-live="true"]').forEach(draw);
    new MutationObserver(redraw).observe(document.body, { attributeFilter: ["data-theme"] });
    system.addEventListener("change", redraw);
    document.addEventListener("toggle", address, true);
    openTarget();
    window.addEventListener("hashchange", openTarget);
  }

  /* The name in an address; as it stands, if it can't be decoded. */
  function named(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /* "Report an error" shows where the thing stands; in a page opened from a folder that is its
     place on the site, which is all that would mean something to anybody else. */
  function address(event) {
    const code = event.target.matches("details.report") && event.target.querySelector("code");
    if (!code || !location.protocol.startsWith("http") || code.textContent.includes("://")) return;
    const [, anchor] = code.textContent.split("#");
    code.textContent = `${location.origin}${location.pathname}#${anchor}`;
  }

  /* A link to a statement, body or row opens the list that it stands in. */
  function openTarget() {
    const target = document.getElementById(named(location.hash.slice(1)));
    if (!target) return;
    if (target.dataset.view) show(target);
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    target.scrollIntoView();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
