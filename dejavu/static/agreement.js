/* How a class agrees and how well it foretold, and the line of text in which a student's answers
   go to the tutor. Calculation only, no page: the measures are those of reorg/measures/agreement.py,
   exercises.py and scores.py, and a test holds them to these on the same inputs. */
(() => {
  "use strict";

  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
  const mean = (numbers) => (numbers.length ? sum(numbers) / numbers.length : null);

  /* Krippendorff's alpha, nominal. A unit is an array, a rating for each coder, null where none
     was given. Null where nothing could have differed. */
  function alpha(units) {
    const totals = new Map();
    let unlike = 0;
    for (const unit of units) {
      const given = unit.filter((one) => one !== null);
      if (given.length < 2) continue;
      const counts = new Map();
      for (const one of given) counts.set(one, (counts.get(one) ?? 0) + 1);
      for (const [one, count] of counts) totals.set(one, (totals.get(one) ?? 0) + count);
      const alike = sum([...counts.values()].map((count) => count ** 2));
      unlike += (given.length ** 2 - alike) / (given.length - 1);
    }
    const n = sum([...totals.values()]);
    const expected = n ** 2 - sum([...totals.values()].map((count) => count ** 2));
    return expected ? 1 - ((n - 1) * unlike) / expected : null;
  }

  /* Cohen's kappa of two coders, over the units that both rated. */
  function kappa(units) {
    const both = units.filter((pair) => pair.every((one) => one !== null));
    const agreed = both.filter(([one, other]) => one === other).length;
    const times = (value, at) => both.filter((pair) => pair[at] === value).length;
    const chance = sum([...new Set(both.flat())].map((value) => times(value, 0) * times(value, 1)));
    const n = both.length;
    return n ** 2 - chance ? (n * agreed - chance) / (n ** 2 - chance) : null;
  }

  /* Answers of coders as units: a rating, code there or not, of each quotation and code. An answer
     is a list of codes, or null where a quotation was not coded. */
  const decisions = (coders, codes) =>
    coders.length
      ? coders[0].flatMap((_, at) =>
          codes.map((code) => coders.map((mine) => mine[at] && mine[at].includes(code))),
        )
      : [];

  /* How contested each quotation is: in how many codes two of its coders differ, on average. */
  function contested(coders, codes) {
    const found = coders.length ? coders[0].map((_, at) => {
      const given = coders.map((mine) => mine[at]).filter((one) => one !== null);
      const n = given.length;
      const yes = codes.map((code) => given.filter((one) => one.includes(code)).length);
      const differ = n > 1 ? sum(yes.map((k) => (2 * k * (n - k)) / (n * (n - 1)))) : null;
      return { at, n, differ };
    }) : [];
    return found.sort((one, other) => (other.differ ?? -1) - (one.differ ?? -1) || one.at - other.at);
  }

  const paired = (percents, outcomes) =>
    percents.map((said, at) => ({ said, came: outcomes[at] })).filter(({ said }) => said !== null);

  const brier = (percents, outcomes) =>
    mean(paired(percents, outcomes).map(({ said, came }) => (said / 100 - came) ** 2));

  const WIDTH = 20; // of a bin, in per cent

  function calibration(percents, outcomes) {
    const pairs = paired(percents, outcomes);
    const lows = Array.from({ length: 100 / WIDTH }, (_, bin) => bin * WIDTH);
    return lows
      .map((low) => {
        const mine = pairs.filter(({ said }) => low === Math.min(Math.floor(said / WIDTH) * WIDTH, 100 - WIDTH));
        const came = mean(mine.map((one) => one.came));
        return { low, high: low + WIDTH, n: mine.length, said: mean(mine.map((one) => one.said)), came: came && came * 100 };
      })
      .filter(({ n }) => n);
  }

  /* A line: «DV1 code | Meg | STAB ACCT+CLIN none ? … | 3f9a | 0a1b2c3d»: form and edition, kind,
     name, answers in their order, a mark that tells two alike apart, and a check of all before. */
  const START = "DV";
  const MOST = 80;
  const tidy = (text) => text.normalize("NFC").replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();
  const named = (name) => tidy(name.replace(/[|\p{C}]/gu, " ")).slice(0, 20).trim();

  function check(text) { // FNV-1a, 32 bits
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }

  const KINDS = {
    code: {
      write: (codes) => (codes === null ? "?" : codes.length ? codes.join("+") : "none"),
      read: (text, codes) => (text === "?" ? null : text === "none" ? [] : text.split("+")),
      valid: (answer, codes) =>
        answer === null || (answer.every((one) => codes.includes(one)) && new Set(answer).size === answer.length),
    },
    score: {
      write: (percent) => (percent === null ? "?" : String(percent)),
      read: (text) => (text === "?" ? null : /^\d{1,3}$/.test(text) ? Number(text) : NaN),
      valid: (answer) => answer === null || answer <= 100,
    },
  };

  function written({ edition, kind, name, answers, mark }) {
    const body = [`${START}${edition} ${kind}`, named(name), answers.map(KINDS[kind].write).join(" "), mark].join(" | ");
    return `${body} | ${check(tidy(body))}`;
  }

  /* What a line says, or why it is left out. What a chat puts before it is passed over. */
  function read(line, { edition, length, codes }) {
    const text = tidy(line).replace(/^.*?(?=DV\d+ )/, "");
    const head = text.match(/^DV(\d+) (\w+) ?\|/);
    if (!head) return { fault: "not a line of this book" };
    if (Number(head[1]) !== edition) return { fault: `of edition ${head[1]}; this page has edition ${edition}` };
    const kind = head[2];
    const parts = text.split("|").map(tidy);
    const [, name, said, mark, sign] = parts;
    const body = text.slice(0, text.lastIndexOf("|")).trim();
    if (parts.length !== 5 || sign !== check(body)) return { fault: "damaged: copy it again, whole" };
    const form = Object.hasOwn(KINDS, kind) && KINDS[kind];
    const answers = form ? said.split(" ").map(form.read) : [];
    if (!form || answers.length !== length || !answers.every((one) => form.valid(one, codes))) {
      return { fault: "of an exercise that this page does not have" };
    }
    if (answers.every((one) => one === null)) return { fault: "all blank: nothing was answered" };
    return { kind, name, answers, mark };
  }

  /* All lines that were pasted: students, and the numbers of the lines that are left out. */
  function readAll(text, about) {
    const students = [];
    const left = [];
    text.split(/\r\n|\r|\n/).forEach((line, at) => {
      if (!tidy(line)) return;
      const number = at + 1;
      const one = read(line, about);
      const same = students.find((other) => other.kind === one.kind && other.mark === one.mark);
      const fault =
        one.fault ?? (same ? `the same student as line ${same.number}` : students.length === MOST ? `more than ${MOST} lines` : "");
      if (fault) left.push({ number, fault });
      else students.push({ ...one, number });
    });
    return { students, left };
  }

  const figure = (value) => (value === null ? "none" : value.toFixed(2).replace("-", "−"));
  const percent = (value) => `${Math.round(value)}%`;

  /* Agreement in plain words; GOOD is that of reorg/measures/codings.py. */
  function said(value, good) {
    if (value === null) return "cannot be told: nothing could have differed";
    const words = value >= good ? "good agreement" : value > 0 ? "short of good agreement" : "no better than chance";
    return `${words} (alpha ${figure(value)})`;
  }

  window.dejavuClass = { alpha, kappa, decisions, contested, brier, calibration, written, read, readAll, said, figure, percent };
})();
