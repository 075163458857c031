// Eleventy, set up as its documentation recommends, for the same archive: https://www.11ty.dev/docs/
import { InputPathToUrlTransformPlugin } from "@11ty/eleventy";
import rss from "@11ty/eleventy-plugin-rss";

const SIZE = 50;

export default function (config) {
  config.addPlugin(rss);
  config.addPlugin(InputPathToUrlTransformPlugin);
  const articles = (api) => api.getFilteredByGlob("content/articles/**/*.md");
  config.addCollection("articles", articles);
  config.addCollection("newest", (api) => articles(api).reverse());
  config.addCollection("byKey", (api) =>
    Object.fromEntries(articles(api).map((item) => [item.inputPath.replace(/^.*content\/articles\/|\.md$/g, ""), item])));

  function terms(api) {
    const found = new Map();
    for (const item of articles(api).reverse()) {
      for (const kind of ["tags", "regions", "authors"]) {
        for (const name of item.data[kind] ?? []) {
          const slug = config.getFilter("slugify")(name);
          const address = `/${kind}/${slug}/`;
          if (!found.has(address)) found.set(address, { address, name, items: [] });
          found.get(address).items.push(item);
        }
      }
    }
    return [...found.values()];
  }
  config.addCollection("terms", terms);
  config.addCollection("lists", (api) =>
    [{ address: "/articles/", name: "Articles", items: articles(api).reverse() }, ...terms(api)].flatMap((term) => {
      const pages = Math.ceil(term.items.length / SIZE);
      const at = (number) => (number < 1 || number > pages ? "" : number === 1 ? term.address : `${term.address}page/${number}/`);
      return Array.from({ length: pages }, (_, place) => ({
        name: term.name, address: at(place + 1), newer: at(place), older: at(place + 2),
        items: term.items.slice(place * SIZE, (place + 1) * SIZE),
      }));
    }));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("first", (items, count) => items.slice(0, count));
}

export const config = { dir: { input: "content", includes: "../_includes", output: "public" }, markdownTemplateEngine: false };
