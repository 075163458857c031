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
let listing; // the promise of the parts that /assets/search.json lists, once they are needed
let engine; // Pagefind itself
let languages; // those of the parts, that of the page first
const named = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
let turn = 0; // which search is the present one: an earlier one that comes back late is dropped
let next = () => {};

function list() { // again, if it failed
  listing ??= read().catch(error => {
    listing = undefined;
    throw error;
  });
  return listing;
}

async function read() {
  const parts = await (await fetch(form.dataset.parts, { cache: "no-cache" })).json();
  const page = document.documentElement.lang;
  languages = [...new Set(parts.map(part => part.lang))].sort((a, b) => (b === page) - (a === page));
  const place = part => parts.filter(other => other.lang === part.lang).indexOf(part);
  parts.sort((a, b) => place(a) - place(b) || languages.indexOf(a.lang) - languages.indexOf(b.lang));
  if (languages.length > 1) {
    form.lang.append(...languages.map(tag => new Option(named.of(tag), tag)));
    form.lang.parentElement.hidden = false;
  }
  return parts;
}

async function opened(part) {
  engine ??= import(`${part.index}pagefind.js`);
  part.instance ??= (await engine).createInstance({ basePath: part.index, excerptLength: 36, noWorker: true }); // 41 kB less to load; a search takes the page a moment
  if (narrow.open) part.filters ??= part.instance.filters(); // their counts come with the results from then on
  await part.filters;
  return part.instance;
}

function wanted() {
  const data = new FormData(form);
  const filters = Object.fromEntries(FILTERS.filter(kind => data.get(kind)).map(kind => [kind, data.get(kind)]));
  return { query: data.get("q").trim(), order: data.get("order"), lang: data.get("lang"), filters };
}

async function search() {
  const here = ++turn;
  status.textContent = status.dataset.running;
  try {
    const all = await list();
    const { query, order, lang, filters } = wanted();
    remember();
    if (!query && !Object.keys(filters).length) return clear(here, "");
    const year = Number(filters.year ?? 0);
    const asked = all.filter(part => (!lang || part.lang === lang) && (!year || (part.first <= year && year <= part.last)));
    await run(here, asked, query || null, { filters, sort: order || !query ? { date: "desc" } : {} });
  } catch (error) {
    console.warn(error);
    clear(here, status.dataset.failed);
  }
}

// Show the first results of `asked` for the query, and leave in `next` what shows more of them.
async function run(here, asked, query, how) {
  let found = 0;
  const counts = {};
  clear(here, status.dataset.running);
  // One walk through all parts; by date, one through those of each language, side by side.
  const ways = how.sort.date && languages.length > 1 ? languages.map(tag => asked.filter(part => part.lang === tag)) : [asked];
  const walks = ways.map(parts => ({ parts, part: undefined, waiting: [], ready: [] }));
  const atOnce = AT_ONCE - 1 + new Set(asked.map(one => one.lang)).size;
  next = async () => {
    let fresh = 0, tried = 0;
    while (fresh < SHOWN) {
      const walk = walks.reduce((one, other) => newest(other) > newest(one) ? other : one);
      if (walk.ready.length) {
        results.append(walk.ready.shift());
        fresh += 1;
      } else if (walk.waiting.length) {
        const items = await Promise.all(walk.waiting.splice(0, SHOWN - fresh).map(result => result.data()));
        if (here !== turn) return;
        walk.ready = items.map(item => card(item, walk.part.lang));
      } else if (walk.parts.length && tried < atOnce) {
        tried += 1;
        walk.part = walk.parts.shift();
        const answer = await (await opened(walk.part)).search(query, how);
        if (here !== turn) return;
        walk.waiting = answer.results;
        found += walk.waiting.length;
        add(counts, query ? answer.totalFilters : await walk.part.filters);
      } else break;
    }
    const rest = walks.flatMap(walk => walk.parts), left = walks.some(walk => walk.waiting.length || walk.ready.length);
    const { found: all, foundYet: some, none } = status.dataset;
    status.textContent = rest.length ? `${some} ${found}` : found ? `${all} ${found}` : none;
    const button = more.firstElementChild;
    button.textContent = left ? button.dataset.more : button.dataset.older;
    more.hidden = !left && !rest.length;
    if (narrow.open) menus(counts);
  };
  await next();
}

// The time of the next result of a walk, or the latest that it can have while that is not known.
function newest({ ready, waiting, parts }) {
  if (ready.length) return Date.parse(ready[0].querySelector("time").dateTime);
  return waiting.length ? Infinity : parts.length ? Date.UTC(parts[0].last + 1, 0, 2) : -Infinity;
}

function clear(here, text) {
  if (here !== turn) return;
  results.replaceChildren();
  status.textContent = text;
  more.hidden = true;
}

function card(item, lang) {
  const copy = template.content.cloneNode(true);
  const link = copy.querySelector("a");
  const day = document.createElement("time");
  day.textContent = item.meta.day;
  day.dateTime = item.meta.date;
  copy.querySelector(".card-day").append(day);
  copy.querySelector(".card-region").textContent = item.meta.region;
  link.href = item.meta.href;
  link.firstElementChild.textContent = item.meta.title;
  copy.firstElementChild.lang = lang;
  if (lang !== languages[0]) copy.querySelector(".card-language").textContent = named.of(lang);
  const excerpt = document.createElement("template");
  excerpt.innerHTML = item.excerpt;
  const summary = copy.querySelector(".card-summary");
  if (!item.content.startsWith(excerpt.content.textContent.slice(0, 20))) summary.append("… ");
  for (const node of excerpt.content.childNodes) { // words and marks, and nothing else whatever an article says
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    summary.append(node.nodeName === "MARK" ? mark : mark.textContent);
  }
  summary.append(" …");
  return copy;
}

function add(counts, found) {
  for (const [kind, values] of Object.entries(found ?? {})) {
    counts[kind] ??= {};
    for (const [value, count] of Object.entries(values)) counts[kind][value] = (counts[kind][value] ?? 0) + count;
  }
}

// Offer for each filter the values that the results have, with how many there are.
function menus(counts) {
  for (const kind of FILTERS) {
    const menu = form[kind];
    const chosen = menu.value;
    const values = Object.entries(counts[kind] ?? {}).filter(([value, count]) => count || value === chosen);
    values.sort(kind === "year" ? ([a], [b]) => b.localeCompare(a) : ([a, m], [b, n]) => n - m || a.localeCompare(b));
    menu.replaceChildren(menu.options[0], ...values.slice(0, LISTED).map(([value, count]) => new Option(`${value} (${count})`, value)));
    choose(menu, chosen);
  }
}

function choose(menu, value) {
  if (value && ![...menu.options].some(option => option.value === value)) menu.append(new Option(value, value));
  menu.value = value;
}

// The address says what is searched, so that it can be sent to somebody and the way back leads here.
function remember() {
  const kept = [...new FormData(form)].filter(([name, value]) => value);
  history.replaceState(null, "", `${location.pathname}${kept.length ? `?${new URLSearchParams(kept)}` : ""}`);
}

let pause;
form.addEventListener("submit", event => (event.preventDefault(), search()));
form.addEventListener("change", search);
form.addEventListener("input", event => {
  if (event.target.name !== "q") return;
  clearTimeout(pause);
  pause = setTimeout(search, 250);
});
form.q.addEventListener("focus", () => list().then(found => found.length && opened(found[0])).catch(() => {}), { once: true });
narrow.addEventListener("toggle", () => narrow.open && search());
let asking = false; // a second click while the first is answered would mix their results
more.addEventListener("click", async () => {
  if (asking) return;
  asking = true;
  await next().catch(() => clear(turn, status.dataset.failed));
  asking = false;
});

const given = new URLSearchParams(location.search);
form.q.value = given.get("q") ?? "";
form.order.value = given.get("order") ?? "";
for (const kind of FILTERS) choose(form[kind], given.get(kind) ?? "");
narrow.open = FILTERS.some(kind => given.get(kind));
if (given.get("lang")) await list().then(() => (form.lang.value = given.get("lang"))).catch(() => {});
if (given.toString()) search();
