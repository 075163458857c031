// The search page. Each part of the archive has an index of its own (Pagefind); the newest is asked first, and an older
// one as soon as the newer ones have too little to show. Where there are several languages, that of the page goes first, or,
// by date, whichever has the newest.
const form = document.querySelector("form.search");
const narrow = form.querySelector("details");
const status = document.querySelector(".search-status");
const results = document.querySelector(".search-results");
const more = document.querySelector(".search-more");
const template = document.querySelector("#page-result");
const SHOWN = 10; // results at a time
const LISTED = 100; // values of a filter in its menu
const FILTERS = ["region", "tag", "author", "year"];
const AT_ONCE = 2; // parts that are asked before the reader is asked whether to go on, and one more for each further language
const PAUSE = 250; // milliseconds without a key before a search
const SLOW = 500; // milliseconds without an answer before the reader is told that there is a search
const EXCERPT = 36; // words of the text that a result shows
const BEFORE = 8; // of these before what was found, where Pagefind cannot choose them
const BESIDE = "\u2063"; // what press/findable.py puts between the text and what is found beside it
const page = document.documentElement.lang;
const named = new Intl.DisplayNames([page], { type: "language" });
const inOrder = new Intl.Collator(page).compare;
const heading = document.querySelector("h1").textContent;
const title = document.title;

// Pagefind notes in the console alone that a file could not be loaded, and answers from then on as if there were nothing in it.
// So it never learns: a request that failed waits, and whoever waits for Pagefind is told by `lost`.
const load = window.fetch;
const waiting = [];
let lose, lost;

window.fetch = async (...request) => {
  for (;;) {
    const answer = await load(...request).catch(() => undefined);
    if (answer?.ok) return answer;
    await new Promise(again => {
      waiting.push(again);
      lose(new Error(`${request[0]} cannot be loaded`));
    });
  }
};

const loaded = answer => Promise.race([answer, lost]);

function hope() {
  lost = new Promise((_, reject) => (lose = reject));
  lost.catch(() => {}); // whoever waits says so
}
hope();

// The parts that /assets/search.json lists.
let listing;
const list = () => loaded((listing ??= read().catch(error => {
  listing = undefined;
  throw error;
})));

async function read() {
  const parts = await (await fetch(form.dataset.parts, { cache: "no-cache" })).json();
  const languages = [...new Set(parts.map(part => part.lang))].sort((a, b) => (b === page) - (a === page));
  const place = part => parts.filter(other => other.lang === part.lang).indexOf(part);
  parts.sort((a, b) => place(a) - place(b) || languages.indexOf(a.lang) - languages.indexOf(b.lang));
  if (languages.length > 1) {
    fillMenu(form.lang, languages.map(tag => new Option(named.of(tag), tag)));
    form.lang.parentElement.hidden = false;
  }
  return parts;
}

const engines = {}; // by language: a module of Pagefind knows the stems of one
let failures = 0;

async function opened(part) {
  engines[part.lang] ??= import(`${part.index}pagefind.js?${failures}`); // a module that failed is kept as such at its address
  part.instance ??= engines[part.lang].then(engine =>
    engine.createInstance({
      basePath: part.index,
      baseUrl: "/",
      excerptLength: EXCERPT,
      noWorker: true, // 41 kB less to load; a search takes the page a moment
      ranking: { metaWeights: { title: 2 } }, // at its own 5, a longer word in a title comes before the word itself in a text
    }),
  );
  try {
    return await part.instance;
  } catch (error) {
    failures += 1;
    delete engines[part.lang];
    delete part.instance;
    throw error;
  }
}

// What Pagefind answers of `part`, with what is `missing`: words for which it found others.
async function ask(part, { query, filters, sort }) {
  const instance = await loaded(opened(part));
  const words = query && divided(query, part.lang);
  const answer = await loaded(instance.search(words, { filters, sort }));
  const first = await loaded(Promise.all(answer.results.slice(0, SHOWN).map(result => result.data()))); // to be shown next
  answer.missing = words && first.length ? missing(words, first[0]) : [];
  return answer;
}

// The words of a query, with spaces between them; Pagefind divides that of a Chinese page alone.
function divided(query, lang) {
  if (!/^(ja|th|zh)\b/.test(lang)) return query;
  return Array.from(new Intl.Segmenter(lang, { granularity: "word" }).segment(query), ({ segment }) => segment).join(" ");
}

// For a word that it does not know, Pagefind finds the longest beginning of it that is one, be it the "so" of "solar" (Pagefind
// issue 793); one of which it knows no beginning, it passes over. Each result has all that was found, so that one can tell.
function missing(query, { raw_content: text, locations, meta }) {
  const words = text.split(text.includes("\u200b") ? "\u200b" : /\s+/);
  const found = locations.map(place => folded(words[place]));
  const beside = Object.values(meta).join(" ");
  const around = [...beside.split(/\s+/), ...beside.split(/[\s\p{P}]+/u)].map(folded); // of these it does not say which
  return query.split(/\s+/).filter(word => {
    const asked = folded(word);
    if (!asked || IDEOGRAMS.test(asked)) return false;
    return !found.some(other => akin(asked, other, true)) && !around.some(other => akin(asked, other, false));
  });
}

const IDEOGRAMS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u; // one of these can be a word
const folded = word => word.normalize("NFD").replace(/[\p{M}\p{P}\p{S}]/gu, "").toLowerCase();

// Whether a word that was found can be a form of the one that was asked for: most of it, or one with half of its letters in a
// row. They need not be the first if Pagefind says that it is this word: some languages have stems within.
function akin(asked, found, within) {
  if (asked.startsWith(found)) return found === asked || (found.length >= 4 && found.length > asked.length / 2);
  const half = Math.min(asked.length, Math.max(2, Math.floor(asked.length / 2)));
  if (!within) return found.startsWith(asked.slice(0, half));
  for (let start = 0; start + half <= asked.length; start += 1) {
    if (found.includes(asked.slice(start, start + half))) return true;
  }
  return false;
}

// What the form asks for, in the words of Pagefind.
function wanted() {
  const data = new FormData(form);
  const query = data.get("q").replace(/ʻ/g, "‘").replace(/ʼ/g, "’") // as press/findable.py has them
    .replace(/([\p{L}\p{N}])\p{S}(?=[\p{L}\p{N}])/gu, "$1") // C5+1 is indexed as C51
    .trim().replace(/^[“”„«»]\s*(.+?)\s*[“”„«»]$/u, '"$1"'); // a phrase
  const filters = Object.fromEntries(FILTERS.filter(kind => data.get(kind)).map(kind => [kind, data.get(kind)]));
  return { query: query || null, order: data.get("order"), lang: data.get("lang"), filters };
}

let present = {}; // the search whose results are shown, or will be; an earlier one that comes back late is dropped

// Search for what the form asks for, unless that is what is shown.
async function search() {
  clearTimeout(pause);
  remember();
  const want = wanted(), key = JSON.stringify(want);
  if (key === present.key) return;
  const here = (present = { ...want, key });
  const slow = setTimeout(() => here === present && say(status.dataset.running), SLOW);
  if (waiting.splice(0).length) listing = undefined; // begin anew, with what is published now
  hope();
  try {
    await begin(here);
    await showNext(here);
    fillMenus();
  } catch (error) {
    if (here !== present) return;
    results.replaceChildren();
    more.hidden = true;
    fail(here, error);
  } finally {
    clearTimeout(slow);
  }
}

// Decide which parts are asked, and in what order: in one walk through all; by date, in one through those of each language.
async function begin(here) {
  const all = await list();
  const year = Number(here.filters.year ?? 0);
  const parts = all.filter(part => (!here.lang || part.lang === here.lang) && (!year || (part.first <= year && year <= part.last)));
  const languages = [...new Set(parts.map(part => part.lang))];
  const nothing = !here.query && !here.lang && !Object.keys(here.filters).length;
  here.sort = here.order || !here.query ? { date: "desc" } : {};
  here.atOnce = AT_ONCE - 1 + languages.length;
  here.parts = parts;
  here.asked = nothing ? parts.slice(0, here.atOnce) : [];
  here.found = 0;
  here.cards = []; // that are not shown yet
  here.words = here.query?.split(/\s+/) ?? [];
  here.missing = here.words; // the fewest without which something would be found
  const ways = nothing ? [] : here.sort.date ? languages.map(tag => parts.filter(part => part.lang === tag)) : [parts];
  here.walks = ways.map(way => ({ parts: [...way], results: [], ready: [] }));
}

// Show the next results, instead of those of an earlier search or below those of this one; return the first.
async function showNext(here) {
  await gather(here);
  if (here !== present) return;
  const cards = here.cards.splice(0);
  if (here.shown) results.append(...cards);
  else results.replaceChildren(...cards);
  here.shown = true;
  const left = here.walks.some(walk => walk.results.length || walk.ready.length);
  const rest = here.walks.some(walk => walk.parts.length);
  const button = more.firstElementChild;
  button.textContent = left ? button.dataset.more : button.dataset.older;
  more.hidden = !left && !rest;
  say(summary(here, rest));
  return cards[0];
}

function summary({ walks, words, found, missing }, rest) {
  const { found: all, foundYet, none, without } = status.dataset;
  if (!walks.length) return "";
  if (rest) return `${foundYet} ${found}`;
  if (found) return `${all} ${found}`;
  return missing.length < words.length ? `${none} ${without} ${missing.join(", ")}` : none;
}

// Collect the cards of the next results in `here.cards`. What was collected stays there if something cannot be loaded.
async function gather(here) {
  for (let tried = 0; here === present && here.cards.length < SHOWN && here.walks.length; ) {
    const walk = here.walks.reduce((one, other) => (newest(other) > newest(one) ? other : one));
    if (walk.ready.length) {
      here.cards.push(card(walk.ready.shift(), walk.part));
    } else if (walk.results.length) {
      const batch = walk.results.slice(0, SHOWN - here.cards.length);
      walk.ready = await loaded(Promise.all(batch.map(result => result.data())));
      walk.results = walk.results.slice(batch.length);
    } else if (walk.parts.length && tried < here.atOnce) {
      tried += 1;
      const answer = await ask(walk.parts[0], here);
      walk.part = walk.parts.shift();
      accept(here, walk, answer);
    } else break;
  }
}

function accept(here, walk, { results, missing }) {
  if (missing.length) {
    if (missing.length < here.missing.length) here.missing = missing;
  } else {
    walk.results = results;
    here.found += results.length;
    here.asked.push(walk.part);
  }
}

// The time of the next result of a walk, or the latest that it can have while that is not known.
function newest({ ready, results, parts }) {
  if (ready.length) return Date.parse(ready[0].meta.date);
  return results.length ? Infinity : parts.length ? Date.UTC(parts[0].last + 1, 0, 2) : -Infinity;
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

// What is shown stays, and so does the button: the reader can try again.
function fail(here, error) {
  if (here !== present) return;
  console.warn(error);
  here.key = undefined;
  say(status.dataset.failed);
}

function card(item, part) {
  const copy = template.content.cloneNode(true).firstElementChild;
  const link = copy.querySelector("a");
  const day = document.createElement("time");
  day.textContent = item.meta.day;
  day.dateTime = item.meta.date;
  copy.lang = part.lang;
  copy.querySelector(".card-day").append(day);
  copy.querySelector(".card-region").textContent = item.meta.region;
  if (part.lang !== page) copy.querySelector(".card-language").textContent = named.of(part.lang);
  link.href = new URL(`..${item.url.split("/").map(encodeURIComponent).join("/")}`, form.action);
  link.firstElementChild.textContent = written(item.meta.title);
  link.firstElementChild.dir = part.dir;
  copy.querySelector(".card-summary").dir = part.dir;
  copy.querySelector(".card-summary").append(...excerpt(item));
  return copy;
}

const written = text => text.replaceAll("’'", "’"); // what press/findable.py put between words

// The HTML of the words around what was found in the text; Pagefind takes for text what press/findable.py puts beside it as well.
function around({ excerpt, raw_content: content, weighted_locations: found }) {
  const [text, beside] = content.split(BESIDE);
  if (beside === undefined) return excerpt;
  const words = text.split("\u200b");
  const within = found.filter(one => one.location < words.length);
  const places = [...new Set(within.map(one => one.location))];
  for (const place of places) words[place] = `<mark>${words[place]}</mark>`;
  const near = start => within.filter(one => one.location >= start && one.location < start + EXCERPT);
  const score = start => near(start).reduce((sum, one) => sum + one.balanced_score, 0);
  const best = places.reduce((one, other) => (score(other) > score(one) ? other : one), 0);
  const start = Math.max(0, Math.min(best - BEFORE, words.length - EXCERPT));
  return words.slice(start, start + EXCERPT).join("");
}

// The text around what was found: words and marks, and nothing else whatever an article says.
function excerpt(item) {
  const parsed = document.createElement("template");
  parsed.innerHTML = written(around(item)).trim();
  const { childNodes, textContent: text } = parsed.content;
  const all = written(item.content).split(BESIDE)[0].trim();
  const nodes = [...childNodes].map(node => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
  return [all.startsWith(text.slice(0, 20)) ? "" : "… ", ...nodes, all.endsWith(text.slice(-20)) ? "" : " …"];
}

// Offer for each filter the values that the results have. Those of one that is chosen are what the query alone finds, uncounted.
async function fillMenus() {
  const here = present;
  if (!narrow.open || !here.asked) return;
  const counts = Object.fromEntries(FILTERS.map(kind => [kind, new Map()]));
  try {
    for (const part of here.asked) await count(part, here, counts);
  } catch (error) {
    return fail(here, error);
  }
  if (here !== present) return;
  if (!here.filters.year) addYears(here, counts.year);
  for (const kind of FILTERS) {
    const values = [...counts[kind]].sort(kind === "year" ? ([a], [b]) => inOrder(b, a) : ([a, m], [b, n]) => n - m || inOrder(a, b));
    const label = (value, number) => (number && !here.filters[kind] ? `${value} (${number})` : value);
    fillMenu(form[kind], values.slice(0, LISTED).map(([value, number]) => new Option(label(value, number), value)));
  }
}

async function count(part, { query, filters, sort }, counts) {
  const instance = await loaded(opened(part));
  await loaded(instance.filters()); // else it counts none
  const found = await loaded(instance.search(query && divided(query, part.lang), { filters, sort }));
  for (const kind of FILTERS) {
    const values = (filters[kind] ? found.totalFilters : found.filters)[kind] ?? {};
    for (const [value, number] of Object.entries(values)) {
      if (number) counts[kind].set(value, (counts[kind].get(value) ?? 0) + number);
    }
  }
}

// The years of parts that were not asked can be chosen as well.
function addYears({ walks, parts, atOnce }, years) {
  const rest = walks.length ? walks.flatMap(walk => walk.parts) : parts.slice(atOnce);
  for (const { first, last } of rest) {
    for (let year = first; year <= last; year += 1) {
      const value = String(year).padStart(4, "0");
      if (!years.has(value)) years.set(value, 0);
    }
  }
}

function fillMenu(menu, options) {
  const value = menu.value;
  menu.replaceChildren(menu.options[0], ...options);
  choose(menu, value);
}

function choose(menu, value) {
  if (value && ![...menu.options].some(option => option.value === value)) menu.append(new Option(value, value));
  menu.value = value;
}

// How many menus say something, in brackets: they may be closed.
function chosen() {
  const number = [...form.querySelectorAll("select")].filter(menu => menu.value).length;
  return number ? ` (${number})` : "";
}

// The address says what is searched, so that it can be sent to somebody and the way back leads here. While a reader types, it
// changes; what was submitted stays in the history.
let submitted = false;

function remember() {
  const kept = [...new FormData(form)].filter(([, value]) => value.trim());
  const address = `${location.pathname}${kept.length ? `?${new URLSearchParams(kept)}` : ""}`;
  const query = form.q.value.trim();
  if (address !== location.pathname + location.search) {
    history[submitted ? "pushState" : "replaceState"](null, "", address);
    submitted = false;
  }
  narrow.querySelector(".search-chosen").textContent = chosen();
  document.title = query ? title.replace(heading, () => `${heading}: ${query}`) : title;
}

function submit() {
  search();
  submitted = true;
}

// Ask for what the address says.
function restore() {
  const given = new URLSearchParams(location.search);
  form.q.value = given.get("q") ?? "";
  form.order.value = given.get("order") === "newest" ? "newest" : "";
  for (const kind of [...FILTERS, "lang"]) choose(form[kind], given.get(kind) ?? "");
  if ([...FILTERS, "lang"].some(kind => form[kind].value)) narrow.open = true; // an order hides nothing
  submitted = false;
  search();
  submitted = Boolean(location.search);
}

let pause;
form.addEventListener("submit", event => (event.preventDefault(), submit()));
form.addEventListener("change", event => event.target !== form.q && submit());
form.addEventListener("input", event => {
  if (event.target !== form.q) return;
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});
form.q.addEventListener("focus", () => list().then(parts => parts.length && opened(parts[0])).catch(() => {}), { once: true });
narrow.addEventListener("toggle", () => narrow.open && (present.asked ? fillMenus() : search()));
more.addEventListener("click", async () => {
  const here = present;
  if (here.busy) return; // a second click while the first is answered would mix their results
  here.busy = true;
  hope();
  for (const again of waiting.splice(0)) again();
  try {
    const first = await showNext(here);
    fillMenus();
    if (first || more.hidden) (first ?? results.lastElementChild ?? form).querySelector("a, input").focus();
  } catch (error) {
    fail(here, error);
  }
  here.busy = false;
});
addEventListener("popstate", restore);

say(""); // until here the reader was to be told that it cannot be loaded
if (location.search) restore();
