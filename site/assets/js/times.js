// Beside times of events: the same moment on the reader's clock, where that shows another time.
(() => {
  const page = document.documentElement.lang || "en";
  const chinese = page.startsWith("zh");
  const word = chinese ? "你那里" : "your time";
  const plain = { month: chinese ? "long" : "short", day: "numeric" };
  const day = new Intl.DateTimeFormat(page, plain);
  const weekday = new Intl.DateTimeFormat(page, { ...plain, weekday: "short" });
  const clock = new Intl.DateTimeFormat(page, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  // Minutes that a written moment such as 2026-12-12T09:00+08:00 is ahead of UTC.
  const ahead = (written) => {
    const [, sign, hours, minutes] = written.match(/([+-])(\d\d):(\d\d)$/) || [0, "+", 0, 0];
    return (sign === "-" ? -1 : 1) * (hours * 60 + Number(minutes));
  };
  const offset = (minutes) => {
    const rest = Math.abs(minutes) % 60;
    const hours = Math.trunc(Math.abs(minutes) / 60);
    return minutes ? `UTC${minutes < 0 ? "-" : "+"}${hours}${rest ? `:${two(rest)}` : ""}` : "UTC";
  };
  const two = (number) => String(number).padStart(2, "0");
  const date = (moment) => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

  for (const time of document.querySelectorAll("time[data-co-until]")) {
    const start = new Date(time.dateTime);
    const end = new Date(time.dataset.coUntil);
    if (Number.isNaN(+start) || Number.isNaN(+end)) continue;
    if (-start.getTimezoneOffset() === ahead(time.dateTime)) continue;
    // A row of an agenda shows the day only where it is another one than on the clock of the place.
    const row = "coClock" in time.dataset;
    const brief = row && date(start) === time.dateTime.slice(0, 10);
    const whole = (moment) => `${(row ? day : weekday).format(moment)} ${clock.format(moment)}`;
    const first = brief ? clock.format(start) : whole(start);
    const last = date(start) === date(end) ? clock.format(end) : whole(end);
    const label = document.createElement("span");
    label.textContent = `${word} `;
    if (row) label.className = "co-heard";
    const yours = document.createElement("span");
    yours.className = "co-yours";
    yours.append(label, +start === +end ? first : `${first} – ${last}`);
    time.after(" ", yours);
  }

  // Rows leave the words out, so the line above them tells whose clock the second time is on.
  for (const note of document.querySelectorAll(".co-zone-note")) {
    const row = note.closest(".co-part")?.querySelector(".co-times time");
    if (!row?.parentElement.querySelector(".co-yours")) continue;
    const zone = offset(-new Date(row.dateTime).getTimezoneOffset());
    const words = document.createElement("span");
    words.className = "co-yours-note";
    words.textContent = chinese ? `；下面灰字是你那里的时间，${zone}` : `; in grey below, your time, ${zone}`;
    note.append(words);
  }
})();
