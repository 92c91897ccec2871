/* An exercise in the page: its answer opens once the reader has written one, or all of them for
   whoever teaches with it. Nothing is kept or sent. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const ENOUGH = 20; // signs: a few words
  const exercises = [...document.querySelectorAll(".exercise:has(> .exercise-form)")].filter(
    (box) => box.nextElementSibling?.matches("details.solution"),
  );
  let isOpen = false; // all answers
  for (const box of exercises) {
    const form = box.querySelector(".exercise-form");
    const [field, status] = ["textarea", "[role=status]"].map((one) => form.querySelector(one));
    const answer = box.nextElementSibling;
    form.hidden = false;
    answer.querySelector("summary").addEventListener("click", (event) => {
      if (answer.open || isOpen || field.value.trim().length >= ENOUGH) return;
      event.preventDefault();
      status.textContent = "Write your own answer first, in a few words.";
      field.focus();
    });
    field.addEventListener("input", () => (status.textContent = ""));
  }
  const every = [...document.querySelectorAll("details.solution")];
  const button = document.querySelector(".exercise-all");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      isOpen = !isOpen;
      for (const one of every) one.open = isOpen;
      button.textContent = isOpen ? "Close all answers" : "I teach this: open all answers";
    });
  }
  window.addEventListener("beforeprint", () => {
    for (const one of every) one.open = true;
  });
});
