/* The calculator: what a sum would have bought. The arithmetic and its words are those of
   reorg/purchases.py; a test holds every answer to it. */
document.addEventListener("DOMContentLoaded", () => { // dejavu.js stands further down the page
  "use strict";

  const { keep, choose } = window.dejavuAddress;
  const form = document.querySelector("form.calculator");
  const { sums, items, index, first } = JSON.parse(
    document.getElementById("calculator-data").textContent,
  );
  const field = (name) => document.getElementById(`calculator-${name}`);
  const [sumField, millionField, yearField, itemField] = ["sum", "million", "year", "item"].map(
    field,
  );
  const MOST = 1e6; // £ million; more than this is a slip of the unit
  const ENDS = Object.keys(index).sort().at(-1);

  const dash = (year) => year.replace("-", "–");

  /* A sum as people type it, in £ million; or a sentence saying what is wrong with it. */
  function readSum(text) {
    const typed = text.trim().replace(/^£\s*/, "");
    if (!typed) return { fault: "Type a sum in £ million, such as 1,316 or 3bn." };
    if (/^[-−–]/.test(typed)) return { fault: "The sum has to be above zero." };
    const match = typed.match(
      /^(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(bn|billion|m|mn|million)?$/i,
    );
    if (!match) {
      return { fault: "That can’t be read as a sum. Write £ million, such as 1,316 or 3bn." };
    }
    const size = /^b/i.test(match[2] || "") ? 1000 : 1;
    const million = Number(match[1].replaceAll(",", "")) * size;
    if (million === 0) return { fault: "The sum has to be above zero." };
    if (million > MOST) {
      return { fault: "That is more than £1,000bn. The box is in £ million: is the unit right?" };
    }
    return { million };
  }

  function chosenSum() {
    if (sumField.value !== "own") return { ...sums[sumField.value], own: false };
    const { million, fault } = readSum(millionField.value);
    if (fault) return { fault };
    const year = yearField.value === "same" ? null : yearField.value;
    return { own: true, low: million, high: million, bound: "", year, stated: typed(million) };
  }

  function buys(low, high, item) {
    return [(low * 1e6) / item.high, (high * 1e6) / item.low];
  }

  /* The factor that restates the sum to the item's price year; null where the index lacks one. */
  function factor(sum, item) {
    if (sum.year === item.year || (sum.own && sum.year === null)) return 1;
    if (!(sum.year in index) || !(item.year in index)) return null;
    return index[item.year] / index[sum.year];
  }

  /* Two significant figures, or a whole number below a hundred. */
  function rounded(value) {
    let step = 1;
    while (value / step >= 100) step *= 10;
    return Math.floor(value / step + 0.5) * step;
  }

  function inFigures(value) {
    if (value < 1) return "less than one";
    const whole = rounded(value);
    if (whole >= 1e9) return `${whole / 1e9} billion`;
    if (whole >= 1e6) return `${whole / 1e6} million`;
    return whole.toLocaleString("en-GB");
  }

  function inWords([fewest, most], bound) {
    let [low, high] = [inFigures(fewest), inFigures(most)];
    if (bound) low = high = bound === "at least" ? low : high;
    let text = low === high ? low : `${low} to ${high}`;
    if (!text.startsWith("less")) text = `about ${text}`;
    return `${bound} ${text}`.trim();
  }

  function pounds(million) {
    const short = (value) => Number(value.toPrecision(3)).toLocaleString("en-GB");
    return million >= 1000 ? `£${short(million / 1000)}bn` : `£${short(million)}m`;
  }

  /* The reader's own sum as it was typed, unrounded. */
  function typed(million) {
    const long = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 6 });
    return million >= 1000 ? `£${long(million / 1000)}bn` : `£${long(million)}m`;
  }

  function moved(sum, by) {
    const ends = new Set([pounds(sum.low * by), pounds(sum.high * by)]);
    return `${sum.bound} ${[...ends].join(" to ")}`.trim();
  }

  function prices(sum, item, by) {
    const priced =
      item.price_year === item.year
        ? dash(item.year)
        : `${dash(item.price_year)}, taken as ${dash(item.year)}`;
    const itemSaid = `The item is in prices of ${priced}.`;
    if (sum.own && sum.year === null) {
      return `Your sum is taken as money of the item’s own year. ${itemSaid} Nothing is restated.`;
    }
    const basis = sum.own ? "" : ` (${sum.basis})`;
    const whose = sum.own ? "Your sum" : "The sum";
    const sumSaid = sum.year
      ? `${whose} is taken as money of ${dash(sum.year)}${basis}.`
      : `${whose} has no known year (${sum.basis}).`;
    const stands = inWords(buys(sum.low, sum.high, item), sum.bound);
    if (by === 1) return `${sumSaid} ${itemSaid} Nothing needs restating.`;
    if (by === null) {
      return (
        `${sumSaid} ${itemSaid} The sum is not restated: the price index held here ends with ` +
        `${dash(ENDS)}. The answer mixes the prices of two years.`
      );
    }
    return (
      `${sumSaid} ${itemSaid} Restated with the GDP deflator, ${sum.stated} becomes ` +
      `${moved(sum, by)}. As it stands, with no price adjusted: ${stands}.`
    );
  }

  function element(tag, className, ...inner) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...inner);
    return made;
  }

  function sourceLine(name, sources) {
    const line = element("p", "", element("strong", "", `${name} `));
    sources.forEach((source, number) => {
      const link = element(source.href ? "a" : "span", "", source.text);
      if (source.href) link.href = source.href;
      const after = sources[number + 1]?.how; // sources that share a word carry it once
      line.append(link, after === source.how ? "; " : ` (${source.how})${after ? "; " : ""}`);
    });
    return line;
  }

  const sentence = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);

  function about(sum, item) {
    const made = [];
    if (item.caution) made.push(element("p", "calculator-caution", item.caution));
    const priced = `${item.item}, ${item.price} (${item.source_kind}). ${item.note}`;
    made.push(element("p", "", element("strong", "", `The item (${itemField.value}): `), priced));
    if (!sum.own) {
      const said = `${sentence(sum.scope)} ${sum.note}`;
      made.push(element("p", "", element("strong", "", `The sum (${sumField.value}): `), said));
      made.push(sourceLine("Source of the sum:", sum.sources));
    }
    made.push(sourceLine("Source of the price:", item.sources));
    return made;
  }

  function show() {
    const own = sumField.value === "own";
    const sum = chosenSum();
    const item = items[itemField.value];
    const output = form.querySelector("output");
    const rest = form.querySelector(".calculator-about");
    form.querySelector(".calculator-own").hidden = !own;
    millionField.setAttribute("aria-invalid", String(Boolean(sum.fault && millionField.value)));
    if (sum.fault) {
      output.replaceChildren(element("span", "calculator-fault", sum.fault));
      rest.replaceChildren();
      return;
    }
    const by = factor(sum, item);
    const pair = buys(sum.low * (by ?? 1), sum.high * (by ?? 1), item);
    const unit = item.buys[0].toUpperCase() + item.buys.slice(1);
    output.replaceChildren(
      element("span", "calculator-unit", `${unit}: `),
      element("strong", "calculator-number", inWords(pair, sum.bound)),
      element("span", "calculator-prices", prices(sum, item, by)),
    );
    rest.replaceChildren(...about(sum, item));
  }

  /* The choice stands in the address, so that a link leads to one answer. */
  function remember() {
    const own = sumField.value === "own";
    const answers = {
      sum: sumField.value,
      item: itemField.value,
      million: own && millionField.value.trim(),
      year: own && yearField.value,
    };
    const view = location.hash.startsWith("#chart-"); // of a chart on the page: it stays
    keep(answers, view ? location.hash : "calculator");
  }

  function start() {
    choose(sumField, "sum", first.sum);
    choose(itemField, "item", first.item);
    choose(yearField, "year", "same");
    const million = new URLSearchParams(location.search).get("million");
    millionField.value = (million || "").slice(0, 40);
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      show();
      remember();
    });
    show();
    if (location.hash === "#calculator") form.scrollIntoView();
  }

  start();
});
