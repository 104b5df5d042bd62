// Copy buttons: hidden in the page, shown where a browser can copy; the text stands in the box beside them.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-co-copy]")) {
    const text = button.closest(".co-copy, .co-field").querySelector("pre");
    const name = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = button.dataset.coCopy;
      } catch {
        getSelection().selectAllChildren(text); // no permission, or no https: the words are marked for Ctrl+C
      }
      setTimeout(() => (button.textContent = name), 2000);
    });
  }
});
