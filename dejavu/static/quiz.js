/* A quiz in the page: an answer is marked, and opens why it is so. Nothing is kept or sent. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  for (const form of document.querySelectorAll("form.quiz-form")) {
    const { kind, right } = form.dataset;
    const box = form.closest(".quiz");
    const answers = box.querySelector("ul.answers");
    if (answers) {
      const name = `${box.id || "quiz"}-${[...document.querySelectorAll(".quiz")].indexOf(box)}`;
      [...answers.children].forEach((item, at) => {
        const label = document.createElement("label");
        const radio = document.createElement("input");
        Object.assign(radio, { type: "radio", name, required: true });
        radio.value = at;
        label.append(radio, " ", ...item.firstElementChild.childNodes);
        form.querySelector("fieldset").append(label);
      });
      answers.remove();
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = form.querySelector("input:checked, input[type=number]").value;
      const plain = (said) => said.replaceAll(",", "").trim();
      const isRight = kind === "number" ? Number(given) === Number(plain(right)) : given === right;
      form.querySelector("[role=status]").textContent = isRight ? "Right." : "Not so.";
      box.querySelector("details").open = true;
    });
  }
});
