// Keeps one pack of pages for each language: the list in SETUP, which is the same for everyone, whole or not at all.
// What a person opens is never added to it: the pack does not tell what they looked for. Nothing that is sent is touched.
"use strict";

const DAY = 24 * 60 * 60 * 1000;
const PATIENCE = 4000; // milliseconds that a kept page waits for a fresh one

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data && event.data.keep in SETUP.languages) event.waitUntil(keepFresh(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && SETUP.leave.includes(url.pathname)) {
    event.waitUntil(forget()); // for browsers that do not know Clear-Site-Data
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (request.method === "GET" && SETUP.assets.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) || Response.error()));
  }
});

async function page(event, url) {
  const pack = await newest(await languageOf(url));
  const path = SETUP.instead[url.pathname] || url.pathname + url.search;
  const kept = pack && (await pack.cache.match(path));
  try {
    const response = await inTime(fetch(event.request), Boolean(kept));
    if (kept && response.status >= 500) return told(kept, pack);
    if (pack) event.waitUntil(keepFresh(pack.lang));
    return response;
  } catch (error) {
    if (!pack) throw error;
    return told(kept || (await pack.cache.match(SETUP.languages[pack.lang].offline)), pack);
  }
}

function inTime(answer, limited) {
  if (!limited) return answer;
  return Promise.race([answer, new Promise((_, late) => setTimeout(() => late(new Error("late")), PATIENCE))]);
}

async function languageOf(url) {
  const first = url.pathname.split("/")[1];
  if (first in SETUP.languages) return first;
  const names = (await caches.keys()).filter((name) => name.startsWith("rumbo|"));
  return names.length ? names[0].split("|")[1] : "";
}

// The name of a pack says all about it: rumbo|language|version|when.
async function newest(lang) {
  const names = (await caches.keys()).filter((name) => name.startsWith(`rumbo|${lang}|`));
  const found = names.map((name) => ({ name, lang, version: name.split("|")[2], when: new Date(name.split("|")[3]) }));
  for (const pack of found.sort((one, other) => other.when - one.when)) {
    pack.cache = await caches.open(pack.name);
    if (await pack.cache.match(SETUP.languages[lang].offline)) return pack; // written last: the pack is whole
  }
  return null;
}

let underWay = Promise.resolve();
function keepFresh(lang) {
  underWay = underWay.then(() => keep(lang)).catch(() => {}); // what is kept already stays
  return underWay;
}

async function keep(lang) {
  const old = await newest(lang);
  if (old && old.version === SETUP.version && Date.now() - old.when < DAY) return;
  const { pages, offline } = SETUP.languages[lang];
  const fetched = [];
  for (const path of [...SETUP.assets, ...pages]) {
    const response = await plainly(path);
    if (storable(response)) fetched.push([path, response]);
  }
  const last = await plainly(offline);
  if (!storable(last)) return;
  const name = `rumbo|${lang}|${SETUP.version}|${new Date().toISOString()}`;
  const cache = await caches.open(name);
  for (const [path, response] of [...fetched, [offline, last]]) await cache.put(path, response);
  for (const other of await caches.keys()) {
    if (other.startsWith(`rumbo|${lang}|`) && other !== name) await caches.delete(other);
  }
}

// Without cookies, so that no page can have anything of a person in it; and past the browser's own cache, which holds what was opened.
const plainly = (path) => fetch(path, { credentials: "omit", cache: "no-store", redirect: "error" });

function storable(response) {
  return response.status === 200 && response.type === "basic" && !/no-store|private/.test(response.headers.get("Cache-Control") || "");
}

async function told(kept, pack) {
  const words = SETUP.languages[pack.lang].words;
  const when = new Intl.DateTimeFormat(pack.lang, { dateStyle: "long", timeStyle: "short" }).format(pack.when);
  const days = Math.floor((Date.now() - pack.when) / DAY);
  const ago = days ? ` (${new Intl.RelativeTimeFormat(pack.lang).format(-days, "day")})` : "";
  const note = `<div class="note" role="status"><div class="tight"><p class="kind">${words.kind}</p>
<p>${words.kept.replace("{when}", when + ago)}</p></div></div>`;
  const text = (await kept.text()).replace(/<main[^>]*>\s*<div class="wrap">\s*(<div class="[^"]*\bflow\b[^"]*">)?/, (top) => top + note);
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("Cache-Control", "no-store");
  return new Response(text, { status: 200, headers });
}

async function forget() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}
