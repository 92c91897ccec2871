/* Sphinx's search drops numbers and stumbles over words that every object of JavaScript knows, such
   as "constructor". Here a page is found if it has every word and every number asked for. What a
   word or a number is, dejavu/site/search.py has said to the index in the same way. */
(() => {
  "use strict";

  const PIECE = "[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\\.[0-9]+)*\\p{L}*"; // 1,316 or 1.5 or 3bn
  const WORDS = new RegExp(`${PIECE}(?:[-–/]${PIECE})*|[\\p{L}\\p{N}_]+`, "gu");
  const isNumber = (word) => /^[0-9]/.test(word);

  /* A word as it stands in the index. */
  function stem(word) {
    if (isNumber(word)) return word.replaceAll(",", "").replace(/[–/]/g, "-");
    return new Stemmer().stemWord(word);
  }

  /* A word of the index as a page may print it. */
  function printed(word) {
    if (!isNumber(word)) return [word];
    return [word, word.replaceAll("-", "–"), word.replace(/\B(?=([0-9]{3})+(?![0-9.]))/g, ",")];
  }

  Search._parseQuery = (query) => {
    const words = query.toLowerCase().match(WORDS) ?? [];
    const asked = words.filter((word) => !stopwords.includes(word));
    const marked = asked.flatMap((word) => (isNumber(word) ? printed(stem(word)) : word));
    return [query, new Set(asked.map(stem)), new Set(), new Set(marked), new Set()];
  };

  /* The pages that have a word, each with its score. A word that the book has not may be a part of
     one that it has; a number may not. */
  function scores(word) {
    const { terms, titleterms } = Search._index;
    const made = new Map();
    for (const [pages, whole, part] of [
      [terms, Scorer.term, Scorer.partialTerm],
      [titleterms, Scorer.title, Scorer.partialTitle],
    ]) {
      const has = Object.hasOwn(pages, word);
      const inPart = !has && !isNumber(word) && word.length > 2;
      const found = inPart ? Object.keys(pages).filter((term) => term.includes(word)) : [word];
      for (const page of found.flatMap((term) => (has || inPart ? pages[term] : []))) {
        made.set(page, Math.max(made.get(page) ?? 0, has ? whole : part));
      }
    }
    return made;
  }

  Search.performTermsSearch = (words) => {
    const { docnames, titles, filenames } = Search._index;
    const all = [...words].map(scores);
    return [...(all[0]?.keys() ?? [])]
      .filter((page) => all.every((one) => one.has(page)))
      .map((page) => {
        /* A chapter comes before the seminar on it. */
        const later = docnames[page].startsWith("book/teach/") ? 0.5 : 0;
        const score = Math.max(...all.map((one) => one.get(page))) - later;
        return [docnames[page], titles[page], "", null, score, filenames[page]];
      });
  };

  const { makeSearchSummary } = Search;
  Search.makeSearchSummary = (text, words, anchor) =>
    makeSearchSummary(text, [...words].flatMap(printed), anchor);
})();
