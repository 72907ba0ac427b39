// The visit page: what changed, said at once; phone-form.js keeps it and hands it in.

const HEAD = ["purpose", "way", "visited_on", "difficulties", "finding", "finding_reason",
  "second_name", "refusal"];

// `values` holds what differs from `seen`, the value known when the person first touched it.
Object.assign(draft, { head: {}, answers: {}, values: {}, seen: {}, chosen: {}, signatures: {} });

const sectionOf = (code) => one(`[data-section="${code}"]`);
const inputs = (key) => every(`[name="${key}"]`, form);

// Values of fields, as texts or lists of texts.

function valueOf(key) {
  const fields = inputs(key);
  if (fields[0]?.type === "checkbox") {
    return fields.filter((each) => each.checked).map((each) => each.value);
  }
  const value = fields[0]?.value ?? "";
  return value === "unknown" ? "" : value;
}

function show(key, value) {
  for (const field of inputs(key)) {
    if (field.type === "checkbox") field.checked = value.includes(field.value);
    else field.value = value === "" && one('option[value="unknown"]', field) ? "unknown" : value;
  }
}

const same = (left, right) => String(left) === String(right);

function current(key) {
  return key in draft.values ? draft.values[key] : (data.values[key] ?? "");
}

// What the rules and the calculator read: what is known, with what was typed over it.

function household() {
  return Object.fromEntries(Object.keys(data.facts).map((key) => [key, current(key)]));
}

function members() {
  return data.members.map((member) => Object.fromEntries(Object.entries(member).map(
    ([column, known]) => {
      const key = `member.${member.id}.${column}`;
      return [column, key in data.values ? current(key) : known];
    },
  ))).filter((member) => member.status === "active");
}

function judge() {
  const statement = household();
  const people = Number(statement["statement.people"]) || data.members.length;
  const result = calculated(statement, people, data.line);
  for (const line of every("[data-calculated]")) {
    const amount = result[line.dataset.calculated];
    line.textContent = amount === null ? "—" : shown(amount);
  }
  const distance = result.distance;
  one("[data-distance]").textContent = distance === null ? data.texts.unknown
    : filled(distance < 0n ? data.texts.below : data.texts.above,
      { amount: shown(distance < 0n ? -distance : distance) });
  warn(contradictions(data.rules, statement, members()));
}

function warn(found) {
  for (const list of every("[data-warnings]")) {
    const code = list.closest("[data-section]").dataset.section;
    list.replaceChildren(...found.filter(({ rule }) => rule.section === code).map((each) => {
      const line = document.createElement("li");
      line.textContent = each.sentence + earlier(each);
      return line;
    }));
  }
}

// "registered before: …" for the values of the rule that this visit changed.
function earlier({ rule, member }) {
  const keys = [
    ...rule.household.map(([key]) => key),
    ...rule.member.map(([column]) => `member.${member?.id}.${column}`),
  ].filter((key) => key in draft.values);
  const values = [...new Set(keys)].map((key) => `${data.labels[key]} ${said(key, draft.seen[key])}`);
  return values.length ? ` (${filled(data.texts.earlier, { values: values.join("、") })})` : "";
}

function said(key, value) {
  if (Array.isArray(value)) return value.join("、") || "—";
  const option = every("option", inputs(key)[0]).find((each) => each.value === value);
  return option?.textContent ?? (value === "" ? "—" : value);
}

// Beside a changed field stands what was registered before.
function mark(key) {
  const field = inputs(key)[0]?.closest(".field");
  if (!field) return;
  one(".earlier", field)?.remove();
  if (!(key in draft.values)) return;
  const line = document.createElement("p");
  line.className = "field-help earlier";
  line.textContent = filled(data.texts.earlier, { values: said(key, draft.seen[key]) });
  field.append(line);
}

// Sections.

function answer(code, how) {
  const section = sectionOf(code);
  if (how) draft.answers[code] = how;
  else delete draft.answers[code];
  section.toggleAttribute("data-answered", Boolean(how));
  const state = one("[data-state]", section);
  state.hidden = !how;
  state.textContent = how ? data.texts[how] : "";
  for (const button of every("[data-answer]", section)) {
    const on = button.dataset.answer === how;
    button.setAttribute("aria-pressed", on);
    if (button.dataset.answer === "changed") button.setAttribute("aria-expanded", on);
  }
  one("[data-fields]", section).hidden = how !== "changed";
  section.classList.toggle("visit-open", how === "changed");
}

// "Unchanged" after all takes back what was typed there.
function takeBack(code) {
  for (const field of every("[name]", one("[data-fields]", sectionOf(code)))) {
    const key = field.name;
    if (HEAD.includes(key)) { field.value = ""; draft.head[key] = ""; }
    if (key in draft.values) {
      show(key, data.values[key]);
      delete draft.values[key];
      delete draft.seen[key];
      mark(key);
    }
  }
}

// Two sources tell different values: the choice of the visitor, by question; a second tap takes it back.
function choose(id, choice) {
  if (choice) draft.chosen[id] = choice;
  else delete draft.chosen[id];
  for (const button of every(`[data-question="${id}"] [data-choice]`)) {
    button.setAttribute("aria-pressed", button.dataset.choice === choice);
  }
}

// What the purpose asks: the yearly round is short, a check needs more.
function shape() {
  const purpose = valueOf("purpose");
  one("[data-check]").hidden = purpose !== "check";
  for (const section of every("[data-long]")) section.hidden = purpose === "round";
}

function silent() {
  return every("[data-section]").filter(
    (section) => !section.hidden && !(section.dataset.section in draft.answers));
}

// Handing in.

function sent() {
  const body = new FormData();
  const purpose = valueOf("purpose");
  const answers = Object.fromEntries(Object.entries(draft.answers)
    .filter(([code]) => !sectionOf(code).hidden));
  body.append("id", draft.id);
  for (const name of HEAD) body.append(name, valueOf(name));
  if (purpose !== "check") ["finding", "finding_reason", "second_name"].forEach((n) => body.set(n, ""));
  body.append("answers", JSON.stringify(answers));
  body.append("values", JSON.stringify(draft.values));
  body.append("seen", JSON.stringify(draft.seen));
  const chosen = Object.entries(draft.chosen)
    .filter(([id]) => !one(`[data-question="${id}"]`).closest("[data-section]").hidden);
  body.append("chosen", JSON.stringify(Object.fromEntries(chosen)));
  for (const [name, drawn] of Object.entries(draft.signatures)) {
    const asked = name === "householder_signature" || purpose === "check";
    if (drawn && asked) body.append(name, blobOf(drawn), "signature.png");
  }
  draft.photos.forEach((photo, number) => body.append("photos", photo, `${number}.jpg`));
  return body;
}

// Both values, and a person chooses.
function ask(currents) {
  one("[data-conflicts]").replaceChildren(...Object.entries(currents).map(([key, theirs]) => {
    const box = document.createElement("fieldset");
    box.className = "panel";
    const legend = document.createElement("legend");
    legend.className = "form-label";
    legend.textContent = data.labels[key];
    box.append(legend, option(key, theirs, "theirs", theirs), option(key, theirs, "mine", draft.values[key]));
    return box;
  }));
  one("[data-conflicts]").scrollIntoView({ block: "center" });
}

function option(key, theirs, whose, value) {
  const label = document.createElement("label");
  label.className = "choice";
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = `choose-${key}`;
  radio.value = whose;
  radio.addEventListener("change", () => {
    draft.seen[key] = theirs;
    draft.values[key] = value;
    show(key, value);
    mark(key);
    judge();
    keep();
  });
  label.append(radio, ` ${filled(data.texts[whose], { value: said(key, value) })}`);
  return label;
}

// Beginning: what was kept, else what the page says.

const draw = Object.fromEntries(every("[data-signature]").map((field) => [
  field.dataset.signature,
  signing(field, (drawn) => { draft.signatures[field.dataset.signature] = drawn; keep(); }),
]));

function restore() {
  // Of somebody who left since, nothing is asked any more.
  for (const key of Object.keys(draft.values)) if (!(key in data.values)) {
    delete draft.values[key];
    delete draft.seen[key];
  }
  // A question that somebody answered since, or that shows another value now, is asked anew.
  for (const [id, choice] of Object.entries(draft.chosen)) {
    choose(id, data.questions.includes(id) ? choice : "");
  }
  for (const [name, value] of Object.entries(draft.head)) show(name, value);
  for (const [key, value] of Object.entries(draft.values)) {
    show(key, value);
    mark(key);
  }
  for (const [code, how] of Object.entries(draft.answers)) answer(code, how);
  for (const [name, drawn] of Object.entries(draft.signatures)) if (drawn) draw[name](drawn);
}

function start() {
  shape();
  judge();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choice]");
  if (!button) return;
  const { question } = button.closest("[data-question]").dataset;
  const { choice } = button.dataset;
  choose(question, draft.chosen[question] === choice ? "" : choice);
  keep();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-answer]");
  if (!button) return;
  const { section } = button.closest("[data-section]").dataset;
  if (button.dataset.answer === "unchanged") takeBack(section);
  answer(section, button.dataset.answer);
  judge();
  keep();
});

form.addEventListener("input", (event) => {
  const key = event.target.name;
  if (HEAD.includes(key)) draft.head[key] = valueOf(key);
  else if (key in data.values) {
    if (!(key in draft.seen)) draft.seen[key] = data.values[key];
    draft.values[key] = valueOf(key);
    if (same(draft.values[key], draft.seen[key])) {
      delete draft.values[key];
      delete draft.seen[key];
    }
    mark(key);
    judge();
  } else return;
  if (key === "purpose") shape();
  keep();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const unsaid = silent().map((section) => one("[role=heading]", section).textContent);
  complain(unsaid.length ? [filled(data.texts.missing, { sections: unsaid.join("、") })] : []);
  if (!unsaid.length) handIn();
});

begin({ sent, restore, start, conflict: ask });
