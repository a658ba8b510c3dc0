// Reads the feeds at the addresses given, with feedsmith, and prints what a program would take from each.
import { parseFeed } from 'feedsmith'

const readings = {
  rss: ({ items }) =>
    items.map((item) => ({
      id: item.guid.value,
      url: item.link,
      title: item.title,
      published: item.pubDate,
      authors: item.dc.creators,
      summary: item.description,
      html: item.content.encoded,
    })),
  atom: ({ entries }) =>
    entries.map((entry) => ({
      id: entry.id,
      url: entry.links.find((link) => (link.rel ?? 'alternate') === 'alternate').href,
      title: entry.title.value,
      published: entry.published,
      authors: entry.authors.map((author) => author.name),
      summary: entry.summary.value,
      html: entry.content.value,
    })),
  json: ({ items }) =>
    items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      published: item.date_published,
      authors: item.authors.map((author) => author.name),
      summary: item.summary,
      html: item.content_html,
    })),
}

for (const url of process.argv.slice(2)) {
  const { format, feed } = parseFeed(await (await fetch(url)).text())
  const items = readings[format](feed).map((item) => ({ ...item, published: new Date(item.published).toISOString() }))
  console.log(JSON.stringify({ format, title: feed.title?.value ?? feed.title, items }))
}
