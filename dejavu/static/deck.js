/* The deck: slides at the size of a projector; its keys are the deck's unless a chart has them. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const isInside = () => document.activeElement?.closest("[data-row], input, select, textarea");
  window.Reveal.initialize({
    width: 1920,
    height: 1080,
    margin: 0,
    center: false,
    hash: true,
    transition: "none",
    plugins: [window.RevealNotes],
    keyboardCondition: () => !isInside(),
    pdfSeparateFragments: false,
  });
});
