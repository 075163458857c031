// Prints what feedsmith reads of each file that is named: format, title, and of each item id, link and length of its content.
import { readFileSync } from "node:fs";
import { parseFeed, parseOpml } from "feedsmith";

const link = links => links.find(one => one.rel === "alternate").href;
const items = {
  rss: feed => (feed.items ?? []).map(item => [item.guid.value, item.link, (item.content?.encoded ?? item.description).length]),
  atom: feed => (feed.entries ?? []).map(entry => [entry.id, link(entry.links), entry.content.value.length]),
  json: feed => (feed.items ?? []).map(item => [item.id, item.url, item.content_html.length]),
};
const read = path => {
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".opml")) return { format: "opml", title: parseOpml(text).head.title, items: parseOpml(text).body.outlines };
  const { format, feed } = parseFeed(text);
  return { format, title: feed.title.value ?? feed.title, items: items[format](feed) };
};
console.log(JSON.stringify(process.argv.slice(2).map(read)));
