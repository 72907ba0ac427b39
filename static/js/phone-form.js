// A form filled on a phone: kept at once there and soon on the server, handed in once, as soon as there is a
// connection. The page's own script begins it and says what is special to it: `sent()` what is handed in,
// `restore()` how a draft is shown, `start()` what follows that, `conflict(current)` what others changed meanwhile.

const form = document.querySelector("form[data-phone]");
const data = JSON.parse(document.getElementById("phone-data").textContent);
const KEY = data.key;
const AUTOSAVE = 2000;
const RETRY = 15000;

const draft = { id: data.id, photos: [], at: 0, queued: false };
let own;
let sending = false;
let timer;

const one = (selector, root = document) => root.querySelector(selector);
const every = (selector, root = document) => [...root.querySelectorAll(selector)];

// Keeping: at once on the phone, soon on the server.

function keep() {
  draft.at = Date.now();
  localDraft.write(KEY, draft);
  note(data.texts.keptHere);
  clearTimeout(timer);
  timer = setTimeout(keepOnServer, AUTOSAVE);
}

function note(text) {
  one("[data-kept]").textContent = text.replace("{time}", new Date().toLocaleTimeString());
}

const token = () => one("[name=csrfmiddlewaretoken]", form).value;

async function keepOnServer() {
  const { photos, ...rest } = draft;
  try {
    const answered = await fetch(data.draftUrl, {
      method: "POST", headers: { "X-CSRFToken": token() }, body: JSON.stringify(rest),
    });
    const latest = rest.at === draft.at;  // nothing was typed while it was on its way
    if (answered.ok && !answered.redirected && latest) note(data.texts.kept);
  } catch {
    offline(true);
  }
}

function offline(lost) {
  const notice = one("[data-offline]");
  notice.hidden = !lost;
  one("span", notice).textContent = draft.queued ? data.texts.waiting : data.texts.offline;
}

// Handing in.

async function handIn() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  note(data.texts.sending);
  try {
    const answered = await fetch(location.href, {
      method: "POST", headers: { "X-CSRFToken": token() }, body: own.sent(),
    });
    await settle(answered);
  } catch {
    draft.queued = true;
    await localDraft.write(KEY, draft).catch(() => undefined);
    offline(true);
  } finally {
    sending = false;
  }
}

async function settle(answered) {
  draft.queued = false;
  const json = answered.headers.get("Content-Type")?.includes("json") && !answered.redirected;
  if (!json) {
    const out = answered.redirected || answered.status === 403;
    draft.queued = out;
    await localDraft.write(KEY, draft);
    return complain([out ? data.texts.signedOut : data.texts.failed]);
  }
  const told = await answered.json();
  if (answered.ok) {
    await localDraft.remove(KEY);
    location.assign(told.url);
    return undefined;
  }
  await localDraft.write(KEY, draft);
  complain(told.errors);
  return told.current ? own.conflict(told.current) : undefined;
}

function complain(sentences) {
  const notice = one("[data-errors]");
  notice.hidden = !sentences.length;
  one("ul", notice).replaceChildren(...sentences.map((sentence) => {
    const line = document.createElement("li");
    line.textContent = sentence;
    return line;
  }));
  if (sentences.length) notice.scrollIntoView({ block: "center" });
}

// Photos.

function thumbs() {
  one("[data-thumbs]").replaceChildren(...draft.photos.map((photo, number) => {
    const line = document.createElement("li");
    const image = new Image();
    image.src = URL.createObjectURL(photo);
    image.alt = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = data.texts.remove;
    button.addEventListener("click", () => {
      draft.photos.splice(number, 1);
      thumbs();
      keep();
    });
    line.append(image, button);
    return line;
  }));
}

one("[data-photos]").addEventListener("change", async (event) => {
  draft.photos.push(...await Promise.all([...event.target.files].map(smaller)));
  event.target.value = "";
  thumbs();
  keep();
});

// Beginning: the newer of the two drafts, else what the page says.

async function begin(special) {
  own = special;
  const here = await localDraft.read(KEY).catch(() => undefined);
  const kept = [here, data.draft].filter(Boolean).sort((a, b) => b.at - a.at)[0];
  if (kept) {
    Object.assign(draft, kept, { photos: here?.id === kept.id ? here.photos : [] });
    own.restore();
    thumbs();
  }
  own.start();
  offline(!navigator.onLine);
  form.dataset.ready = "";
  if (draft.queued) handIn();
}

addEventListener("online", () => { offline(false); if (draft.queued) handIn(); });
addEventListener("offline", () => offline(true));
setInterval(() => { if (draft.queued && navigator.onLine) handIn(); }, RETRY);
