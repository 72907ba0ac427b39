// The page of an inspection: every field goes into the draft; phone-form.js keeps it and hands it in.

draft.values = {};

function sent() {
  const body = new FormData(form);
  body.append("id", draft.id);
  draft.photos.forEach((photo, number) => body.append("photos", photo, `${number}.jpg`));
  return body;
}

function restore() {
  for (const [name, value] of Object.entries(draft.values)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

function start() {
  if (form.elements.problem.value) one("[data-problem]").open = true;
}

form.addEventListener("input", (event) => {
  if (!event.target.name) return;
  draft.values[event.target.name] = event.target.value;
  keep();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  complain([]);
  handIn();
});

begin({ sent, restore, start });
