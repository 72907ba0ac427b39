// What draws charts weighs more than a page: a phone loads it once somebody asks for a chart, whose
// numbers stand in words or in a table beside it.
(({ draw, ask }) => {
  let asked = false;
  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = draw;
    script.addEventListener("load", () => {
      for (const button of document.querySelectorAll("[data-ask]")) button.remove();
    });
    document.head.append(script);
  }

  function offer(inside) {
    if (asked) return;
    for (const place of inside.querySelectorAll("[data-chart]")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: ask });
      button.dataset.ask = "";
      button.addEventListener("click", load);
      place.before(button);
    }
  }

  if (matchMedia("(min-width: 62rem)").matches) load();
  else {
    offer(document);
    document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && offer(event.detail.elt));
  }
})(document.currentScript.dataset);
