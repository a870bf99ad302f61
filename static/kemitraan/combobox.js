// A long <select data-combobox="placeholder"> becomes a field to type a part of a name in, by the ARIA pattern "combobox with
// list": arrows, Enter, Escape, and the number of hits said aloud. The select stays what is sent; without JavaScript it is
// what one sees. Everything is on the page already: no line is needed to search.
(() => {
  const MOST = 30;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, " ").trim();

  for (const select of document.querySelectorAll("select[data-combobox]")) enhance(select);

  function enhance(select) {
    const rows = [...select.options].filter((option) => option.value)
      .map((option) => ({ value: option.value, label: option.label, text: plain(option.label) }));
    const input = document.createElement("input");
    const list = document.createElement("ul");
    const said = document.createElement("p");
    const id = select.id;
    let shown = [], active = -1;

    select.id = `${id}_list`;
    Object.assign(input, { id, type: "text", autocomplete: "off", placeholder: select.dataset.combobox });
    Object.assign(list, { id: `${id}_options`, className: "combobox-list", hidden: true });
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.placeholder);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const name of ["aria-describedby", "aria-invalid", "required"]) {
      if (select.hasAttribute(name)) attributes[name] = select.getAttribute(name);
    }
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    const box = document.createElement("div");
    box.className = "combobox";
    select.before(box);
    box.append(input, list, said, select);
    select.hidden = true;
    show();

    function show() {
      input.value = select.value ? select.selectedOptions[0].label : "";
    }

    function find() {
      const words = plain(input.value).split(" ").filter(Boolean);
      shown = words.length ? rows.filter((row) => words.every((word) => row.text.includes(word))) : [];
      shown.sort((a, b) => b.text.startsWith(words[0]) - a.text.startsWith(words[0]));
      const count = shown.length;
      shown = shown.slice(0, MOST);
      list.replaceChildren(...shown.map((row, index) => {
        const item = document.createElement("li");
        Object.assign(item, { id: `${id}_option_${index}`, textContent: row.label });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        // Before the field loses the focus: a tap on the list must not close it.
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => choose(row));
        return item;
      }));
      said.textContent = words.length ? (count ? `${count} ${select.dataset.found}` : select.dataset.none) : "";
      open(count > 0);
      // On a phone the keyboard covers half of the screen: the list must have room under the field.
      const floor = window.visualViewport?.height ?? window.innerHeight;
      if (count && list.getBoundingClientRect().bottom > floor) box.scrollIntoView({ block: "start" });
    }

    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      mark(-1);
    }

    function mark(index) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = index;
      const item = list.children[active];
      item?.setAttribute("aria-selected", "true");
      item?.scrollIntoView({ block: "nearest" });
      if (item) input.setAttribute("aria-activedescendant", item.id);
      else input.removeAttribute("aria-activedescendant");
    }

    function choose(row) {
      const before = select.value;
      select.value = row ? row.value : "";
      if (row) show();
      open(false);
      if (select.value !== before) select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    input.addEventListener("input", (event) => {
      event.stopPropagation(); // what is half-typed here is no value of the form
      if (select.value) choose(null);
      find();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) find();
        if (!shown.length) return;
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((active + step + shown.length) % shown.length);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        choose(shown[active < 0 ? 0 : active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        open(false);
      }
    });
    input.addEventListener("blur", () => {
      if (!select.value && shown.length === 1 && input.value) choose(shown[0]);
      open(false);
    });
    select.addEventListener("change", () => { if (select.value) show(); });
  }
})();
