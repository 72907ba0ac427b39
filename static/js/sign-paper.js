// A signature drawn on the screen goes the way of an attached paper: into the same file field.
for (const field of document.querySelectorAll("[data-signature]")) {
  const paper = document.getElementById(`id_${field.dataset.signature}`);
  signing(field, (drawn) => {
    const files = new DataTransfer();
    if (drawn) files.items.add(new File([blobOf(drawn)], "signed.png", { type: "image/png" }));
    paper.files = files.files;
  });
}
