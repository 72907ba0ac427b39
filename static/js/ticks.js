// A village's households: how many are ticked, and only those whose name is searched.
const list = document.querySelector("[data-ticks]");
const count = document.querySelector("[data-ticked]");
const search = document.querySelector("[data-ticks-search]");

list.addEventListener("change", () => {
  count.textContent = list.querySelectorAll(":checked").length;
});

search.hidden = false;
search.addEventListener("input", () => {
  const name = search.value.trim();
  for (const row of list.children) row.hidden = !row.textContent.includes(name);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
