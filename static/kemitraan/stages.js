// Nothing typed is ever lost. A form with data-stage keeps what is typed: at once in this browser, a moment later on the
// server (data-save), and when the signal is gone, as soon as it is back. The browser keeps only what the server has not
// confirmed. Passwords and numbers of persons (data-private) and files are never kept.
//
// To the server:  {row, draft, base, fields: {name: {value, age}}}, age in milliseconds since it was typed.
// Its answer:     {draft, revision, newer: {name: value}, replaced: [name], labels: {name: label}}; see umkm/views/autosave.py.
(() => {
  const PREFIX = "kemitraan:", PAUSE = 700, AGAIN = 15_000, OLDEST = 90 * 24 * 3600_000;

  const store = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
    },
    write(key, value) {
      try {
        if (value) localStorage.setItem(PREFIX + key, JSON.stringify(value));
        else localStorage.removeItem(PREFIX + key);
      } catch { /* the browser keeps nothing: then the server alone does */ }
    },
  };

  const forget = document.querySelector("[data-forget]");
  if (forget) store.write(forget.dataset.forget, null);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (!button) return;
    const field = document.getElementById(button.dataset.pick);
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });

  for (const form of document.querySelectorAll("form[data-stage]")) keep(form);

  function keep(form) {
    const key = form.dataset.stage, address = form.dataset.save, line = form.querySelector("[data-save-state]");
    let draft = Number(form.dataset.draft) || null, base = Number(form.dataset.base) || 0;
    let pending = {}; // {name: {value, at}}: typed, and not confirmed by the server
    let timer = 0, sending = null, passing = false, mustLook = false;

    const controls = (name) => [...form.elements].filter((field) => field.name === name && isKept(field));
    const isKept = (field) =>
      field.name && field.type !== "hidden" && field.type !== "file" && field.type !== "password" &&
      field.tagName !== "BUTTON" && !("private" in field.dataset);

    function valueOf(name) {
      const fields = controls(name), first = fields[0];
      if (fields.length > 1 && first.type === "checkbox") return fields.filter((f) => f.checked).map((f) => f.value);
      if (first.type === "checkbox") return first.closest("fieldset.field") ? (first.checked ? [first.value] : []) : (first.checked ? "on" : "");
      if (first.type === "radio") return fields.find((f) => f.checked)?.value ?? "";
      if (first.multiple) return [...first.selectedOptions].map((option) => option.value);
      return first.value;
    }

    function fill(name, value) {
      const fields = controls(name), first = fields[0];
      if (!first || same(valueOf(name), value)) return false;
      if (Array.isArray(value)) {
        for (const field of fields) {
          if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
          else field.checked = value.includes(field.value);
        }
      } else if (first.type === "checkbox") first.checked = Boolean(value);
      else if (first.type === "radio") for (const field of fields) field.checked = field.value === value;
      else first.value = value;
      passing = true;
      first.dispatchEvent(new Event("change", { bubbles: true }));
      passing = false;
      return true;
    }

    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const isEmpty = (object) => Object.keys(object).length === 0;

    function say(state, more = "", link = "") {
      if (!line) return;
      line.hidden = false;
      line.dataset.state = state;
      line.textContent = [line.dataset[state], more].filter(Boolean).join(" ");
      if (!link) return;
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = line.dataset.enter;
      line.append(" ", anchor);
    }

    function write() {
      store.write(key, isEmpty(pending) ? null : { fields: pending, draft, base });
    }

    // ── Typing ────────────────────────────────────────────────────────────────────────────────────────────────────

    function typed(event) {
      const field = event.target;
      if (passing || !isKept(field)) return;
      pending[field.name] = { value: valueOf(field.name), at: Date.now() };
      write();
      if (!address) return say("here");
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
    }
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);

    // ── Sending ───────────────────────────────────────────────────────────────────────────────────────────────────

    // True when the server has all of it.
    function send() {
      clearTimeout(timer);
      sending ??= exchange().finally(() => { sending = null; });
      return sending;
    }

    async function exchange() {
      if (!address || isEmpty(pending)) return true;
      const going = { ...pending }, now = Date.now(), fields = {};
      for (const [name, { value, at }] of Object.entries(going)) fields[name] = { value, age: Math.max(0, now - at) };
      say("saving");
      let response, answer;
      try {
        response = await fetch(address, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
          body: JSON.stringify({ row: form.dataset.row, draft, base, fields }),
          signal: AbortSignal.timeout?.(AGAIN),
        });
        answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      } catch {
        timer = setTimeout(send, AGAIN);
        say("offline");
        return false;
      }
      if (response.status === 401) return say("signedOut", "", form.dataset.signIn), false;
      if (!response.ok) {
        if (response.status >= 500) timer = setTimeout(send, AGAIN);
        return say("refused", answer.message), false;
      }
      for (const [name, entry] of Object.entries(going)) if (pending[name]?.at === entry.at) delete pending[name];
      draft = answer.draft;
      base = answer.revision;
      form.elements.draft.value = draft;
      write();
      take(answer);
      return isEmpty(pending) || exchange();
    }

    function take(answer) {
      const told = [];
      for (const [name, value] of Object.entries(answer.newer)) {
        if (name in pending) continue;
        if (fill(name, value)) told.push(`${answer.labels[name]}: ${line.dataset.newer}.`);
      }
      for (const name of answer.replaced) told.push(`${answer.labels[name]}: ${line.dataset.replaced}.`);
      if (told.length) mustLook = true;
      say("saved", told.join(" "));
    }

    const token = () =>
      document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

    // First what is on the phone goes to the server; only then the form itself, which cannot wait for a signal.
    form.addEventListener("submit", async (event) => {
      if (form.dataset.ready) return void delete form.dataset.ready;
      if (!address) {
        if (navigator.onLine) return;
        event.preventDefault();
        return say("wait");
      }
      event.preventDefault();
      const { submitter } = event;
      if (!(await send())) return void (line.dataset.state === "offline" && say("wait"));
      if (!navigator.onLine) return say("wait");
      if (mustLook) {
        mustLook = false;
        return say("check", line.textContent.replace(line.dataset.saved, "").trim());
      }
      form.elements.csrfmiddlewaretoken.value = token(); // signing in again in another tab has changed it
      // Not before this event is over: until then the form would not listen.
      setTimeout(() => {
        form.dataset.ready = "yes";
        form.requestSubmit(submitter);
      });
    });

    window.addEventListener("online", () => address && send());
    document.addEventListener("visibilitychange", () => document.hidden && address && send());

    // ── What was left here ────────────────────────────────────────────────────────────────────────────────────────

    const left = store.read(key);
    if (!left) return;
    if ("bound" in form.dataset) return store.write(key, null); // the server has just shown all of it
    let restored = 0;
    for (const [name, entry] of Object.entries(left.fields)) {
      if (!controls(name).length || Date.now() - entry.at > OLDEST) continue;
      pending[name] = entry;
      if (fill(name, entry.value)) restored += 1;
    }
    draft = draft ?? left.draft;
    base = left.base;
    write();
    if (restored) say("restored");
    if (address) send();
  }
})();
