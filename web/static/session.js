// The session as the browser sees it: the cookie, the clock, the warning before the end, and the end in every tab.
// The server alone decides; everything here is a hint that it is asked to confirm. Runs before Streamlit's modules.
"use strict";

(() => {
  const ASK_EVERY_MS = 30000;
  const COMMIT_MS = 15000;
  const GRACE_MS = 700;
  const RETRY_MS = 5000;
  const CLOCK_SET_BACK_MS = 60000;
  const seen = new Set();
  const once = (mark) => !seen.has(mark) && seen.add(mark);
  const tabs = new BroadcastChannel("portal-session");

  // Both ends of the session by this machine's own wall clock, which goes on while timers of a hidden tab sleep.
  let ends = null;
  let spokenAt = 0;
  let overAt = 0;
  let committed = new Set();
  const read = new WeakMap();

  const inside = () => document.querySelector("[data-portal-left]") !== null;
  const now = () => Date.now();
  const end = () => Math.min(ends.idle, ends.absolute);

  const post = (url, body) =>
    fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body || {}),
    });

  const button = (key) => document.querySelector(`.st-key-${key} button`);
  // The button may still be on its way: its code is loaded when it is first drawn.
  const press = (key, tries = 100) => {
    if (button(key)) button(key).click();
    else if (tries) setTimeout(press, 100, key, tries - 1);
  };

  // A half-typed answer is sent to the server by leaving its field for a moment.
  const commit = (mark) => {
    if (committed.has(mark)) return;
    committed.add(mark);
    const field = document.activeElement;
    if (field && /^(INPUT|TEXTAREA)$/.test(field.tagName) && !field.closest(".st-key-p-renewal")) {
      field.blur();
      setTimeout(() => field.isConnected && document.activeElement === document.body && field.focus(), 50);
    }
  };

  // Whoever prolongs the session goes on typing where they were.
  const ours = (element) => element.closest?.(".p-warning, .st-key-p-renewal");
  let place = null;
  window.addEventListener("focusin", ({ target }) => {
    if (!ours(target)) place = target;
  });
  window.addEventListener("pointerdown", ({ target }) => {
    if (!ours(target)) place = null;
  }, { capture: true });
  const comeBack = () => place?.isConnected && place.focus({ preventScroll: true });

  // What the server said last counts, in whichever tab it was heard.
  const learn = (told) => {
    if (ends && told.at <= ends.at && told.at > ends.at - CLOCK_SET_BACK_MS) return false;
    const moment = now();
    ends = {
      ...told,
      idle: moment + told.idle,
      absolute: moment + told.absolute,
      seen: moment - told.seen,
    };
    committed = new Set();
    return true;
  };
  const hear = async (answer) => {
    if (!answer?.ok) return null;
    const told = await answer.json();
    if (told.remaining > 0 && ends && told.who !== ends.who) confirm();
    else if (told.remaining > 0 && learn(told)) tabs.postMessage({ ends });
    tick();
    return told;
  };
  const ask = async () => {
    const told = await hear(await fetch("/auth/session", { credentials: "same-origin" }).catch(() => null));
    if (told?.remaining === 0 && inside()) over();
  };
  const extend = async () => {
    const told = await hear(await post("/auth/extend").catch(() => null));
    if (told?.remaining === 0 && inside()) over();
    return told?.remaining > 0;
  };

  // The end: what is typed goes to the server first, then the page asks it whether the session is over.
  const over = () => {
    if (now() - overAt < RETRY_MS) return;
    overAt = now();
    commit("over");
    setTimeout(() => button("portal_over")?.click(), 400);
  };

  // Somebody has logged in elsewhere in this browser: the server knows whether this page may go on.
  const confirm = () => button("portal_over")?.click();

  // The bar stands outside of Streamlit's tree: it takes no focus, moves nothing, and is said aloud once.
  let bar = null;
  let left = null;
  let longer = null;
  let aloud = null;
  let wasAsking = false;
  const make = (name, parts, cls) => {
    const element = document.createElement(name);
    element.append(...parts);
    if (cls) element.className = cls;
    return element;
  };
  const build = () => {
    left = make("strong", []);
    longer = make("button", ["Продлить"]);
    longer.type = "button";
    longer.addEventListener("click", prolong);
    const visible = make("p", ["Сеанс закончится через ", left, ". Введённое сохранено."]);
    visible.setAttribute("role", "timer");
    aloud = make("p", [], "p-unseen");
    aloud.setAttribute("role", "alert");
    bar = make("section", [visible, longer, aloud], "p-warning");
    bar.setAttribute("aria-label", "Окончание сеанса");
    bar.hidden = true;
    document.body.prepend(bar);
  };
  const prolong = async () => {
    if (nearEnd() === "absolute") button("portal_renew")?.click();
    else if (await extend()) {
      comeBack();
      say("Сеанс продлён.");
    }
  };
  const nearEnd = () => {
    if (ends.absolute - now() <= ends.warn_absolute) return "absolute";
    return ends.idle - now() <= ends.warn_idle ? "idle" : "";
  };
  const warn = () => {
    const near = inside() && ends && now() < end() ? nearEnd() : "";
    const asking = document.querySelector("[data-portal-renewal]") !== null;
    const shown = near !== "" && !asking;
    if (wasAsking && !asking && inside()) comeBack();
    wasAsking = asking;
    if (!bar && shown) build();
    if (!bar) return;
    if (shown && bar.hidden) {
      commit("warned");
      aloud.textContent = "Сеанс скоро закончится. Введённое сохранено. Чтобы продолжить, нажмите «Продлить».";
    }
    if (!shown && !bar.hidden) aloud.textContent = "";
    bar.hidden = !shown;
    longer.hidden = near === "absolute" && !ends.renewable;
    if (shown) write(left, spell(seconds()));
  };
  const say = (sentence) => {
    const said = make("p", [sentence], "p-said");
    said.setAttribute("role", "status");
    document.body.append(said);
    setTimeout(() => said.remove(), 4000);
  };

  const two = (number) => String(number).padStart(2, "0");
  const seconds = () => Math.max(0, Math.ceil((end() - now()) / 1000));
  const spell = (count) =>
    count >= 600 ? `${Math.ceil(count / 60)} мин` : `${Math.floor(count / 60)}:${two(count % 60)}`;
  const write = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const tick = () => {
    const clocks = document.querySelectorAll("[data-portal-left]");
    for (const clock of clocks) {
      const told = clock.dataset.portalLeft;
      if (read.get(clock) !== told) learn(JSON.parse(told));
      read.set(clock, told);
    }
    warn();
    if (!clocks.length || !ends) return;
    for (const clock of clocks) {
      write(clock, spell(seconds()));
      clock.classList.toggle("p-late", nearEnd() !== "");
    }
    if (end() - now() <= COMMIT_MS) commit("last");
    if (now() >= end() + GRACE_MS) over();
  };
  setInterval(tick, 500);
  setInterval(() => inside() && ask(), ASK_EVERY_MS);
  for (const name of ["visibilitychange", "pageshow", "online"]) {
    (name === "visibilitychange" ? document : window).addEventListener(name, () => {
      tick();
      if (!document.hidden && inside()) ask();
    });
  }

  // Keys, fingers and the wheel are signs of life; they are told once in a while, whichever tab they are seen in.
  const alive = (event) => {
    if (!event.isTrusted || !inside() || !ends || now() >= end()) return;
    if (now() - ends.seen < ends.fresh || now() - spokenAt < RETRY_MS) return;
    spokenAt = now();
    extend();
  };
  for (const name of ["keydown", "pointerdown", "wheel", "touchmove"]) {
    window.addEventListener(name, alive, { capture: true, passive: true });
  }

  // The page's connection is kept at hand: only a new one carries the cookie another tab has fetched.
  let wire = null;
  let following = false;
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      wire = this;
      if (following) this.addEventListener("open", () => setTimeout(() => press("portal_again"), 300), { once: true });
      following = false;
    }
  };
  const follow = () => {
    following = true;
    wire?.close();
  };

  // Other tabs: one has heard of new ends, one has logged out, one has logged in.
  tabs.addEventListener("message", ({ data }) => {
    if (data.ends && ends && data.ends.who === ends.who && data.ends.at > ends.at) {
      ends = data.ends;
      committed = new Set();
      tick();
    }
    if (data.left && inside()) ask();
    if (data.entered) {
      if (inside()) confirm();
      else follow();
    }
  });

  // Login and renewal: the page carries a one-time ticket, we exchange it for the HttpOnly cookie and tell the page.
  const fetchCookie = async ({ portalTicket: ticket, portalThen: then }) => {
    const answer = await post("/auth/session", { ticket }).catch(() => ({ ok: false }));
    press(`${then}_${answer.ok ? "kept" : "lost"}`);
    if (!answer.ok) return;
    tabs.postMessage({ entered: true });
    if (then === "portal_renewal") say("Сеанс продлён.");
  };
  const leave = async () => {
    await post("/auth/logout").catch(() => {});
    tabs.postMessage({ left: true });
  };

  const scan = () => {
    for (const mark of document.querySelectorAll("[data-portal-ticket]")) {
      if (once(mark.dataset.portalTicket)) fetchCookie(mark.dataset);
    }
    for (const mark of document.querySelectorAll("[data-portal-logout]")) {
      if (once(mark.dataset.portalLogout)) leave();
    }
    const asked = document.querySelector("[data-portal-renewal]");
    const field = asked && document.querySelector(".st-key-p-renewal input");
    if (field && once(asked.dataset.portalRenewal)) {
      tick();
      field.focus();
    }
  };
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });
})();
