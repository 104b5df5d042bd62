// The calendar works without this. With it, entries can be picked by channel, pillar, status and owner (the choice is
// kept in the address, so that it can be sent to others), and texts can be copied with a button.
(() => {
  const facets = ["channel", "pillar", "status", "owner"];

  const read = () => {
    const found = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(facets.map((name) => [name, found.get(name) || ""]));
  };

  const matches = (item, choice) =>
    facets.every((name) => !choice[name] || (item.dataset[name] || "").split(" ").includes(choice[name]));

  const apply = (bar, choice) => {
    const seen = new Map();
    document.querySelectorAll("[data-item]").forEach((item) => {
      const shown = matches(item, choice);
      (item.closest(".co-line") || item).hidden = !shown;
      seen.set(item.dataset.item, shown);
    });
    const any = facets.some((name) => choice[name]);
    document.querySelectorAll(".co-agenda > li, .co-lasting, .co-block").forEach((row) => {
      row.hidden = any && ![...row.querySelectorAll("[data-item]")].some((item) => matches(item, choice));
    });
    const told = bar.querySelector("[role=status]");
    const count = [...seen.values()].filter(Boolean).length;
    told.textContent = any ? told.dataset.shown.replace("{n}", count).replace("{all}", seen.size) : "";
    bar.querySelector("[data-clear]").hidden = !any;
  };

  const start = (bar) => {
    const boxes = [...bar.querySelectorAll("select")];
    const fromAddress = () => {
      const choice = read();
      boxes.forEach((box) => {
        box.value = choice[box.name];
        // A value that this page does not have would hide everything without a way to see why.
        if (box.selectedIndex < 0) box.value = "";
        choice[box.name] = box.value;
      });
      facets.filter((name) => !boxes.some((box) => box.name === name)).forEach((name) => (choice[name] = ""));
      apply(bar, choice);
    };
    const fromBoxes = () => {
      const chosen = boxes.filter((box) => box.value).map((box) => [box.name, box.value]);
      const hash = new URLSearchParams(chosen).toString();
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      fromAddress();
    };
    bar.addEventListener("change", fromBoxes);
    bar.querySelector("[data-clear]").addEventListener("click", () => {
      boxes.forEach((box) => (box.value = ""));
      fromBoxes();
      boxes[0].focus();
    });
    addEventListener("hashchange", fromAddress);
    bar.hidden = false;
    fromAddress();
  };

  document.querySelectorAll("[data-filter]").forEach(start);
})();
