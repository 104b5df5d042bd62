// Finds what people type, in both languages: Chinese words wherever they stand, other words from their beginning.
// It answers in place of the theme's own worker, which cuts Chinese into words and misses what it cut elsewhere.
//
// Messages (those of Material for MkDocs): 0 setup {config, docs}, 1 ready, 2 query, 3 result {items}.

const HAN = /\p{Script=Han}/u;
const AROUND = 48; // characters shown on each side of a find
const FINDS = 3; // places of a section that are shown
let pages; // a promise of [{location, title, boost, sections: [{location, title, text}]}]

const decode = (html) =>
  html
    .replace(/<\/?(?:p|li|ol|ul|pre)>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\u200b/g, "")
    .replace(/\s+/g, " ")
    .trim();

const encode = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

// The sections of the index, grouped by page; a page starts with a section without an anchor.
function group(docs) {
  const found = new Map();
  for (const doc of docs) {
    const [path] = doc.location.split("#");
    if (!found.has(path)) found.set(path, { location: path, title: decode(doc.title), boost: doc.boost ?? 1, sections: [] });
    found.get(path).sections.push({ location: doc.location, title: decode(doc.title), text: decode(doc.text) });
  }
  return [...found.values()];
}

// The texts lie in a file of their own, so that a page costs nothing until somebody searches.
async function load(docs) {
  if (docs.length) return group(docs);
  const answer = await fetch(new URL("../../search/texts.json", self.location.href));
  return group(await answer.json());
}

const escape = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

// What a word of the query looks for. A plural also finds its singular.
function pattern(word) {
  if (HAN.test(word)) return new RegExp(escape(word), "giu");
  const stem = /^[a-z]{3,}s$/i.test(word) ? word.slice(0, -1) : word;
  return new RegExp(`(?<![\\p{Script=Latin}\\p{N}_])${escape(stem)}`, "giu");
}

const count = (text, regex) => (text.match(regex) || []).length;

function score(page, section, regex) {
  const title = count(section.title, regex);
  const whole = title && section.title.replace(regex, "").trim() === "" ? 20 : 0;
  return whole + Math.min(title, 2) * 8 + Math.min(count(section.text, regex), 6);
}

// Pages on which every word stands, best first, each with the sections that hold one.
function find(all, words) {
  const regexes = words.map(pattern);
  const found = [];
  for (const page of all) {
    const hits = new Set();
    const sections = [];
    for (const section of page.sections) {
      const scores = regexes.map((regex) => score(page, section, regex));
      scores.forEach((value, number) => value && hits.add(number));
      const held = scores.filter(Boolean).length;
      if (held) sections.push({ section, scores, value: scores.reduce((sum, one) => sum + one, 0) * held });
    }
    if (hits.size) found.push({ page, hits, sections: sections.sort((a, b) => b.value - a.value) });
  }
  return { regexes, found };
}

// A Chinese sentence that stands nowhere as it is gets cut into its words.
function cut(word) {
  if (!HAN.test(word)) return [word];
  if (self.Intl?.Segmenter) {
    const parts = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(word)];
    return parts.filter((part) => part.isWordLike).map((part) => part.segment);
  }
  return [...word].slice(1).map((_, place) => [...word].slice(place, place + 2).join(""));
}

function mark(text, regexes) {
  const places = regexes.flatMap((regex) => [...text.matchAll(regex)].map((hit) => [hit.index, hit.index + hit[0].length]));
  places.sort((a, b) => a[0] - b[0]);
  let shown = "";
  let end = 0;
  for (const [from, to] of places) {
    if (from < end) continue;
    shown += `${encode(text.slice(end, from))}<mark data-md-highlight>${encode(text.slice(from, to))}</mark>`;
    end = to;
  }
  return shown + encode(text.slice(end));
}

// The places of a text at which something was found, with a few words around each.
function excerpt(text, regexes) {
  const starts = regexes.flatMap((regex) => [...text.matchAll(regex)].slice(0, FINDS).map((hit) => hit.index));
  starts.sort((a, b) => a - b);
  const windows = [];
  for (const start of starts) {
    const last = windows.at(-1);
    if (last && start - AROUND <= last[1]) last[1] = start + AROUND;
    else if (windows.length < FINDS) windows.push([Math.max(0, start - AROUND), start + AROUND]);
  }
  if (!windows.length) windows.push([0, 2 * AROUND]);
  return windows
    .map(([from, to]) => `${from > 0 ? "… " : ""}${mark(text.slice(from, to), regexes)}${to < text.length ? " …" : ""}`)
    .join(" ");
}

function show({ page, sections }, words, regexes) {
  const item = ({ section, scores, value }) => ({
    location: section.location,
    title: mark(section.title, regexes),
    text: section.text && excerpt(section.text, regexes),
    score: value * page.boost,
    terms: Object.fromEntries(words.map((word, number) => [word, scores[number] > 0])),
  });
  const items = sections.map(item);
  // The page itself stands above its sections, also when nothing was found in its first lines.
  if (!items.some((one) => one.location === page.location))
    items.push({ location: page.location, title: mark(page.title, regexes), text: "", score: 0, terms: {} });
  return items;
}

function search(all, query) {
  let words = [...new Set(query.split(/[\s"“”，。、；：！？]+/).filter(Boolean))];
  if (!words.length) return [];
  let { regexes, found } = find(all, words);
  let wanted = found.filter((one) => one.hits.size === words.length);
  if (!wanted.length) {
    words = [...new Set(words.flatMap(cut))].filter((word) => !HAN.test(word) || word.length > 1);
    ({ regexes, found } = find(all, words));
    wanted = found.filter((one) => one.hits.size * 2 >= words.length);
  }
  const rare = words.map((_, number) => Math.log(1 + all.length / (1 + found.filter((one) => one.hits.has(number)).length)));
  const weight = (one) => [...one.hits].reduce((sum, number) => sum + rare[number], 0);
  const best = (one) => one.sections.slice(0, 3).reduce((sum, section) => sum + section.value, 0);
  const value = (one) => best(one) * weight(one) ** 2 * one.page.boost;
  return wanted.sort((a, b) => value(b) - value(a)).map((one) => show(one, words, regexes));
}

async function handle({ type, data }) {
  if (type === 0) {
    const held = data.docs;
    // Asked for at the first query, and again after a failure.
    pages = () => load(held).then((all) => ((pages = () => Promise.resolve(all)), all));
    return { type: 1 };
  }
  try {
    return { type: 3, data: { items: data.trim() ? search(await pages(), data) : [] } };
  } catch (error) {
    console.warn(error);
    return { type: 3, data: { items: [] } };
  }
}

addEventListener("message", async ({ data }) => postMessage(await handle(data)));
