// The search page. Each part of the archive has its own index (Pagefind). The newest is searched first, and an older one as
// soon as the newer ones have too few results; while they have none, the reader is not asked. If there are several languages,
// that of the page comes first or, when sorting by date, the one with the newest result.
const form = document.querySelector("form.search");
const narrow = form.querySelector("details");
const status = document.querySelector(".search-status");
const results = document.querySelector(".search-results");
const [without, clear] = document.querySelector(".search-ways").children;
const unknown = without.textContent;
const more = document.querySelector(".search-more");
const template = document.querySelector("#page-result");
const SHOWN = 10; // results at a time
const LISTED = 100; // values in the menu of a filter
const FILTERS = ["region", "tag", "author", "year"];
const AT_ONCE = 2; // parts that are searched for more results before the reader is asked, plus one for each further language
const FEW = 2, SMALL = 2000; // parts, and articles in all of them, that are asked besides so that all are: each may load 60 kB
const PAUSE = 250; // milliseconds after the last keystroke before a search
const SLOW = 500; // milliseconds without an answer before the page shows that a search is running
const PASSAGE = 26; // the most words of the text that a result shows
const BEFORE = 12; // the most of them before the first match
const SHORTEST = 4; // letters of a word that is corrected, as in press/formats/vocabulary.py
const LONG = 5; // letters of a word above which two of them may be wrong
const APART = "\u2063"; // what press/formats/findable.py puts between summary, text, and what is found beside both
const page = document.documentElement.lang;
const named = new Intl.DisplayNames([page], { type: "language" });
const number = new Intl.NumberFormat(page, { useGrouping: "min2", numberingSystem: "latn" }); // as in press/ground/words.py
const inOrder = new Intl.Collator(page).compare;
const heading = document.querySelector("h1").textContent;
const title = document.title;

// If a file cannot be loaded, Pagefind only logs this to the console, and then answers as if the file were empty. It is
// therefore never told: a failed request stays pending, and `lost` rejects for all code that awaits Pagefind.
const load = window.fetch;
const waiting = [];
let lose, lost;

let programs = {}; // the WebAssembly of each language, by name: every part has the same

// Without words, Pagefind loads every chunk of the index and uses none of them. For such a search a part has a second instance,
// whose addresses have a dot more; it is given this chunk, which has no words.
const WORDLESS = "./";
const chunk = Uint8Array.of(...new TextEncoder().encode("pagefind_dcd"), 0x81, 0x80); // in CBOR, an array with an empty array

window.fetch = async (...request) => {
  if (request[0].includes(`/${WORDLESS}index/`)) return new Response(chunk);
  const program = request[0].match(/wasm[^/]+$/)?.[0];
  if (programs[program]) return programs[program].clone();
  for (;;) {
    const answer = await load(...request).catch(() => undefined);
    if (answer?.ok) {
      if (program) programs[program] = answer.clone();
      return answer;
    }
    await new Promise(again => {
      waiting.push(again);
      lose(new Error(`${request[0]} cannot be loaded`));
    });
  }
};

const loaded = answer => Promise.race([answer, lost]);

function hope() {
  lost = new Promise((_, reject) => (lose = reject));
  lost.catch(() => {}); // reported by the code that awaits it
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

const engines = {}; // by language: a module of Pagefind can stem only one
let failures = 0;

// Return the instance that searches `part`, for words or without any.
async function opened(part, words) {
  const folder = words ? part.index : part.index + WORDLESS;
  engines[part.lang] ??= import(`${part.index}pagefind.js?${failures}`); // browsers cache a failed import by its address
  part.instances ??= {};
  part.instances[folder] ??= engines[part.lang].then(engine =>
    engine.createInstance({
      basePath: folder,
      baseUrl: "/",
      noWorker: true, // 41 kB less to load; a search briefly blocks the page
      ranking: { metaWeights: { title: 2 } }, // at the default of 5, a longer word in a title outranks the word itself in a text
    }),
  );
  try {
    return await part.instances[folder];
  } catch (error) {
    failures += 1;
    delete engines[part.lang];
    programs = {};
    delete part.instances[folder];
    throw error;
  }
}

// Return Pagefind's answer for `part`, with `missing`: the words for which it found other words instead. By best match, results
// with the words in a row are first: whoever types a title, a tag or the name of an author looks for these, however often
// others have the words apart.
async function ask(part, { query, filters, sort }) {
  const instance = await loaded(opened(part, query));
  const words = query && divided(query, part);
  const answer = await loaded(instance.search(words, { filters, sort }));
  if (!sort.date && /\s/.test(words)) {
    const row = new Set((await loaded(instance.search(`"${words}"`, { filters }))).results.map(result => result.id));
    answer.results.sort((one, other) => row.has(other.id) - row.has(one.id));
  }
  const [first] = answer.results;
  answer.missing = words && first ? missing(words, await loaded(first.data())) : [];
  return answer;
}

// Return the words of a query as the index of the part has them: with spaces between them, since Pagefind segments queries itself
// only on a Chinese page, and in the letters and digits of press/formats/findable.py, whatever keyboard they were typed on.
function divided(query, { lang, dir }) {
  const [others, own] = /^(ar|ug)\b/.test(lang) ? ["کی", "كي"] : ["كيى", "کیی"];
  const typed = letter => own[others.indexOf(letter)] ?? letter;
  if (dir === "rtl") return query.replace(/[٠-٩۰-۹]/g, digit => digit.charCodeAt() % 16).replace(/./gu, typed);
  if (!/^(ja|th|zh)\b/.test(lang)) return query;
  return Array.from(new Intl.Segmenter(lang, { granularity: "word" }).segment(query), ({ segment }) => segment).join(" ");
}

// For an unknown word, Pagefind finds its longest prefix that is a word, even the "so" of "solar" (Pagefind issue 793); a word
// without such a prefix it ignores. Every result lists all that was found, so that one result shows which words are missing.
function missing(query, item) {
  const beside = Object.values(item.meta).join(" "); // Pagefind reports no matches in these
  return unmet(query, item, item.locations, beside).filter(word => !IDEOGRAMS.test(folded(word)));
}

// Return the words of a query that stand neither at the given places of the record, nor in what is found beside them.
function unmet(query, item, places, beside) {
  const words = divide(item);
  const found = places.map(place => folded(words[place].trim()));
  const around = [...beside.split(/\s+/), ...beside.split(/[\s\p{P}]+/u)].map(folded);
  return query.split(/\s+/).filter(word => {
    const asked = folded(word);
    return asked && !found.some(other => akin(asked, other, true)) && !around.some(other => akin(asked, other, false));
  });
}

// Return the words of a record, as Pagefind counts them, each with the space behind it.
const divide = ({ raw_content: text }) => (text.includes("\u200b") ? text.split("\u200b") : text.match(/\S+\s*/g)) ?? [];

const IDEOGRAMS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u; // a single one of these can be a word
const folded = word => word.normalize("NFD").replace(/[\p{M}\p{P}\p{S}]/gu, "").toLowerCase();

// Return whether a found word can be a form of the one asked for: it is more than half of it, or has half of its letters in a
// row. With `within`, these need not be the first letters: Pagefind matched this very word, and some languages change beginnings.
function akin(asked, found, within) {
  if (asked.startsWith(found)) return found === asked || (found.length >= 4 && found.length > asked.length / 2);
  const half = Math.min(asked.length, Math.max(2, Math.floor(asked.length / 2)));
  if (!within) return found.startsWith(asked.slice(0, half));
  for (let start = 0; start + half <= asked.length; start += 1) {
    if (found.includes(asked.slice(start, start + half))) return true;
  }
  return false;
}

// Return what the form asks for, in Pagefind's terms.
function wanted() {
  const data = new FormData(form);
  const query = data.get("q").replace(/ʻ/g, "‘").replace(/ʼ/g, "’") // as in press/formats/findable.py
    .replace(/([\p{L}\p{N}])\p{S}(?=[\p{L}\p{N}])/gu, "$1") // C5+1 is indexed as C51
    .trim().replace(/^[“”„«»]\s*(.+?)\s*[“”„«»]$/u, '"$1"'); // a phrase
  const filters = Object.fromEntries(FILTERS.filter(kind => data.get(kind)).map(kind => [kind, data.get(kind)]));
  return { query: query || null, order: data.get("order"), lang: data.get("lang"), filters };
}

let present = {}; // the search whose results are or will be shown; late results of an earlier one are dropped

// Search for what the form asks for, unless it is already shown.
async function search() {
  clearTimeout(pause);
  remember();
  const want = wanted(), key = JSON.stringify(want);
  if (key === present.key) return;
  const here = (present = { ...want, key });
  const slow = setTimeout(() => here === present && say(status.dataset.running), SLOW);
  if (waiting.splice(0).length) listing = undefined; // start again with what is published now
  hope();
  try {
    await begin(here);
    await showNext(here);
    fillMenus();
  } catch (error) {
    if (here !== present) return;
    results.replaceChildren();
    more.hidden = without.hidden = true;
    fail(here, error);
  } finally {
    clearTimeout(slow);
  }
}

// Decide which parts are searched, in what order: in one walk through all parts or, by date, in one walk for each language.
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
  here.cards = []; // not shown yet
  here.words = here.query?.split(/\s+/) ?? [];
  here.missing = here.words; // the fewest words without which something would be found
  const ways = nothing ? [] : here.sort.date ? languages.map(tag => parts.filter(part => part.lang === tag)) : [parts];
  here.walks = ways.map(way => ({ parts: [...way], results: [], ready: [] }));
  here.answers = new Map(); // the results of each part that was asked
}

// Show the next results, below those of this search or in place of those of an earlier one; return the first.
async function showNext(here) {
  await gather(here);
  if (here.shown) await complete(here); // before the next ones appear: then the reader may ask for more at once
  if (here !== present) return;
  const cards = here.cards.splice(0), first = !here.shown;
  if (here.shown) results.append(...cards);
  else results.replaceChildren(...cards);
  here.shown = true;
  if (first) await complete(here);
  if (here !== present) return;
  const waits = walk => walk.results.length || walk.ready.length || walk.parts.some(part => here.answers.get(part)?.length);
  const left = here.walks.some(waits), rest = unasked(here);
  const button = more.firstElementChild;
  button.textContent = left || !older(here, rest) ? button.dataset.more : button.dataset.older;
  more.hidden = !left && !rest.length;
  const ways = here.walks.length && !here.found ? await meant(here) : [];
  if (here !== present) return;
  propose(here);
  say(summary(here, rest.length), first);
  status.append(...ways);
  return cards[0];
}

// Return the address of the same search for another query.
function address(query) {
  const asked = new URLSearchParams(location.search);
  asked.set("q", query);
  return `?${asked}`;
}

// Offer the same search without the words that no article has, if it would find anything.
function propose({ words, found, missing }) {
  without.hidden = Boolean(found) || missing.length >= words.length;
  without.href = address(words.filter(word => !missing.includes(word)).join(" "));
  without.textContent = `${unknown} ${missing.join(", ")}`;
}

const WORD = /[\p{L}\p{M}]+(?:['‘’][\p{L}\p{M}]+)*/gu;

// Return a link to the same search with other words for those that may be misspelled; nothing if there are none.
async function meant(here) {
  const languages = [...new Map(here.parts.map(part => [part.lang, part])).values()];
  const lists = await Promise.all(languages.map(async part => ({ part, words: await vocabulary(part) })));
  const right = new Map();
  for (const word of here.missing.join(" ").match(WORD) ?? []) {
    const near = nearest(word, lists);
    if (near && (await nowhere(word, here))) right.set(word, near);
  }
  if (!right.size) return [];
  const query = here.query.replace(WORD, word => right.get(word) ?? word);
  const link = document.createElement("a");
  const text = document.createElement("bdi");
  text.textContent = query;
  link.href = address(query);
  link.append(`${status.dataset.meant} `, text);
  return [" ", link];
}

const vocabularies = {}; // by address: each word as it is compared and as it is printed

// Return the words of titles and names in the language of a part; none if they cannot be loaded, since the answer stands without.
async function vocabulary({ words }) {
  if (!words) return [];
  if (!vocabularies[words]) {
    const answer = await load(words).catch(() => undefined);
    if (!answer?.ok) return [];
    const lines = (await answer.text()).trim().split("\n").map(line => line.split(" "));
    vocabularies[words] = lines.map(([word, typed = word]) => [folded(typed), word]);
  }
  return vocabularies[words];
}

// Return the word of the lists that is most like the one asked for, if few letters are wrong; of several as like, one that begins
// with the same letter, or else the most frequent.
function nearest(word, lists) {
  let best, least = Infinity;
  for (const { part, words } of lists) {
    const asked = folded(divided(word, part));
    if (asked.length < SHORTEST || IDEOGRAMS.test(asked)) continue;
    const most = asked.length > LONG ? 2 : 1;
    for (const [other, printed] of words) {
      if (Math.abs(other.length - asked.length) > most) continue;
      const wrong = distance(asked, other);
      const far = wrong + (other[0] === asked[0] ? 0 : 0.5);
      if (wrong <= most && far < least) [best, least] = [printed, far];
    }
  }
  return least && best;
}

// Return how many letters are wrong in one of two words: left out, added, replaced, or swapped with the next.
function distance(one, other) {
  let before, last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = last[column - 1] + (one[row - 1] !== other[column - 1]);
      next[column] = Math.min(replaced, last[column] + 1, next[column - 1] + 1);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}

// Return whether no article has the word, whatever the other words and the filters are.
async function nowhere(word, { parts }) {
  for (const part of parts) if (await has(part, word)) return false;
  return true;
}

// Return whether an article of the part has all these words, whatever the filters are.
async function has(part, query) {
  const { results, missing } = await ask(part, { query, filters: {}, sort: {} });
  return results.length > 0 && !missing.length;
}

function summary({ walks, found, filters, lang }, rest) {
  const { found: all, foundYet, none, noneChosen } = status.dataset;
  if (!walks.length) return "";
  if (rest) return `${foundYet} ${number.format(found)}`;
  if (found) return `${all} ${number.format(found)}`;
  return lang || Object.keys(filters).length ? noneChosen : none;
}

// Collect the cards of the next results in `here.cards`. If something cannot be loaded, those already collected stay there.
async function gather(here) {
  for (let tried = 0; here === present && here.cards.length < SHOWN && here.walks.length; ) {
    const walk = here.walks.reduce((one, other) => (newest(other) > newest(one) ? other : one));
    if (walk.ready.length) {
      here.cards.push(card(walk.ready.shift(), walk.part, here));
    } else if (walk.results.length) {
      const batch = walk.results.slice(0, SHOWN - here.cards.length);
      walk.ready = await loaded(Promise.all(batch.map(result => result.data())));
      walk.results = walk.results.slice(batch.length);
    } else if (walk.parts.length && (here.answers.has(walk.parts[0]) || tried < here.atOnce || !here.cards.length)) {
      if (!here.answers.has(walk.parts[0])) {
        tried += 1;
        accept(here, walk.parts[0], await asked(walk.parts[0], here));
      }
      walk.part = walk.parts.shift();
      walk.results = here.answers.get(walk.part);
    } else if (!(await complete(here))) break;
  }
}

// Return the answer of a part. If others lack some of the words, it is asked for these first: while it lacks them as well, nothing
// is loaded for the other words.
async function asked(part, here) {
  const { missing, words } = here;
  return missing.length < words.length && !(await has(part, missing.join(" "))) ? { results: [], missing } : ask(part, here);
}

function accept(here, part, { results, missing }) {
  if (here.answers.has(part)) return; // asked twice at once
  here.answers.set(part, missing.length ? [] : results);
  if (missing.length) {
    if (missing.length < here.missing.length) here.missing = missing;
  } else {
    here.found += results.length;
    here.asked.push(part);
  }
}

const unasked = ({ walks, answers }) => walks.flatMap(walk => walk.parts).filter(part => !answers.has(part));

// Ask what is left if that is little, such as the few articles in another language, so that the number found is that of all.
// Return whether anything was asked.
async function complete(here) {
  const rest = unasked(here);
  if (rest.length > FEW || rest.reduce((sum, part) => sum + part.count, 0) >= SMALL) return false;
  for (const part of rest) accept(here, part, await asked(part, here));
  return rest.length > 0;
}

// Return whether some of the parts begin before all that were asked.
function older({ answers }, rest) {
  const first = parts => Math.min(...parts.map(part => part.first));
  return first(rest) < first([...answers.keys()]);
}

// Return the time of the next result of a walk or, while this is unknown, the latest time that it can have.
function newest({ ready, results, parts }) {
  if (ready.length) return Date.parse(ready[0].meta.date);
  return results.length ? Infinity : parts.length ? Date.UTC(parts[0].last + 1, 0, 2) : -Infinity;
}

// Show `text` in the status. With `anew`, screen readers read it even if it is what stands there, since other results follow it.
function say(text, anew = false) {
  if (status.textContent.trim() !== text) status.textContent = text;
  else if (anew) status.textContent = status.textContent === text ? `${text}\u00a0` : text;
}

// Results stay on the page, and so does the button: the reader can try again.
function fail(here, error) {
  if (here !== present) return;
  console.warn(error);
  here.key = undefined;
  say(status.dataset.failed);
}

function card(item, part, { query }) {
  const copy = template.content.cloneNode(true).firstElementChild;
  const [link, summary, excerpt, authors] = ["a", ".card-summary", ".card-excerpt", ".card-authors"].map(one => copy.querySelector(one));
  const day = document.createElement("time");
  day.textContent = item.meta.day;
  day.dateTime = item.meta.date;
  copy.lang = part.lang;
  copy.querySelector(".card-day").append(day);
  copy.querySelector(".card-region").textContent = item.meta.region;
  if (part.lang !== page) copy.querySelector(".card-language").textContent = named.of(part.lang);
  link.href = new URL(`..${item.url.split("/").map(encodeURIComponent).join("/")}`, form.action);
  link.firstElementChild.textContent = written(item.meta.title);
  const words = divide(item);
  const [first, last = words.length] = words.flatMap((word, place) => (word.includes(APART) ? [place] : []));
  summary.append(...marked(item, words, 0, first));
  excerpt.append(...passage(item, words, first + 1, last, query && divided(query, part)));
  const by = (item.filters.author ?? []).map(name => Object.assign(document.createElement("bdi"), { textContent: name }));
  authors.replaceChildren(...by.flatMap((name, place) => (place ? [authors.textContent, name] : [name])));
  for (const text of [link.firstElementChild, summary, excerpt]) {
    text.dir = part.dir;
    if (part.dir === "ltr") isolate(text);
  }
  for (const text of [summary, excerpt, authors]) if (!text.hasChildNodes()) text.remove();
  return copy;
}

// A passage that runs from right to left, as in press/ground/plaintext.py.
const RIGHT = String.raw`\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}`;
const QUOTED = String.raw`“”«»„‘’"\(\)`;
const LEFTWARD = new RegExp(
  `(?<=[“«„‘"\\(])[^${QUOTED}${RIGHT}]*[${RIGHT}](?:[^${QUOTED}]|\\([^${QUOTED}]*\\))*(?=[”»“’"\\)])` +
    `|[${RIGHT}](?:[^A-Za-z\u00c0-\u058f${QUOTED}]*[${RIGHT}])?`,
  "gu",
);

const OTHER = new RegExp(`(?![${RIGHT}])\\p{L}`, "u");

// Return where each passage from right to left begins in the text, and where it ends; the whole text is one if all its letters are.
function passages(text) {
  if (text.search(LEFTWARD) >= 0 && !OTHER.test(text)) return [[0, text.length]];
  return [...text.matchAll(LEFTWARD)].map(({ index, 0: passage }) => [index, index + passage.length]);
}

// Isolate the passages in `element` that run from right to left, across marks, so that what stands around them keeps its place.
function isolate(element) {
  const edges = passages(element.textContent).flatMap(([start, end]) => [[start, "\u2067"], [end, "\u2069"]]);
  for (let [place, sign] of edges.reverse()) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode().length < place) place -= texts.currentNode.length;
    texts.currentNode.insertData(place, sign);
  }
}

const written = text => text.replaceAll("’'", "’"); // undo what press/formats/findable.py put between words

// Return the words of a record from `start` up to `end` with those that were found marked: only words and marks, whatever markup
// the article has.
function marked({ locations }, words, start, end) {
  const found = new Set(locations);
  const parsed = document.createElement("template");
  return words.slice(start, end).flatMap((word, place) => {
    parsed.innerHTML = written(word); // Pagefind escapes what looks like markup
    const text = parsed.content.textContent.replace(/(?<=^\d\d?)\s$/, "\u00a0"); // no line ends between day and month
    if (!found.has(start + place)) return [text];
    const [, before, core, after] = text.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{M}\p{N}]*)$/su);
    return [before, Object.assign(document.createElement("mark"), { textContent: core }), after];
  });
}

// Return the passage of the text, which stands from `start` up to `end`, that shows why it was found: whole sentences, if they are
// not long. There is none if all words of the query can be seen in the rest of the result, unless there is no summary.
function passage(item, words, start, end, query) {
  const { filters, locations, meta, weighted_locations: weights } = item;
  const elsewhere = locations.filter(place => place < start || place >= end);
  const shown = [meta.title, meta.region, meta.day, ...(filters.author ?? [])].join(" ");
  const unseen = query ? unmet(query, item, elsewhere, shown).map(folded) : [];
  const matches = ({ location: place }) => unseen.some(word => akin(word, folded(words[place]), true));
  const within = weights.filter(one => one.location >= start && one.location < end && matches(one));
  if (start > 1 && !within.length) return [];
  const near = from => within.filter(({ location: place }) => place >= from && place < from + PASSAGE - BEFORE);
  const score = from => near(from).reduce((sum, one) => sum + one.balanced_score, 0);
  const places = within.map(one => one.location);
  const best = places.reduce((one, other) => (score(other) > score(one) ? other : one), places[0] ?? start);
  const ends = place => place === start || /[.!?…。！？؟۔][^\p{L}\p{N}]*$/u.test(words[place - 1]); // whether a sentence ends before it
  let from = best;
  while (!ends(from) && best - from < BEFORE) from -= 1;
  const most = Math.min(end, from + PASSAGE);
  let to = most;
  while (!ends(to) && to > best) to -= 1;
  if (to - from < BEFORE) to = most;
  return [ends(from) ? "" : "… ", ...marked(item, words, from, to), to === end || ends(to) ? "" : "…"];
}

// Offer the values of each filter that occur in the results; for a filter in use, all that the query alone finds, uncounted.
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
  const instance = await loaded(opened(part, query));
  await loaded(instance.filters()); // otherwise Pagefind counts none
  const found = await loaded(instance.search(query && divided(query, part), { filters, sort }));
  for (const kind of FILTERS) {
    const values = (filters[kind] ? found.totalFilters : found.filters)[kind] ?? {};
    for (const [value, number] of Object.entries(values)) {
      if (number) counts[kind].set(value, (counts[kind].get(value) ?? 0) + number);
    }
  }
}

// Offer the years of parts that were not searched as well.
function addYears(here, years) {
  const rest = here.walks.length ? unasked(here) : here.parts.slice(here.atOnce);
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

// Return how many menus have a value, in brackets, since the menus may be collapsed.
function chosen() {
  const number = [...form.querySelectorAll("select")].filter(menu => menu.value).length;
  return number ? ` (${number})` : "";
}

const filtered = () => [...FILTERS, "lang"].some(kind => form[kind].value); // not by an order, which hides nothing

// Keep the search in the address, so that it can be shared and the back button returns to it. While the reader types, or walks
// through a menu with the arrow keys, the address is replaced; a submitted search gets an entry in the history.
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
  clear.hidden = !filtered();
  document.title = query ? title.replace(heading, () => `${heading}: ${query}`) : title;
}

function submit() {
  search();
  submitted = true;
}

// Search for what the address says.
function restore() {
  const given = new URLSearchParams(location.search);
  form.q.value = given.get("q") ?? "";
  form.order.value = given.get("order") === "newest" ? "newest" : "";
  for (const kind of [...FILTERS, "lang"]) choose(form[kind], given.get(kind) ?? "");
  if (filtered()) narrow.open = true;
  submitted = false;
  search();
  submitted = Boolean(location.search);
}

let pause;
form.addEventListener("submit", event => (event.preventDefault(), submit()));
form.addEventListener("change", event => event.target !== form.q && search());
for (const moved of ["focusin", "focusout"]) {
  form.addEventListener(moved, event => event.target.matches("select") && (submitted = true));
}
form.addEventListener("input", event => {
  if (event.target !== form.q) return;
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});
form.q.addEventListener("focus", () => list().then(parts => parts.length && opened(parts[0], true)).catch(() => {}), { once: true });
narrow.addEventListener("toggle", () => narrow.open && (present.asked ? fillMenus() : search()));
clear.addEventListener("click", () => {
  for (const kind of [...FILTERS, "lang"]) form[kind].value = "";
  narrow.querySelector("summary").focus(); // as the button goes
  submit();
});
more.addEventListener("click", async () => {
  const here = present;
  if (here.busy) return; // a second click before the first is answered would mix their results
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

say(""); // remove the notice that the search cannot be loaded
if (location.search) restore();
