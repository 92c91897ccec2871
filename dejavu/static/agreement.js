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

  /* Bins meet at their ends: a probability of 20% counts in the upper of the two. */
  const span = ({ low, high }) => (high === 100 ? `${low} to 100%` : `${low} up to ${high}%`);

  /* A line: «DV1 code | Meg | STAB ACCT+CLIN none ? … | 3f9a | 0a1b2c3d»: form and edition, kind,
     name, answers in their order, a mark of the page that it is from, and a check of all before. */
  const START = "DV";
  const LINE = /DV(\d+)\s+(\w+)[^|\w]*\|(?:([^|]*)\|([^|]*)\|([^|]*)\|[^|\da-f]*([\da-f]{8}))?/g;
  const LIKE_OURS = /DV\d|\|\s*[\da-f]{8}/;
  const MOST = 80; // lines of an exercise
  const tidy = (text) => text.normalize("NFKC").replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();
  const named = (name) => tidy(tidy(name).replace(/[|\p{C}]/gu, " ").slice(0, 20));
  /* What a check is of: quotes, dashes and signs are what chats and mail change on the way. */
  const signed = (text) => tidy(text.replace(/[^\p{L}\p{M}\p{N}\s|?+]/gu, ""));

  function check(text) { // FNV-1a, 32 bits
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(signed(text))) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }

  const KINDS = {
    code: {
      write: (codes) => (codes === null ? "?" : codes.length ? codes.join("+") : "none"),
      read: (text) => (text === "?" ? null : text === "none" ? [] : text.split("+")),
      valid: (answer, codes) =>
        answer === null || (answer.every((one) => codes.includes(one)) && new Set(answer).size === answer.length),
    },
    score: {
      write: (percent) => (percent === null ? "?" : String(percent)),
      read: (text) => (text === "?" ? null : /^\d{1,3}$/.test(text) ? Number(text) : NaN),
      valid: (answer) => answer === null || answer <= 100,
    },
  };

  const joined = (edition, kind, name, said, mark) => [`${START}${edition} ${kind}`, name, said, mark].join(" | ");

  function written({ edition, kind, name, answers, mark }) {
    const body = joined(edition, kind, named(name), answers.map(KINDS[kind].write).join(" "), mark);
    return `${body} | ${check(body)}`;
  }

  /* What a match of LINE says, or why it is left out. */
  function read([, form, kind, name, said, mark, sign], { edition, length, codes }) {
    if (Number(form) !== edition) return { fault: `of edition ${form}; this page has edition ${edition}` };
    if (!sign || sign !== check(joined(form, kind, name, said, mark))) return { fault: "damaged: copy it again, whole" };
    const way = Object.hasOwn(KINDS, kind) && KINDS[kind];
    const answers = way ? signed(said).split(" ").map(way.read) : [];
    if (!way || answers.length !== length || !answers.every((one) => way.valid(one, codes))) {
      return { fault: "of an exercise that this page does not have" };
    }
    if (answers.every((one) => one === null)) return { fault: "all blank: nothing was answered" };
    return { kind, name: tidy(name), answers, mark: signed(mark) };
  }

  const calls = ({ name }) => signed(name).toLowerCase() || name;

  /* Why a student may be another once more, though not surely: both count, and the tutor is told. */
  function doubt(one, other) {
    if (one.name && calls(one) === calls(other)) return `has the name of line ${other.number}`;
    const unnamed = !one.name || !other.name;
    return one.mark === other.mark && unnamed && `is from the same page as line ${other.number}, and one has no name`;
  }

  /* All lines in what was pasted, whatever stands around them and wherever a mail breaks them:
     students; by number, lines that are left out and lines in doubt; and how many others there are. */
  function readAll(pasted, about) {
    const lines = pasted.normalize("NFKC").replace(/[\p{Cf}>]/gu, "").split(/\r\n|\r|\n/);
    const text = lines.join("\n");
    const numberAt = (index) => text.slice(0, index).split("\n").length;
    const [left, doubts, held] = [[], [], new Set()];
    let students = [];
    for (const found of text.matchAll(LINE)) {
      const [number, last] = [found.index, found.index + found[0].length].map(numberAt);
      for (let at = number; at <= last; at += 1) held.add(at);
      const one = { number, ...read(found, about) };
      const mine = students.filter(({ kind }) => kind === one.kind);
      const before = mine.find((other) => other.mark === one.mark && calls(other) === calls(one));
      const again = before && JSON.stringify(before.answers) === JSON.stringify(one.answers);
      const fault = one.fault ?? (again ? `the same as line ${before.number}` : !before && mine.length === MOST ? `more than ${MOST} lines of one exercise` : "");
      if (fault) left.push({ number, fault });
      else students = [...students.filter((other) => other !== before), one];
      if (before && !again) left.push({ number: before.number, fault: `answered again, on the same page and under the same name, in line ${number}, which counts` });
    }
    students.forEach((one, at) => {
      const other = students.slice(0, at).find((earlier) => earlier.kind === one.kind && doubt(one, earlier));
      if (other) doubts.push({ number: one.number, doubt: doubt(one, other) });
    });
    const others = lines.map((line, at) => ({ line, number: at + 1 })).filter(({ line, number }) => line.trim() && !held.has(number));
    const broken = others.filter(({ line }) => LIKE_OURS.test(line));
    left.push(...broken.map(({ number }) => ({ number, fault: "not a whole line of this book" })));
    left.sort((one, other) => one.number - other.number);
    return { students, left, doubts, passed: others.length - broken.length };
  }

  /* As shown; what rounds to nought has no sign. */
  const figure = (value) => (value === null ? "none" : (Number(value.toFixed(2)) + 0).toFixed(2).replace("-", "−"));
  const percent = (value) => `${Math.round(value)}%`;

  /* Why units have no alpha. */
  const why = (units) =>
    units.some((unit) => unit.filter((one) => one !== null).length > 1) ? "nothing could have differed" : "no two coded the same quotation";

  /* Agreement in plain words; GOOD is that of reorg/measures/codings.py. */
  function said(units, good) {
    const value = alpha(units);
    if (value === null) return `cannot be told: ${why(units)}`;
    const words = value >= good ? "good agreement" : value > 0 ? "short of good agreement" : "no better than chance";
    return `${words} (alpha ${figure(value)})`;
  }

  window.dejavuClass = { alpha, kappa, decisions, contested, brier, calibration, span, written, readAll, why, said, figure, percent };
})();
