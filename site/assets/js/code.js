// The theme wraps the copy button of every code block in a landmark without a name; people who jump between landmarks
// would stop at each. The wrapper stays, and stops being a landmark.
new MutationObserver(() => {
  for (const bar of document.querySelectorAll("nav.md-code__nav:not([role])")) bar.setAttribute("role", "group");
}).observe(document.body, { childList: true, subtree: true });
