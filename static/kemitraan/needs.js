// The page that a need is written on. Without this script every button here sends the form and it comes back filled in.
(() => {
  const form = document.querySelector("form[data-need]");
  if (!form) return;

  // A hint is taken in place. What was chosen by hand stays: such a field is offered nothing.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    event.preventDefault();
    const { take: name, value } = button.dataset;
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "checkbox") field.checked ||= field.value === value;
      else if (!field.value) field.value = value;
      else continue;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      const fold = field.closest("details.fold");
      if (fold) fold.open = true; // what was filled in is not hidden
    }
    const row = button.closest("li"), list = row.parentElement;
    const rest = [...list.querySelectorAll(`[data-take="${name}"]`)];
    for (const other of name === "clusters" ? [button] : rest) other.closest("li").remove();
    (list.querySelector("button") ?? form.querySelector("#id_volume_month")).focus();
  });

  // Months are named from the day of the first delivery, also while that changes.
  const plan = form.querySelector("[data-plan]"), first = form.querySelector("#id_first_delivery");
  const names = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", year: "numeric" });
  first?.addEventListener("change", () => {
    const day = first.valueAsDate;
    if (!day) return;
    plan.querySelectorAll("[data-month]").forEach((label, step) => {
      label.textContent = names.format(new Date(day.getUTCFullYear(), day.getUTCMonth() + step, 1));
    });
  });

  // Empty months get the number above them, as the server does it.
  plan?.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    const lasts = Number(form.elements.months.value);
    let above = form.elements.volume_month.value.trim();
    [...plan.querySelectorAll("input")].slice(0, lasts >= 6 && lasts <= 12 ? lasts : 12).forEach((month) => {
      above = month.value.trim() || above;
      month.value = above;
    });
  });
})();
