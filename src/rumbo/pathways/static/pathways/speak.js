// Reads the short text aloud, where the device has a voice for the page's language.
"use strict";
(() => {
  const button = document.getElementById("speak");
  if (!button || !window.speechSynthesis) return;
  const words = button.querySelector("span"), start = words.textContent;
  const rest = () => { words.textContent = start; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) return void speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(button.dataset.words);
    said.lang = document.documentElement.lang === "es" ? "es-MX" : document.documentElement.lang;
    said.rate = 0.9;
    said.onend = said.onerror = rest;
    words.textContent = button.dataset.stop;
    speechSynthesis.speak(said);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
})();
