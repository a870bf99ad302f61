// Choosing suppliers to compare over several pages of a list: what is ticked is remembered in this tab, and the bar with the
// button follows the screen. Without JavaScript the boxes of one page are sent by the form itself.
{
  const KEY = "kemitraan-compare";
  const read = () => { try { return JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch { return {}; } };
  const write = (chosen) => { try { sessionStorage.setItem(KEY, JSON.stringify(chosen)); } catch { /* a browser that keeps nothing */ } };

  function show() {
    const bar = document.getElementById("banding");
    if (!bar) return;
    const chosen = read(), keys = Object.keys(chosen), most = Number(bar.dataset.most);
    const boxes = [...document.querySelectorAll('input[type=checkbox][form="banding"]')];
    for (const box of boxes) {
      box.checked = box.value in chosen;
      box.disabled = !box.checked && keys.length >= most;
    }
    for (const old of bar.querySelectorAll("input[name=umkm]")) old.remove();
    const here = new Set(boxes.map((box) => box.value));
    for (const key of keys.filter((key) => !here.has(key))) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "umkm", value: key });
      bar.append(input);
    }
    bar.classList.toggle("is-on", keys.length > 0);
    bar.querySelector("button:not([type=button])").disabled = keys.length === 1;
    bar.querySelector("[data-empty]").hidden = keys.length === 0;
    const said = bar.querySelector("[data-count]");
    said.dataset.said ??= said.textContent;
    const text = keys.length ? Object.values(chosen).join(" · ") : said.dataset.said;
    if (said.textContent !== text) said.textContent = text;
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches?.('input[type=checkbox][form="banding"]')) return;
    const chosen = read();
    if (box.checked) chosen[box.value] = box.dataset.name; else delete chosen[box.value];
    write(chosen);
    show();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#banding [data-empty]")) return;
    write({});
    show();
  });
  document.addEventListener("htmx:afterSettle", show);
  window.addEventListener("pageshow", show);
}
