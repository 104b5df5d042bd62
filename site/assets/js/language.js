// The language switch also keeps the place on the page: anchors are the same in every language.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("[data-co-language]");
  if (link) link.hash = location.hash;
});
