// The theme's menu of narrow windows opens by a label, which keys do not reach. A button takes its place: it says whether
// the menu is open, leads into it, and Escape leads back.
const label = document.querySelector('.md-header label[for="__drawer"]');
const drawer = document.querySelector("#__drawer");
if (label && drawer) {
  const menu = document.createElement("button");
  menu.type = "button";
  menu.className = `${label.className} co-menu`;
  menu.setAttribute("aria-label", document.querySelector(".md-nav--primary")?.getAttribute("aria-label") ?? "");
  menu.append(...label.childNodes);
  label.replaceWith(menu);
  const tell = () => menu.setAttribute("aria-expanded", String(drawer.checked));
  const press = (open) => {
    drawer.checked = open;
    drawer.dispatchEvent(new Event("change", { bubbles: true }));
    const shown = (where) => [...document.querySelectorAll(`${where} a.md-nav__link`)].find((a) => a.getClientRects().length);
    const first = shown(".md-nav--primary .md-nav__item--active .md-nav") ?? shown(".md-nav--primary");
    (open ? first : menu)?.focus({ preventScroll: true });
  };
  tell();
  drawer.addEventListener("change", tell);
  menu.addEventListener("click", () => press(!drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) press(false);
  });
}
