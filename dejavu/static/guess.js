/* A number to guess before it is shown: the guess opens the answer and stands beside it. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  for (const form of document.querySelectorAll("form.guess-form")) {
    const [field, status] = ["input", "[role=status]"].map((one) => form.querySelector(one));
    const { value, said } = form.dataset;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const off = field.valueAsNumber - Number(value);
      const how = off ? `a guess too ${off < 0 ? "low" : "high"}` : "you have it";
      status.textContent = `The record says ${said}: ${how}.`;
      form.parentElement.querySelector("details").open = true;
    });
  }
});
