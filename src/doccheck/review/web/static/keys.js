// Keys and the tie between marks and cards. Every key presses a button or follows a link that is on the page anyway.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const cards = () => all("[data-card]");
  let at = null;

  function choose(card, scroll) {
    cards().forEach((one) => { one.classList.toggle("current", one === card); one.toggleAttribute("aria-current", one === card); });
    at = card ? card.id : null;
    all(".mark").forEach((mark) => mark.classList.toggle("on", card !== null && (mark.dataset.cards || "").split(" ").includes(card.id)));
    if (card && scroll) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
      const mark = document.querySelector(".mark.on");
      if (mark) mark.scrollIntoView({ block: "nearest" });
    }
  }
  const current = () => document.getElementById(at) || null;
  function step(by) {
    const list = cards();
    if (!list.length) return rows(by);
    const place = list.indexOf(current());
    choose(list[Math.max(0, Math.min(list.length - 1, place < 0 ? (by > 0 ? 0 : list.length - 1) : place + by))], true);
  }
  function rows(by) {
    const list = all("[data-row]");
    if (!list.length) return;
    const place = list.findIndex((row) => row.classList.contains("here"));
    list.forEach((row) => row.classList.remove("here"));
    const row = list[Math.max(0, Math.min(list.length - 1, place < 0 ? 0 : place + by))];
    row.classList.add("here");
    row.querySelector("a").focus();
  }
  function press(name) {
    const scope = current() || cards()[0];
    const button = (scope && scope.querySelector(`[data-act="${name}"]`)) || document.querySelector(`.after-acts [data-act="${name}"]`);
    if (button) button.click();
  }
  function override() {
    const scope = current() || cards()[0];
    const more = scope && scope.querySelector("[data-more]");
    if (!more) return;
    choose(scope, true);
    more.open = true;
    more.querySelector("select").focus();
  }
  const follow = (selector) => { const link = document.querySelector(selector); if (link) link.click(); };
  const acts = {
    j: () => step(1), k: () => step(-1), a: () => press("accept"), o: override, c: () => press("cannot_tell"), e: () => press("escalate"),
    s: () => press("skip"), u: () => press("undo"), n: () => follow('[data-go="n"]'), p: () => follow('[data-go="p"]'),
    "/": () => { const field = document.querySelector("[data-search]"); if (field) field.focus(); }, "?": () => { location.href = "/help"; },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && typing) { typing.blur(); choose(typing.closest("[data-card]"), true); return; }
    if (root.dataset.keys !== "on" || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark) {
      const names = mark.dataset.cards.split(" ");
      const next = document.getElementById(names[(names.indexOf(at) + 1) % names.length]);
      if (next && next.matches("[data-card]")) { event.preventDefault(); choose(next, true); }
      return;
    }
    const card = event.target.closest("[data-card]");
    if (card) choose(card, false);
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (card && card.id !== at) choose(card, false);
  });
  // A button that leads to another address than the form's is a plain request, never a swap.
  document.addEventListener("htmx:confirm", (event) => {
    const by = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
    if (by && by.hasAttribute("data-plain")) { event.preventDefault(); by.form.action = by.formAction; HTMLFormElement.prototype.submit.call(by.form); }
  });
  document.addEventListener("htmx:afterSettle", () => {
    const alert = document.querySelector("#work [role=alert]");
    const list = cards();
    const here = list.findIndex((card) => card.id === at);
    const open = alert ? alert.closest("[data-card]") || list[here] : list.slice(Math.max(0, here)).find((card) => !card.classList.contains("is-decided")) || list[list.length - 1];
    if (open) choose(open, true);
  });
  if (cards().length) choose(cards().find((card) => !card.classList.contains("is-decided")) || cards()[0], !location.hash);
})();
