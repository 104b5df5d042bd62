// The theme wraps the copy button of every code block in a landmark; people who jump between landmarks need to be told
// one from the next.
new MutationObserver(() => {
  document.querySelectorAll("nav.md-code__nav").forEach((bar, at) => {
    const name = `${bar.querySelector("button")?.title ?? ""} ${at + 1}`;
    if (bar.getAttribute("aria-label") !== name) bar.setAttribute("aria-label", name);
  });
}).observe(document.body, { childList: true, subtree: true });
