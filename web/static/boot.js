// Runs before Streamlit's own modules. No other script of ours is on the page.
"use strict";

// The calendar, numbers and hints of Streamlit follow the browser's language: here it is Russian for everybody.
window.prerenderReady = false;
// Streamlit need not guess below which folder it is served: a deep link would cost it two refused requests.
window.__streamlit = { BACKEND_BASE_URL: `${location.origin}/` };
window[Symbol.for("react-aria.i18n.locale")] = "ru-RU";
for (const [name, value] of [["language", "ru-RU"], ["languages", ["ru-RU", "ru"]]]) {
  Object.defineProperty(navigator, name, { get: () => value, configurable: true });
}

(() => {
  const WARN_SECONDS = 120;
  const COMMIT_SECONDS = 15;
  const ASK_EVERY_MS = 30000;
  const seen = new Set();

  const post = (url, body) =>
    fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body || {}),
    });

  const press = (key) => document.querySelector(`.st-key-${key} button`)?.click();

  // The button may still be on its way: its code is loaded when it is first drawn.
  const pressSoon = (key, tries = 100) => {
    if (document.querySelector(`.st-key-${key} button`)) press(key);
    else if (tries) setTimeout(pressSoon, 100, key, tries - 1);
  };

  // A half-typed answer is sent to the server by leaving its field for a moment.
  const commit = () => {
    const field = document.activeElement;
    if (field && /^(INPUT|TEXTAREA)$/.test(field.tagName)) {
      field.blur();
      setTimeout(() => field.isConnected && field.focus(), 50);
    }
  };

  const once = (mark) => !seen.has(mark) && seen.add(mark);

  // Login: the page carries a one-time ticket, we exchange it for the HttpOnly cookie and tell the page.
  const fetchCookie = async (ticket) => {
    const answer = await post("/auth/session", { ticket }).catch(() => ({ ok: false }));
    pressSoon(answer.ok ? "portal_cookie_kept" : "portal_cookie_lost");
  };

  const scan = () => {
    for (const mark of document.querySelectorAll("[data-portal-ticket]")) {
      if (once(mark.dataset.portalTicket)) fetchCookie(mark.dataset.portalTicket);
    }
    for (const mark of document.querySelectorAll("[data-portal-logout]")) {
      if (once(mark.dataset.portalLogout)) post("/auth/logout").catch(() => {});
    }
    // A password left by the Tab key must be sent: the eye beside it would keep it unsent.
    for (const eye of document.querySelectorAll('[data-testid="stTextInput"] button:not([tabindex="-1"])')) {
      eye.tabIndex = -1;
    }
    for (const mark of document.querySelectorAll("[data-portal-look]")) {
      if (once(mark.dataset.portalLook)) {
        mark.scrollIntoView({ behavior: "smooth", block: "center" });
        mark.focus({ preventScroll: true });
      }
    }
  };
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });

  // A new query and a new page are two entries of Streamlit's history; a person made one step. Without this the way
  // back leads to the old page with the new page's query.
  const push = history.pushState.bind(history);
  let step = { queryOnly: false, at: 0 };
  history.pushState = (state, title, url) => {
    const target = new URL(url ?? location.href, location.href);
    const queryOnly = target.pathname === location.pathname;
    const halfway = step.queryOnly && performance.now() - step.at < 1000;
    if (halfway && !queryOnly) history.replaceState(state, title, url);
    else push(state, title, url);
    step = { queryOnly, at: performance.now() };
  };

  // The session's clock: the server says how long is left when it draws the page, we count down.
  const clocks = new WeakMap();
  const two = (number) => String(number).padStart(2, "0");
  const tick = (element) => {
    const told = element.dataset.portalLeft;
    let clock = clocks.get(element);
    if (!clock || clock.told !== told) {
      clock = { told, since: performance.now(), warned: false, committed: false, over: false };
      clocks.set(element, clock);
    }
    const left = Math.max(0, Math.ceil(told - (performance.now() - clock.since) / 1000));
    element.textContent = left >= 600 ? `${Math.ceil(left / 60)} мин` : `${Math.floor(left / 60)}:${two(left % 60)}`;
    element.classList.toggle("p-late", left <= WARN_SECONDS);
    if (left <= WARN_SECONDS && !clock.warned) {
      clock.warned = true;
      const live = document.getElementById("portal-live");
      if (live) live.textContent = "До окончания сеанса осталось две минуты";
    }
    if (left <= COMMIT_SECONDS && !clock.committed) {
      clock.committed = true;
      commit();
    }
    if (left <= 0 && !clock.over) {
      clock.over = true;
      setTimeout(() => press("portal_over"), 400);
    }
  };
  setInterval(() => document.querySelectorAll("[data-portal-left]").forEach(tick), 500);

  // Logged out in another tab, or ended by the server: this tab learns it too.
  setInterval(async () => {
    if (!document.querySelector("[data-portal-left]")) return;
    const answer = await fetch("/auth/session", { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && (await answer.json()).remaining === 0) press("portal_over");
  }, ASK_EVERY_MS);

  // A link of the list of errors leads to its question.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-portal-goto]");
    if (!link) return;
    event.preventDefault();
    const place = document.querySelector(`.st-key-${CSS.escape(link.dataset.portalGoto)}`);
    place?.scrollIntoView({ behavior: "smooth", block: "center" });
    place?.querySelector("input, textarea, button")?.focus({ preventScroll: true });
  });

  // What is shown once: printed alone, copied, or saved as a text file.
  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\r\n`], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".p-way");
    if (!button) return;
    const { portalCopy, portalSave, portalPrint, text } = button.dataset;
    if (portalPrint) window.print();
    else if (portalSave) save(portalSave, text);
    else if (portalCopy) {
      const said = button.textContent;
      const tell = (word) => {
        button.textContent = word;
        setTimeout(() => { button.textContent = said; }, 2000);
      };
      navigator.clipboard.writeText(portalCopy).then(() => tell("Скопировано"), () => tell("Не получилось, выделите сами"));
    }
  });
})();
