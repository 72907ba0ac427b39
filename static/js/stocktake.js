// Ticks are kept in this browser until the page comes without them: a lost signal loses none.
const kept = document.querySelector("[data-ticks]");
const name = `stocktake-${location.pathname}${location.search}`;
const boxes = [...kept.querySelectorAll("input[name=line]")];

const ticked = new Set(JSON.parse(localStorage.getItem(name) ?? "[]"));
for (const box of boxes) box.checked = ticked.has(box.value);

kept.addEventListener("change", () => {
  const now = boxes.filter((box) => box.checked).map((box) => box.value);
  localStorage.setItem(name, JSON.stringify(now));
});
kept.dispatchEvent(new Event("change"));
