// Runs before Streamlit's own modules; session.js follows it.
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
  const seen = new Set();
  const once = (mark) => !seen.has(mark) && seen.add(mark);
  let head = null;
  let leading = false;

  // How much may still be written is counted while one types, in the words the page itself uses.
  const count = (mark) => {
    const text = mark.closest('[class*="-q-"]')?.querySelector("textarea");
    if (!text) return;
    const left = Number(mark.dataset.portalMost) - [...text.value.trim()].length;
    const told = left < 0 ? `Лишних знаков: ${-left}` : `Осталось знаков: ${left}`;
    if (mark.textContent !== told) mark.textContent = told;
    mark.classList.toggle("p-over", left < 0);
  };
  const countAll = () => document.querySelectorAll("[data-portal-most]").forEach(count);
  document.addEventListener("input", countAll);

  const scan = () => {
    countAll();
    // A password left by the Tab key must be sent: the eye beside it would keep it unsent.
    for (const eye of document.querySelectorAll('[data-testid="stTextInput"] button:not([tabindex="-1"])')) {
      eye.tabIndex = -1;
    }
    for (const mark of document.querySelectorAll("[data-portal-look]")) {
      if (once(mark.dataset.portalLook)) {
        mark.scrollIntoView({ behavior: "smooth", block: "center" });
        (mark.querySelector("a") ?? mark).focus({ preventScroll: true }); // the first of what is to be mended
      }
    }
    // Another step of a form begins at its head; the first one drawn does not pull the page there.
    const top = document.querySelector("[data-portal-top]");
    if (top && top !== head) {
      if (head && head.dataset.portalTop !== top.dataset.portalTop && !leading) {
        top.focus({ preventScroll: true });
        top.scrollIntoView({ block: "start" });
      }
      head = top;
    } else if (!top) head = null;
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

  // A link to the page one is on with another query changes what Streamlit draws, but neither the address nor the
  // place it is scrolled to.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stPageLink"] a');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = new URL(link.href);
    if (target.pathname !== location.pathname || target.search === location.search) return;
    push(history.state, "", target);
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }, true);

  // A link of the list of errors leads to its question, in another step of the form too.
  const keyed = (key) => document.querySelector(`.st-key-${CSS.escape(key)}`);
  const arrive = (key, tries = 300) => {
    const field = keyed(key)?.querySelector("input, textarea, button, summary, a");
    if (!field && tries) {
      setTimeout(arrive, 100, key, tries - 1); // it is drawn piece by piece
      return;
    }
    leading = false;
    keyed(key)?.scrollIntoView({ behavior: "smooth", block: "center" });
    field?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-portal-goto]");
    if (!link) return;
    event.preventDefault();
    const { portalGoto: key, portalStep: step } = link.dataset;
    if (!keyed(key) && step) {
      leading = true;
      keyed(step)?.querySelector("button")?.click();
    }
    arrive(key);
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
