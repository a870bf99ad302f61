// A photo of a phone is 3 to 8 MB, and a slow line takes minutes for it. Pictures chosen in <input type=file data-shrink> are
// drawn anew here, at most 1600 pixels long and about 200 kB; what is no picture (a PDF) goes as it is. Where the browser
// cannot do it, the file is sent as it is and the server does the same.
(() => {
  const LONGEST = 1600, ENOUGH = 220_000, QUALITIES = [0.8, 0.65, 0.5];

  for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
    input.addEventListener("change", async () => {
      if (!input.files.length || !window.DataTransfer || !window.createImageBitmap) return;
      const submit = input.form.querySelector("button:not([type=button])");
      submit.disabled = true;
      try {
        const kept = new DataTransfer();
        for (const file of input.files) kept.items.add(await shrunk(file));
        input.files = kept.files;
        tell(input, [...input.files]);
      } finally {
        submit.disabled = false;
      }
    });
  }

  async function shrunk(file) {
    if (!file.type.startsWith("image/")) return file;
    let picture;
    try {
      picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return file; // the server says what is wrong with it
    }
    const canvas = document.createElement("canvas");
    let best = file;
    for (let longest = LONGEST; longest >= 800; longest *= 0.75) {
      const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
        if (!blob) return file;
        if (blob.size < best.size) best = blob;
        if (blob.size <= ENOUGH) return named(best, file);
      }
    }
    return named(best, file);
  }

  const named = (blob, file) =>
    blob === file ? file : new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });

  function tell(input, files) {
    const note = input.parentElement.querySelector("[data-sizes]") ?? document.createElement("p");
    note.dataset.sizes = "";
    note.className = "hint";
    note.setAttribute("role", "status");
    note.textContent = files.map((file) => `${file.name}: ${Math.round(file.size / 1000)} kB`).join(", ");
    input.after(note);
  }
})();
