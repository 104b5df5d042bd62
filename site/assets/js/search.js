// The theme's search wakes up at keys only. Words that are pasted, dictated or picked from an input method come without.
document.addEventListener("input", ({ target }) => {
  if (target.matches(".md-search__input")) target.dispatchEvent(new Event("keyup"));
});
