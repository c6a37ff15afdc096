// What is typed on an item goes to the server two seconds later, and when the page is left; a claim is kept alive.
"use strict";
(() => {
  const form = () => document.getElementById("work");
  if (!form() || form().dataset.can !== "yes") return;
  const say = (text) => { const place = document.getElementById("draft-state"); if (place) place.textContent = text; };
  let timer = 0, dirty = false;
  function body() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form())) if (/^(csrf$|comment:|value:|reason:)/.test(name)) data.append(name, value);
    return data;
  }
  async function keep(leaving) {
    clearTimeout(timer);
    if (!dirty || !form()) return;
    dirty = false;
    try {
      const answer = await fetch(`/items/${form().dataset.item}/draft`, { method: "POST", body: body(), keepalive: leaving, redirect: "error" });
      if (answer.status === 401) say("You are signed out. What you typed is kept; sign in again in another tab.");
      else if (!answer.ok) throw new Error();
      else say(`Draft kept ${new Date().toLocaleTimeString()}`);
    } catch { dirty = true; say("The server does not answer. Your text is still here; it is sent again."); timer = setTimeout(keep, 5000); }
  }
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#work")) return;
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 2000);
  });
  document.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
  addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(true); });
  document.addEventListener("htmx:sendError", () => { dirty = true; say("The server does not answer. Nothing was decided; your text is still here."); timer = setTimeout(keep, 5000); });
  document.addEventListener("htmx:responseError", () => say("That did not work. Nothing was decided; your text is still here."));
  document.addEventListener("htmx:beforeRequest", () => clearTimeout(timer));
  setInterval(() => {
    if (form() && form().dataset.mine === "yes" && document.visibilityState === "visible")
      fetch(`/items/${form().dataset.item}/heartbeat`, { method: "POST", headers: { "x-csrf-token": form().dataset.csrf } }).catch(() => {});
  }, 60000);
})();
