/* Fetches what the kernel will need, says how far it is, and opens the chapter of the address. */
"use strict";
const button = document.getElementById("start");
const told = document.getElementById("progress");

button.addEventListener("click", async () => {
  const files = JSON.parse(button.dataset.files);
  button.disabled = true;
  try {
    for (const [number, file] of files.entries()) {
      const name = file.split("/").pop().split("-")[0];
      told.textContent = `Fetching ${name}: ${number + 1} of ${files.length}`;
      const answer = await fetch(new URL(file, location.href));
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      await answer.arrayBuffer();
    }
  } catch (error) {
    told.textContent = `It could not be fetched: ${error.message}. Press again, or take another way.`;
    button.disabled = false;
    return;
  }
  told.textContent = "Opening the chapter: Python starts when its cells are run";
  const chapter = new URLSearchParams(location.search).get("chapter") ?? "index";
  location.href = `notebooks/index.html?path=${encodeURIComponent(chapter)}.ipynb`;
});
