// What pages do beyond forms and links. Every page works without it.

// htmx sends the token Django asks for.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  event.detail.headers["X-CSRFToken"] = token;
});

// A form sent twice would do its act twice: the button rests until the answer comes.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.matches("[hx-post], [hx-get], [data-repeatable]")) return;
  requestAnimationFrame(() => button.setAttribute("aria-disabled", "true"));
});
document.addEventListener("click", (event) => {
  if (event.target.closest('button[aria-disabled="true"]')) event.preventDefault();
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
  }
});

// A select or box that filters sends its form at once.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-send-on-change]")) event.target.form.requestSubmit();
});

// Whole words before what is hard to take back: <form data-confirm="将清除 14 户的预警">.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Lists by keyboard: j and k move, Enter opens, / searches.
function rows() {
  return [...document.querySelectorAll("[data-rows] a[data-row]")].filter((row) => row.offsetParent);
}

function move(step) {
  const all = rows();
  const next = all[all.indexOf(document.activeElement) + step] ?? (step > 0 ? all[0] : all.at(-1));
  next?.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => document.querySelector("[data-search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const act = KEYS[event.key];
  if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});
