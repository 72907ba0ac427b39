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
// The answer may be a file, and the page stays: what says something else is sent again.
document.addEventListener("change", (event) => {
  const resting = event.target.form?.querySelectorAll("button[aria-disabled]") ?? [];
  for (const button of resting) button.removeAttribute("aria-disabled");
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

// An answer that is still on its way knows nothing of what is typed now, and would write over it.
document.addEventListener("input", (event) => {
  const asking = event.target.closest("[data-latest]");
  if (asking) htmx.trigger(asking, "htmx:abort");
});

// Whole words before what is hard to take back: <form data-confirm="将清除 14 户的预警">.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Lists by keyboard: j and k move, Enter opens, o opens beside the list, / searches.
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
  o: () => rows().includes(document.activeElement) && peek(document.activeElement),
  Escape: () => closePanel(),
  "/": () => document.querySelector("[data-search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const act = KEYS[event.key];
  if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});

// Beside the list: on a wide screen a click on a row, not on its link, shows the row's page at the
// side, so that the list stays.
const wide = matchMedia("(min-width: 80rem)");

async function peek(row) {
  if (!wide.matches) return;
  const answer = await fetch(row.href);
  if (!answer.ok) return location.assign(row.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  closePanel();
  const panel = document.getElementById("side-panel").content.cloneNode(true).firstElementChild;
  panel.querySelector("a").href = row.href;
  panel.append(...page.getElementById("main").children);
  // What is relative is relative to the row's page.
  for (const link of panel.querySelectorAll("a[href]")) {
    link.href = new URL(link.getAttribute("href"), row.href);
  }
  for (const form of panel.querySelectorAll("form")) {
    form.action = new URL(form.getAttribute("action") ?? "", row.href);
  }
  document.body.append(panel);
  htmx.process(panel);
  panel.opener = row;
  panel.focus();
}

function closePanel() {
  const panel = document.querySelector(".side-panel");
  panel?.remove();
  panel?.opener.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-panel]")) return closePanel();
  const row = event.target.closest("table[data-rows] tbody tr")?.querySelector("a[data-row]");
  if (row && !event.target.closest("a, button, input, label, select, summary, textarea")) peek(row);
});

// Tick all rows of a page, and print it.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  for (const box of event.target.form.elements) {
    if (box.matches('td input[type="checkbox"]')) box.checked = event.target.checked;
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// <button data-copy="#number">: what stands there is marked, and copied where the browser lets us.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  getSelection().selectAllChildren(source);
  await navigator.clipboard?.writeText(source.textContent);
  if (navigator.clipboard) button.querySelector("span").textContent = button.dataset.copied;
});
