// Has the browser keep the pages that are the same for all, for when there is no connection. Where a person saves data, it keeps nothing.
"use strict";
(function () {
  const script = document.currentScript;
  let active = null;
  // Leaving erases what this site kept here, also where a browser does not know Clear-Site-Data.
  document.querySelector("form.leave")?.addEventListener("submit", () => {
    localStorage.clear();
    sessionStorage.clear();
    const worker = active || (navigator.serviceWorker && navigator.serviceWorker.controller);
    if (worker) worker.postMessage({ forget: true }); // it does not see the requests of a page that was there before it
  });
  const saving = navigator.connection && navigator.connection.saveData;
  if (!("serviceWorker" in navigator) || saving) return;
  navigator.serviceWorker
    .register(script.dataset.worker, { updateViaCache: "none" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => {
      active = registration.active;
      active.postMessage({ keep: document.documentElement.lang });
    })
    .catch(() => {}); // without it, everything works as long as there is a connection
})();
