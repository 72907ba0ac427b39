// Where the device stands, into the latitude and longitude of the same form.

for (const asking of document.querySelectorAll("[data-here]")) {
  if (!navigator.geolocation) continue;
  asking.hidden = false;
  const told = asking.querySelector("[role=status]");
  const form = asking.closest("form");
  asking.querySelector("button").addEventListener("click", () => {
    told.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(6);
        form.elements.longitude.value = coords.longitude.toFixed(6);
        told.textContent = `± ${Math.round(coords.accuracy)} m`;
      },
      () => { told.textContent = asking.dataset.here; },
      { enableHighAccuracy: true, timeout: 20000 },
    );
  });
}
