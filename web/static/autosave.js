// What is being typed into a form goes to PUT /drafts/… before its field is left, and again until it has arrived.
// The mark is drawn by ui/drafts.py and may be drawn anew at any moment; what is not kept yet lives here, and in this
// tab's storage in case the page goes away. Passwords and what is chosen from lists never come here.
"use strict";

(() => {
  const PAUSE_MS = 700; // after the last key
  const LONGEST_MS = 1400; // while somebody types on
  const PAUSES = [1, 1, 2, 4, 8, 15]; // seconds before each further attempt, the last one again and again
  const WAY = "portal-draft";
  let draft = null; // what the mark says
  let seen = null; // who was logged in when we last looked

  const stored = (whose, key) => `${WAY} ${whose} ${key}`;
  const keys = () => Object.keys(sessionStorage).filter((name) => name.startsWith(`${WAY} `));

  const person = () => {
    const told = document.querySelector("[data-portal-left]")?.dataset.portalLeft;
    return told ? JSON.parse(told).who : null;
  };

  // One draft of one person in this tab: what is typed and not kept yet.
  class Waiting {
    constructor(whose, key) {
      Object.assign(this, { whose, key, answers: {}, who: null, tab: "", base: 0, attempts: 0, flying: false, timer: 0, since: 0 });
      this.newest = { revision: 0, tab: "" };
      try {
        const left = JSON.parse(sessionStorage.getItem(stored(whose, key)) || "null");
        if (left) Object.assign(this, left, { stale: true }); // typed before the page went away
      } catch {
        sessionStorage.removeItem(stored(whose, key));
      }
    }

    get empty() {
      return Object.keys(this.answers).length === 0;
    }

    put(name, text) {
      if (this.empty) this.since = Date.now();
      if (this.empty || !this.stale) Object.assign(this, { tab: draft.tab, base: draft.base });
      this.answers[name] = text;
      this.who = person();
      this.remember();
      clearTimeout(this.timer);
      if (!this.attempts) show("Сохраняем…");
      const patience = Math.max(0, Math.min(PAUSE_MS, this.since + LONGEST_MS - Date.now()));
      if (!this.attempts) this.timer = setTimeout(() => this.send(), patience);
    }

    remember() {
      const { answers, who, tab, base } = this;
      try {
        if (this.empty) sessionStorage.removeItem(stored(this.whose, this.key));
        else sessionStorage.setItem(stored(this.whose, this.key), JSON.stringify({ answers, who, tab, base }));
      } catch {
        // a browser that keeps nothing still has what is on the page
      }
    }

    request(keepalive = false) {
      return fetch(`/drafts/${encodeURIComponent(this.key)}`, {
        method: "PUT",
        credentials: "same-origin",
        keepalive,
        headers: { "Content-Type": "application/json", "X-File-Owner": this.whose },
        body: JSON.stringify({ tab: this.tab, base: this.base, answers: this.answers }),
      });
    }

    async send() {
      clearTimeout(this.timer);
      if (this.flying || this.empty || person() !== this.who) return; // it waits for whoever typed it
      const sent = { ...this.answers };
      this.flying = true;
      const answer = await this.request().catch(() => null);
      const told = await answer?.json().catch(() => null);
      this.flying = false;
      if (answer?.ok && told) this.arrived(sent, told);
      else if (answer && told?.error && [400, 403, 404, 413, 422].includes(answer.status)) this.refused(sent, told.error);
      else if (answer?.status === 409) this.forget();
      else this.lost(answer?.status === 401);
    }

    arrived(sent, told) {
      this.take(sent);
      this.newest = { revision: told.revision, tab: this.tab };
      this.attempts = 0;
      hush();
      if (this.empty) show(`Сохранено в ${told.saved_at}`);
      else this.later(PAUSE_MS);
      if (this.stale || this.behind || told.others.length) press(); // the page shows what it was drawn without
      this.stale = false;
    }

    // The page has been drawn for another connection, from what was kept before the newest arrived.
    get behind() {
      return this.newest.tab !== draft.tab && this.newest.revision > draft.base;
    }

    // It will never be taken as it is; the field still has it, and the server says why.
    refused(sent, sentence) {
      this.take(sent);
      this.attempts = 0;
      shout(sentence);
      if (!this.empty) this.later(PAUSE_MS);
    }

    lost(signedOut) {
      const pause = PAUSES[Math.min(this.attempts, PAUSES.length - 1)];
      this.attempts += 1;
      show("Не сохранено");
      shout(
        signedOut
          ? "Не сохранено: сеанс завершён. Войдите снова в этой вкладке, введённое сохранится."
          : "Не сохранено: нет связи с сервером. Пробуем снова, не закрывайте страницу.",
      );
      this.later(pause * 1000);
    }

    later(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), ms);
    }

    take(sent) {
      for (const [name, text] of Object.entries(sent)) if (this.answers[name] === text) delete this.answers[name];
      this.since = Date.now();
      this.remember();
    }

    forget() {
      this.answers = {};
      this.remember();
      hush();
    }
  }

  const all = new Map();
  const waiting = () => {
    const name = stored(draft.whose, draft.key);
    if (!all.has(name)) all.set(name, new Waiting(draft.whose, draft.key));
    return all.get(name);
  };

  const mark = () => document.querySelector("[data-portal-draft]");
  const show = (word) => {
    const line = mark();
    if (line && line.textContent !== word) line.textContent = word;
  };

  // The bar stands outside of Streamlit's tree: it takes no focus and is said aloud once.
  let bar = null;
  const shout = (sentence) => {
    if (!bar) {
      bar = document.createElement("p");
      bar.className = "p-unsaved";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    bar.hidden = false;
    if (bar.textContent !== sentence) bar.textContent = sentence;
  };
  const hush = () => {
    if (bar) bar.hidden = true;
  };

  const press = (tries = 50) => {
    const button = draft && document.querySelector(`.st-key-${CSS.escape(draft.again)} button`);
    if (button && !button.disabled) button.click();
    else if (tries) setTimeout(press, 200, tries - 1);
  };

  // What one person typed is gone when another logs in.
  const look = () => {
    const here = person();
    if (here === null || here === seen) return;
    seen = here;
    for (const name of keys()) {
      const left = JSON.parse(sessionStorage.getItem(name));
      if (left.who !== here) sessionStorage.removeItem(name);
    }
    for (const [name, one] of all) {
      if (!one.empty && one.who !== here) {
        clearTimeout(one.timer);
        one.forget();
        all.delete(name);
      }
    }
  };

  const scan = () => {
    look();
    const told = mark()?.dataset.portalDraft;
    if (!told || told === draft?.told) return;
    draft = { ...JSON.parse(told), told };
    const present = waiting();
    if (present.behind) press();
    if (present.empty) {
      if (!present.attempts) hush();
      return;
    }
    if (present.tab !== draft.tab) present.stale = true; // the page was drawn anew, without what is on its way
    present.send();
  };
  new MutationObserver(scan).observe(document, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-portal-draft"] });

  const nameOf = (field) => {
    for (let place = field; place && place !== document.body; place = place.parentElement) {
      for (const cls of place.classList) {
        if (cls.startsWith("st-key-") && draft.fields[cls.slice(7)]) return draft.fields[cls.slice(7)];
      }
    }
    return null;
  };
  document.addEventListener("input", ({ target }) => {
    scan();
    if (!draft || !mark() || !/^(INPUT|TEXTAREA)$/.test(target.tagName)) return;
    const name = nameOf(target);
    if (name) waiting().put(name, target.value);
  });

  // A date has boxes of its own, and Streamlit hears of it when all of them have been left.
  const dateOf = (target) => target.closest?.("[data-testid=stDateInput]")?.querySelector("input[type=date]");
  let dateBefore = null;
  document.addEventListener("focusin", ({ target }) => {
    dateBefore = dateOf(target)?.value ?? null;
  });
  document.addEventListener("keyup", ({ target }) => {
    const day = dateOf(target)?.value;
    if (!day || day === dateBefore || day < "1900") return; // not whole yet, or as it was
    scan();
    const name = draft && mark() && nameOf(target);
    dateBefore = day;
    if (name) waiting().put(name, day);
  });

  addEventListener("online", () => all.forEach((one) => one.send()));
  for (const name of ["pagehide", "visibilitychange"]) {
    (name === "pagehide" ? window : document).addEventListener(name, () => {
      if (document.visibilityState === "visible" && name !== "pagehide") return;
      all.forEach((one) => !one.empty && one.request(true).catch(() => {}));
    });
  }
})();
