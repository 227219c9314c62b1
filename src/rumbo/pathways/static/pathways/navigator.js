// Quick keys of the navigator's desk. Everything they do is a button on the page.
"use strict";
(() => {
  const press = selector => document.querySelector(selector)?.click();
  document.getElementById("keys").hidden = false;
  addEventListener("keydown", event => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "/" && !typing) {
      document.getElementById("goal").focus();
    } else if (event.altKey && /^Digit[1-6]$/.test(event.code)) {
      press(`[name=to][value="${event.code.slice(-1)}"]`);
    } else if (event.altKey && event.code === "KeyN") {
      press("[name=next]");
    } else if (event.altKey && event.code === "KeyP") {
      press("#print-all");
    } else {
      return;
    }
    event.preventDefault();
  });
})();
