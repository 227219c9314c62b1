// Keeps a plan on this device, locked with a PIN. What is stored: a number, a day, and bytes that say nothing without the PIN.
"use strict";
(() => {
  const STORE = "rumbo.kept";
  const ROUNDS = 600000; // PBKDF2-SHA-256; more is slow on old phones, less is quick to guess
  const BLOCK = 16384; // sheets are filled up to this, so that their size does not tell which plan it is
  const FREE_TRIES = 5;
  const $ = id => document.getElementById(id);
  const safe = window.isSecureContext && window.crypto && crypto.subtle && window.localStorage;

  const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
  const write = kept => kept.length ? localStorage.setItem(STORE, JSON.stringify(kept)) : localStorage.removeItem(STORE);
  const text = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
  const bytes = words => Uint8Array.from(atob(words), sign => sign.charCodeAt(0));

  async function key(pin, salt) {
    const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async function lock(words, pin) {
    const salt = crypto.getRandomValues(new Uint8Array(16)), iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(words);
    const filled = new Uint8Array(Math.ceil((plain.length + 1) / BLOCK) * BLOCK);
    filled.set(plain);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(pin, salt), filled);
    return { salt: text(salt), iv: text(iv), sealed: text(new Uint8Array(sealed)) };
  }

  async function unlock(record, pin) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(record.iv) }, await key(pin, bytes(record.salt)), bytes(record.sealed));
    return new TextDecoder().decode(plain).replace(/\0+$/, "");
  }

  async function sheet(form) {
    const body = new URLSearchParams({ goal: form.dataset.goal, slot: form.dataset.slot, open: "1", csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value });
    const answer = await fetch(form.dataset.sheet, { method: "POST", body, cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".sheet").outerHTML;
  }

  function offer(form) {
    const said = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const pin = $("save-pin").value;
      try {
        const kept = read(), number = Math.max(0, ...kept.map(record => record.number)) + 1;
        const day = new Date().toISOString().slice(0, 10);
        write([...kept, { number, day, ...await lock(await sheet(form), pin), tries: 0, until: 0 }]);
        said.textContent = said.dataset.done;
      } catch {
        said.textContent = said.dataset.failed;
      }
      $("save-pin").value = "";
    });
  }

  function list() {
    const kept = read(), rows = kept.map(record => {
      const row = $("kept-row").content.cloneNode(true), input = row.querySelector("input"), label = row.querySelector("label");
      input.value = record.number;
      input.id = label.htmlFor = `kept-${record.number}`;
      label.textContent = `${record.number} · ${new Date(`${record.day}T12:00`).toLocaleDateString(document.documentElement.lang)}`;
      return row;
    });
    $("kept").replaceChildren(...rows);
    if (rows.length) $("kept").querySelector("input").checked = true;
    $("open-kept").hidden = !kept.length;
    $("kept-none").hidden = kept.length > 0;
  }

  const chosen = () => Number(document.querySelector("[name=kept]:checked")?.value);

  async function open(event) {
    event.preventDefault();
    const said = $("open-kept").querySelector("[role=status]"), pin = $("open-pin").value;
    const record = read().find(record => record.number === chosen());
    $("open-pin").value = "";
    $("opened").replaceChildren();
    const left = Math.ceil((record.until - Date.now()) / 1000);
    if (left > 0) return void (said.textContent = `${said.dataset.wait} ${left}`);
    try {
      const page = new DOMParser().parseFromString(await unlock(record, pin), "text/html");
      $("opened").replaceChildren(...page.body.children);
      note(record.number, 0);
      said.textContent = "";
      $("opened").focus();
    } catch {
      note(record.number, record.tries + 1);
      said.textContent = said.dataset.wrong;
    }
  }

  // From the fifth wrong PIN on, each try must wait twice as long as the one before, up to a day.
  function note(number, tries) {
    const wait = tries < FREE_TRIES ? 0 : Math.min(30000 * 2 ** (tries - FREE_TRIES), 86400000);
    write(read().map(record => record.number === number ? { ...record, tries, until: wait && Date.now() + wait } : record));
  }

  function drop(which) {
    write(read().filter(record => !which(record)));
    $("opened").replaceChildren();
    list();
    $("open-kept").querySelector("[role=status]").textContent = $("open-kept").querySelector("[role=status]").dataset.gone;
  }

  if (!safe) return void ($("save-unsafe").hidden = false);
  if ($("save")) offer($("save"));
  if (!$("open-kept")) return;
  list();
  $("open-kept").addEventListener("submit", open);
  $("drop").addEventListener("click", () => { const number = chosen(); drop(record => record.number === number); });
  $("drop-all").addEventListener("click", () => drop(() => true));
  // Who leaves the page leaves nothing open behind.
  addEventListener("pagehide", () => $("opened").replaceChildren());
})();
