// Files: chosen, dropped or photographed, sent one by one to /uploads/…, and sent again after a cut line.
// The marks are drawn by ui/files.py and may be drawn anew at any moment; what is being sent lives here, not in them.
"use strict";

(() => {
  const AT_ONCE = 2;
  const PAUSES = [1, 2, 4, 8, 15, 30, 60]; // seconds before each further attempt
  const MIB = 1024 * 1024;
  const IMAGES = ["jpg", "jpeg", "png", "tif", "tiff", "bmp", "gif"];
  const TYPES = {
    pdf: "application/pdf", jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", gif: "image/gif",
  };
  const HEIC =
    "это снимок в формате HEIC, а нужен JPG. На iPhone откройте «Настройки», «Камера», «Форматы», выберите " +
    "«Наиболее совместимые» и снимите ещё раз, либо отправьте снимок экрана с этой фотографией.";
  const touch = matchMedia("(pointer: coarse)").matches;
  const shelves = new Map(); // by person and place

  const make = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...inside);
    return made;
  };

  const button = (label, act, cls = "p-upload-act") => {
    const made = make("button", { type: "button", class: cls }, label);
    made.addEventListener("click", act);
    return made;
  };

  const size = (bytes) =>
    bytes < MIB ? `${Math.max(1, Math.round(bytes / 1024))} КБ` : `${(bytes / MIB).toFixed(1).replace(".", ",")} МБ`;

  const extension = (name) => (name.includes(".") ? name.split(".").pop().trim().toLowerCase() : "");

  const encoded = (name) => {
    try {
      return encodeURIComponent(name);
    } catch {
      return encodeURIComponent(name.replace(/[\ud800-\udfff]/g, "_")); // half a letter
    }
  };

  // The button may not be there for a moment: the page is being drawn.
  const press = (key, tries = 100) => {
    const hidden = document.querySelector(`.st-key-${CSS.escape(key)} button`);
    if (hidden) hidden.click();
    else if (tries) setTimeout(press, 100, key, tries - 1);
  };

  // One file on its way.
  class Item {
    constructor(shelf, file) {
      this.shelf = shelf;
      this.file = file;
      this.attempts = 0;
      this.state = "waiting"; // sending, pausing, signed-out, refused, done
      this.bar = make("progress", { max: 100, "aria-label": `Отправка файла ${file.name}` });
      this.word = make("span", { class: "p-upload-word" });
      this.again = button("Повторить", () => this.retry());
      this.away = button("Отменить", () => this.remove());
      this.again.setAttribute("aria-label", `Повторить отправку файла ${file.name}`);
      this.row = make(
        "li", { class: "p-upload-row" },
        make("span", { class: "p-upload-name" }, file.name),
        make("span", { class: "p-muted" }, size(file.size)),
        make("span", { class: "p-upload-acts" }, this.again, this.away), this.bar, this.word,
      );
      this.show("Ждёт своей очереди");
    }

    show(word) {
      this.word.textContent = word;
      this.bar.hidden = !["sending", "waiting", "pausing", "checking"].includes(this.state);
      this.again.hidden = !["pausing", "signed-out", "stopped"].includes(this.state);
      this.away.hidden = this.state === "done";
      this.away.textContent = this.state === "refused" ? "Убрать" : "Отменить";
      this.away.setAttribute("aria-label", `${this.away.textContent} файл ${this.file.name}`);
    }

    become(state, word) {
      this.state = state;
      this.show(word);
      this.shelf.next();
    }

    refuse(sentence) {
      this.become("refused", "");
      this.row.classList.add("p-upload-refused");
      this.row.append(make("p", { class: "p-remark", role: "alert" }, sentence));
    }

    send() {
      this.attempts += 1;
      const request = (this.request = new XMLHttpRequest());
      request.open("PUT", `/uploads/${this.shelf.place.split("/").map(encodeURIComponent).join("/")}`);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-File-Name", encoded(this.file.name));
      request.setRequestHeader("X-File-Owner", this.shelf.whose);
      request.upload.addEventListener("progress", (event) => {
        if (request !== this.request || !event.lengthComputable) return;
        const part = event.total ? Math.floor((event.loaded / event.total) * 100) : 100;
        this.bar.value = part;
        this.show(part < 100 ? `${part} %` : "Проверяем…");
      });
      request.addEventListener("load", () => request === this.request && this.answered(request));
      for (const cut of ["error", "timeout"]) {
        request.addEventListener(cut, () => request === this.request && this.wasCut());
      }
      this.become("sending", "Отправляем…");
      request.send(this.file);
    }

    answered(request) {
      let told = {};
      try {
        told = JSON.parse(request.responseText);
      } catch {
        // whatever stands between us and the portal has answered in its own way
      }
      if (request.status === 201) {
        this.id = told.id;
        this.become("done", told.verdict === "clean" ? "Приложен" : "Приложен, проверяется на вирусы");
        this.shelf.arrived(this);
      } else if (request.status === 401) {
        this.become("signed-out", told.error || "Сеанс завершён. Войдите снова.");
      } else if (told.error && ![408, 503].includes(request.status)) {
        this.refuse(told.error);
      } else {
        this.wasCut(told.error, Number(request.getResponseHeader("Retry-After")));
      }
    }

    async wasCut(word = "Связь прервалась", seconds = 0) {
      const pause = seconds || PAUSES[this.attempts - 1];
      this.request = null;
      if (!pause) {
        this.become("stopped", `${word}. Проверьте связь и нажмите «Повторить».`);
        return;
      }
      this.become("pausing", `${word.replace(/\.$/, "")}. Отправим ещё раз сами.`);
      // A line is cut by the server too, when nobody is logged in any more.
      const answer = await fetch("/auth/session", { credentials: "same-origin" }).catch(() => null);
      if (this.state !== "pausing") return;
      if (answer?.ok && (await answer.json()).remaining === 0) {
        this.become("signed-out", "Сеанс завершён. Войдите снова: файл отправится после входа.");
        return;
      }
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.state === "pausing" && this.become("waiting", "Отправляем…"), pause * 1000);
    }

    retry() {
      clearTimeout(this.timer);
      this.attempts = 0;
      this.become("waiting", "Ждёт своей очереди");
    }

    remove() {
      clearTimeout(this.timer);
      const request = this.request;
      this.request = null;
      request?.abort();
      this.shelf.take(this);
    }
  }

  // Everything that belongs to one question of one draft.
  class Shelf {
    constructor(place, whose) {
      this.place = place;
      this.whose = whose;
      this.items = [];
      this.list = make("ul", { class: "p-upload-list" });
      this.live = make("p", { class: "p-unseen", role: "status" });
      this.zone = make("div", { class: "p-upload-zone" });
      this.panel = make("div", { class: "p-upload-panel" }, this.zone, this.list, this.live);
      for (const kind of ["dragenter", "dragover"]) this.panel.addEventListener(kind, (event) => this.over(event, true));
      for (const kind of ["dragleave", "drop"]) this.panel.addEventListener(kind, (event) => this.over(event, false));
      this.panel.addEventListener("drop", (event) => this.add(event.dataTransfer.files));
    }

    dress(mark) {
      if (this.panel.parentNode === mark) return;
      const { accept, told, limit, label, press: arrived } = mark.dataset;
      Object.assign(this, { accept: accept.split(","), told, limit: Number(limit), label, button: arrived });
      this.furnish();
      mark.replaceChildren(this.panel);
      for (const item of this.items) if (item.state === "signed-out") item.retry();
    }

    furnish() {
      const chooser = (attributes) => {
        const input = make("input", { type: "file", class: "p-unseen", tabindex: "-1", "aria-hidden": "true", ...attributes });
        input.addEventListener("change", () => {
          this.add(input.files);
          input.value = ""; // the same file may be chosen again
        });
        return input;
      };
      const types = [...this.accept.map((name) => `.${name}`), ...new Set(this.accept.map((name) => TYPES[name]))];
      const files = chooser({ accept: types.filter(Boolean).join(","), multiple: true });
      this.choose = button("Выбрать файлы", () => files.click(), "p-upload-choose");
      this.choose.setAttribute("aria-label", `Выбрать файлы: ${this.label}`);
      const acts = make("div", { class: "p-upload-row-of-acts" }, this.choose, files);
      if (touch && this.accept.some((name) => IMAGES.includes(name))) {
        const camera = chooser({ accept: "image/jpeg", capture: "environment", "data-camera": true });
        const shoot = button("Сделать снимок", () => camera.click(), "p-upload-choose");
        shoot.setAttribute("aria-label", `Сделать снимок: ${this.label}`);
        acts.append(shoot, camera);
      }
      if (!touch) acts.append(make("span", { class: "p-upload-drop" }, "или перетащите их сюда"));
      this.zone.replaceChildren(acts, make("p", { class: "p-hint" }, this.told));
    }

    over(event, is) {
      event.preventDefault();
      if (event.type === "dragleave" && this.panel.contains(event.relatedTarget)) return;
      this.panel.classList.toggle("p-upload-over", is);
    }

    add(files) {
      for (const file of files) {
        const item = new Item(this, file);
        this.items.push(item);
        this.list.append(item.row);
        const why = this.objection(file);
        if (why) item.refuse(`Файл «${file.name}» не принят: ${why}`);
      }
      this.next();
    }

    objection(file) {
      const ending = extension(file.name);
      if (["heic", "heif"].includes(ending)) return HEIC;
      if (!this.accept.includes(ending)) return `подходят только ${this.told}.`;
      if (!file.size) return "он пустой. Выберите другой файл.";
      if (file.size > this.limit) {
        return `он больше ${Math.floor(this.limit / MIB)} МБ. Уменьшите его или разделите на части.`;
      }
      return "";
    }

    next() {
      if (sending() >= AT_ONCE) return;
      this.items.find((item) => item.state === "waiting")?.send();
      if (this.items.some((item) => item.state === "waiting") && sending() < AT_ONCE) this.next();
    }

    arrived(item) {
      this.live.textContent = `Файл ${item.file.name} приложен`;
      clearTimeout(this.pressing);
      this.pressing = setTimeout(press, 150, this.button); // several that arrive together are one redraw
      next();
    }

    take(item) {
      const focused = item.row.contains(document.activeElement);
      this.items = this.items.filter((other) => other !== item);
      item.row.remove();
      if (focused) this.choose?.focus();
      next();
    }

    // What the page shows itself need not be shown here as well.
    tidy() {
      for (const item of this.items) {
        if (item.state === "done" && document.querySelector(`[data-portal-file="${CSS.escape(item.id)}"]`)) this.take(item);
      }
    }
  }

  const every = () => [...shelves.values()].flatMap((shelf) => shelf.items);
  const sending = () => every().filter((item) => item.state === "sending").length;
  const next = () => shelves.forEach((shelf) => shelf.next());

  const scan = () => {
    for (const mark of document.querySelectorAll("[data-portal-upload]")) {
      const { portalUpload: place, whose } = mark.dataset;
      const key = `${whose} ${place}`; // whoever logs in after somebody else begins with nothing
      if (!shelves.has(key)) shelves.set(key, new Shelf(place, whose));
      shelves.get(key).dress(mark);
    }
    shelves.forEach((shelf) => shelf.tidy());
  };
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });
  scan();

  addEventListener("online", () => {
    for (const item of every()) if (["pausing", "stopped"].includes(item.state)) item.retry();
  });
  // A file dropped beside the place for it would take the page away.
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }
  addEventListener("beforeunload", (event) => {
    if (every().some((item) => ["sending", "waiting", "pausing"].includes(item.state))) event.preventDefault();
  });
})();
