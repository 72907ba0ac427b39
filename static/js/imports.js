// Dropping workbooks on the upload form, the names of those chosen, and how much is sent.

function files(zone) {
  return zone.querySelector('input[type="file"]');
}

function megabytes(size) {
  return `${(size / 1024 / 1024).toFixed(size < 1048576 ? 2 : 1)} MB`;
}

document.addEventListener("change", (event) => {
  const zone = event.target.closest("[data-drop]");
  if (!zone) return;
  const lines = [...files(zone).files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} · ${megabytes(file.size)}`;
    return line;
  });
  zone.querySelector("[data-chosen]").replaceChildren(...lines);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("drop-here", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) {
      files(zone).files = event.dataTransfer.files;
      files(zone).dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

document.addEventListener("htmx:xhr:progress", (event) => {
  const line = event.target.querySelector?.("[data-upload-progress]");
  if (!line || !event.detail.lengthComputable) return;
  line.hidden = false;
  line.querySelector("progress").value = (100 * event.detail.loaded) / event.detail.total;
});
