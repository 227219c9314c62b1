// Keeps packs of pages for each language: the first one by itself, others where a person asks, each whole or not at all.
// A pack is the same for everyone. What a person opens is never added to it: it does not tell what they looked for.
// Nothing that is sent is touched.
"use strict";

const DAY = 24 * 60 * 60 * 1000;
const PATIENCE = 4000; // milliseconds that a kept page waits for a fresh one
const WHOLE = "/whole"; // written last into a pack
const NAME = /^[a-z0-9-]{1,80}$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const { keep, take, drop: part, lang, forget: all } = event.data || {};
  if (all) event.waitUntil(forget());
  else if (keep in SETUP.languages) event.waitUntil(keepFresh(keep, SETUP.first, era.signal));
  else if (lang in SETUP.languages && NAME.test(take || part)) {
    const done = take ? taken(lang, take, era.signal) : drop(lang, part);
    event.waitUntil(done.then((well) => event.ports[0] && event.ports[0].postMessage(well)));
  }
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && SETUP.leave.includes(url.pathname)) {
    event.waitUntil(forget()); // for browsers that do not know Clear-Site-Data
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (request.method === "GET" && assetOf(url.pathname)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(assetOf(url.pathname))) || Response.error()));
  }
});

// Static files carry a digest in their names: pages kept earlier ask for the file by the name it had then.
const plainName = (path) => path.replace(/\.[0-9a-f]{8,}(?=\.\w+$)/, "");
const assetOf = (path) => SETUP.assets.find((asset) => plainName(asset) === plainName(path));

async function page(event, url) {
  const began = era.signal;
  const lang = await languageOf(url);
  const packs = await packsOf(lang);
  const kept = await find(packs, SETUP.instead[url.pathname] || keyOf(url));
  try {
    const response = await inTime(fetch(event.request), Boolean(kept));
    if (kept && response.status >= 500) return told(kept, lang);
    if (!saving() && packs.some((pack) => pack.part === SETUP.first)) event.waitUntil(keepFresh(lang, SETUP.first, began));
    return response;
  } catch (error) {
    const instead = kept || (lang && (await find(packs, SETUP.languages[lang].offline)));
    if (!instead) throw error;
    return told(instead, lang);
  }
}

const saving = () => Boolean(navigator.connection && navigator.connection.saveData);

// An address as pages are kept under: filters in the order of their names, those that say nothing left out.
function keyOf(url) {
  const pairs = [...url.searchParams].filter(([name, value]) => value && !(name === "page" && value === "1")).sort();
  return url.pathname + (pairs.length ? `?${new URLSearchParams(pairs)}` : "");
}

function inTime(answer, limited) {
  if (!limited) return answer;
  return Promise.race([answer, new Promise((_, late) => setTimeout(() => late(new Error("late")), PATIENCE))]);
}

async function languageOf(url) {
  const first = url.pathname.split("/")[1];
  if (first in SETUP.languages) return first;
  const names = (await caches.keys()).filter((name) => name.startsWith("rumbo|"));
  const known = names.map((name) => name.split("|")[1]).find((lang) => lang in SETUP.languages);
  return known || "";
}

// The name of a pack says all about it: rumbo|language|part|version.tag|when. Newest first, and whole ones only.
// Looked into without being opened: to open a pack that is just being deleted would make it anew.
async function packsOf(lang, part = "") {
  const names = (await caches.keys()).filter((name) => name.startsWith(`rumbo|${lang}|${part && `${part}|`}`));
  const found = [];
  for (const name of names) {
    const [, , of, version, when] = name.split("|");
    if (await caches.match(WHOLE, { cacheName: name })) found.push({ name, part: of, version, when: new Date(when) });
  }
  return found.sort((one, other) => other.when - one.when);
}

async function find(packs, path) {
  for (const pack of path === WHOLE ? [] : packs) {
    const response = await caches.match(path, { cacheName: pack.name });
    if (response) return { response, when: pack.when };
  }
  return null;
}

// One download after another. Each can be given up, by itself or with all others; what is given up keeps nothing.
let era = new AbortController(); // another one each time that all is forgotten: what began before keeps nothing
let leaving = null; // while all is being forgotten
let underWay = Promise.resolve();
const jobs = new Map(); // what is being downloaded or waits for it, by language and part

function keepFresh(lang, part, began, asked = false) {
  if (began.aborted || leaving) return Promise.resolve(false);
  const id = `${lang}|${part}`;
  if (jobs.has(id)) return jobs.get(id).done;
  const stop = new AbortController();
  began.addEventListener("abort", () => stop.abort());
  const done = underWay
    .then(() => keep(lang, part, stop.signal, asked))
    .catch(() => false) // what is kept already stays
    .then((well) => {
      jobs.delete(id);
      return well;
    });
  jobs.set(id, { stop, done });
  underWay = done;
  return done;
}

// A part that is asked for, and the first one, without which its pages would stand without their form.
async function taken(lang, part, began) {
  const alone = part === SETUP.first || (await packsOf(lang, SETUP.first)).length;
  return (alone || (await keepFresh(lang, SETUP.first, began))) && keepFresh(lang, part, began, true);
}

async function keep(lang, part, stop, asked) {
  const [old] = await packsOf(lang, part);
  const [version, tag] = old ? old.version.split(".") : [];
  if (old && !asked && version === SETUP.version && Date.now() - old.when < DAY) return true;
  const response = await plainly(SETUP.languages[lang].packs.replace("*", part), stop, tag);
  const same = response.status === 304;
  if (!same && !storable(response)) return false;
  const now = (response.headers.get("ETag") || "").replace(/[^0-9a-f]/g, "");
  const name = `rumbo|${lang}|${part}|${SETUP.version}.${now}|${new Date().toISOString()}`;
  try {
    const cache = await caches.open(name);
    for await (const [path, page] of same ? copied(old) : unpacked(response)) await put(cache, path, page, stop);
    if (part === SETUP.first) for (const path of SETUP.assets) await put(cache, path, await plainly(path, stop), stop);
    await put(cache, WHOLE, new Response(""), stop);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  await throwAway(`rumbo|${lang}|${part}|`, name);
  return true;
}

async function put(cache, path, page, stop) {
  if (stop.aborted) throw new Error("given up");
  if (page.status === 200) await cache.put(path, page);
  if (stop.aborted) throw new Error("given up");
}

async function* unpacked(response) {
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "ETag", "Vary"]) headers.delete(name);
  headers.set("Content-Type", "text/html; charset=utf-8");
  for (const [path, words] of Object.entries((await response.json()).pages)) yield [path, new Response(words, { headers })];
}

async function* copied(pack) {
  const cache = await caches.open(pack.name);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (pathname !== WHOLE && !SETUP.assets.includes(pathname)) yield [pathname + search, await cache.match(request)];
  }
}

// Without cookies, so that no page can have anything of a person in it; and past the browser's own cache, which holds what was opened.
const plainly = (path, signal, tag) =>
  fetch(path, { credentials: "omit", cache: "no-store", redirect: "error", signal, headers: tag ? { "If-None-Match": `"${tag}"` } : {} });

function storable(response) {
  return response.status === 200 && response.type === "basic" && !/no-store|private/.test(response.headers.get("Cache-Control") || "");
}

async function told({ response, when }, lang) {
  const words = SETUP.languages[lang].words;
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(when);
  const days = Math.floor((Date.now() - when) / DAY);
  const ago = days ? ` (${new Intl.RelativeTimeFormat(lang).format(-days, "day")})` : "";
  const note = `<div class="note" role="status"><div class="tight"><p class="kind">${words.kind}</p>
<p>${words.kept.replace("{when}", day + ago)}</p></div></div>`;
  const text = (await response.text()).replace(/<main[^>]*>\s*<div class="wrap">\s*(<div class="[^"]*\bflow\b[^"]*">)?/, (top) => top + note);
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("Cache-Control", "no-store");
  return new Response(text, { status: 200, headers });
}

async function throwAway(beginning, except = "") {
  for (const name of await caches.keys()) if (name.startsWith(beginning) && name !== except) await caches.delete(name);
  return true;
}

// A part goes, also one that is still on its way.
async function drop(lang, part) {
  const job = jobs.get(`${lang}|${part}`);
  if (job) {
    job.stop.abort();
    await job.done;
  }
  return throwAway(`rumbo|${lang}|${part}|`);
}

// Everything goes, also what is still on its way. What is asked for meanwhile, by a page that is just being read, is not begun.
function forget() {
  leaving = leaving || forgetAll().finally(() => (leaving = null));
  return leaving;
}

async function forgetAll() {
  giveUp();
  await underWay;
  await throwAway("");
  await self.registration.unregister();
  giveUp();
}

function giveUp() {
  era.abort();
  era = new AbortController();
}
