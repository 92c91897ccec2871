/* Cards that open beside a number, words that can be copied, lists that open for an address, and
   the address itself, which holds what a reader has chosen so that a link leads to it. */
(() => {
  "use strict";

  window.dejavuAddress = {
    /* Put answers in, by name; a blank one goes, what else the address holds stays. */
    keep(answers, anchor) {
      const address = new URL(location.href);
      for (const [name, value] of Object.entries(answers)) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      address.hash = anchor;
      try {
        history.replaceState(null, "", address.href.replaceAll("%2C", ","));
      } catch {
        // Some browsers refuse this for a page opened from a folder; the choice stands.
      }
    },

    /* Set a list to what the address says, if that is among its options. */
    choose(list, name, otherwise) {
      const asked = new URLSearchParams(location.search).get(name);
      list.value = [...list.options].some(({ value }) => value === asked) ? asked : otherwise;
    },
  };

  /* What has a card: a number, a quotation, a term. */
  const opens = (event) => event.target.closest?.("a.opens, a:has(> .std-term)");

  /* The cards of the page, which come with the first that is asked for. */
  async function cards() {
    const place = document.querySelector(".opened-place");
    if (!place || place.firstChild) return;
    await window.dejavuFrames.load(place.dataset.cards);
    if (!place.firstChild) place.innerHTML = window.dejavuCards;
    for (const button of place.querySelectorAll("button.copy")) button.hidden = false;
  }

  /* A card opens beside its words where there is room, at the foot of a phone. */
  async function open(event) {
    const link = opens(event);
    if (!link || !link.showPopover) return; // the link itself leads to the card
    event.preventDefault();
    try {
      await cards();
    } catch {
      location.href = link.href;
      return;
    }
    const name = named(link.hash.slice(1));
    const card = document.getElementById(link.matches(".opens") ? name : `open-${name}`);
    if (card) show(card, link);
    else location.href = link.href;
  }

  function show(card, link) {
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

  /* Copies the words above a button, or the part of them that it names; where the browser forbids
     it they are marked instead. */
  async function copy(event) {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const above = button.closest("p").previousElementSibling;
    const words = button.dataset.part ? above.querySelector(button.dataset.part) : above;
    const told = button.parentElement.querySelector("[role=status]");
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
    for (const near of ["pointerover", "focusin"]) {
      document.addEventListener(near, (event) => {
        const sparing = navigator.connection?.saveData;
        if (opens(event) && !sparing) cards().catch(() => {}); // a press will tell
      });
    }
    document.addEventListener("click", copy);
    for (const button of document.querySelectorAll("button.copy")) button.hidden = false;
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
  async function openTarget() {
    if (location.hash.startsWith("#open-")) await cards().catch(() => {});
    const target = document.getElementById(named(location.hash.slice(1)));
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    target.closest(".opened")?.showPopover();
    target.scrollIntoView();
  }

  /* Results of a search quote the pages found, which a page opened from a folder may not fetch. */
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
