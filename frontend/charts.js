// Draws every [data-chart] from the ECharts option in the JSON script of the same id.
// An item's `url` makes it a door: a click, or Enter on the table beside the chart, follows it.
import { BarChart, LineChart, ScatterChart, TreemapChart } from "echarts/charts";
import { GridComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, ScatterChart, TreemapChart, GridComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

function draw(place) {
  const option = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const chart = init(place, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    ...option,
  });
  chart.on("click", ({ data }) => data?.url && location.assign(data.url));
  new ResizeObserver(() => chart.resize()).observe(place);
}

function drawAll(inside) {
  for (const place of inside.querySelectorAll("[data-chart]:not([_echarts_instance_])")) draw(place);
}

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
