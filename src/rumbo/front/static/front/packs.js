// The page that says what this device keeps: what each part weighs before it is taken, since when it is here, and a way to delete it.
"use strict";
(function () {
  const list = document.querySelector("[data-packs]");
  const without = document.querySelector("[data-without]");
  if (!list) return;
  if (!("serviceWorker" in navigator) || !window.caches) return void without.classList.add("told");
  const lang = document.documentElement.lang;
  const words = list.dataset;
  const parts = [...list.querySelectorAll("[data-part]")];
  without.hidden = true;

  const of = (part, name) => part.querySelector(`[data-${name}]`);
  const show = (element, text) => {
    element.textContent = text;
    element.hidden = !text;
  };

  async function kept(name) {
    const names = (await caches.keys()).filter((one) => one.startsWith(`rumbo|${lang}|${name}|`)).sort().reverse();
    for (const one of names) {
      const [, , , version, when] = one.split("|");
      if (await caches.match("/whole", { cacheName: one })) return { tag: version.split(".")[1], when: new Date(when) };
    }
    return null;
  }

  // What would be sent, and whether it is what is here already. Asked without cookies; only its length comes.
  async function offered(part) {
    if (!navigator.onLine) throw new Error("no connection");
    const response = await fetch(part.dataset.part, { method: "HEAD", credentials: "omit", cache: "no-store" });
    if (response.status !== 200) throw new Error("not there");
    const tag = (response.headers.get("ETag") || "").replace(/[^0-9a-f]/g, "");
    return { tag, bytes: Number(response.headers.get("Content-Length")) };
  }

  async function draw(part) {
    const here = await kept(part.dataset.name);
    const when = here && new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(here.when);
    show(of(part, "state"), here ? words.kept.replace("{when}", when) : words.none);
    of(part, "drop").hidden = !here || part === parts[0];
    let there = null;
    try {
      there = await offered(part);
      if (!here && part !== parts[0] && !(await kept(parts[0].dataset.name))) there.bytes += (await offered(parts[0])).bytes;
    } catch {
      show(of(part, "size"), here ? "" : words.unreachable);
    }
    const newer = there && !(here && here.tag === there.tag);
    if (there) show(of(part, "size"), newer ? words.size.replace("{size}", kilobytes(there.bytes)) : words.same);
    of(part, "take").hidden = !newer;
    of(part, "take").lastChild.textContent = here ? words.again : words.take;
  }

  const kilobytes = (bytes) => new Intl.NumberFormat(lang).format(Math.max(1, Math.ceil(bytes / 1000)));

  // The worker may not be there yet: where a person saves data, only their own wish starts it.
  async function ask(message) {
    await navigator.serviceWorker.register(words.worker, { updateViaCache: "none" });
    const registration = await navigator.serviceWorker.ready;
    return new Promise((answer) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => answer(event.data);
      registration.active.postMessage({ ...message, lang }, [channel.port2]);
    });
  }

  async function wish(part, message, during, after) {
    const told = of(part, "told");
    show(told, during);
    const well = await ask(message).catch(() => false);
    show(told, well ? after : words.failed);
    for (const other of parts) await draw(other);
  }

  for (const part of parts) {
    const { name } = part.dataset;
    of(part, "take").addEventListener("click", () => wish(part, { take: name }, words.taking, words.taken));
    of(part, "drop").addEventListener("click", () => wish(part, { drop: name }, "", words.dropped));
  }
  (async () => {
    for (const part of parts) await draw(part);
  })();
})();
