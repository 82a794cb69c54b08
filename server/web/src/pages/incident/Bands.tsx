// Losses as a picture: how many accounts lost how much, by order of magnitude. The
// chart is uPlot's; a table says the same to whoever cannot see it.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { answer, api, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { grouped } from "../../ui/amounts";
import { Money } from "../../ui/Money";
import { Await } from "../../ui/Status";

type Band = Schemas["LossBand"];

export default function Bands({ snapshot }: { snapshot: string }) {
  const bands = useLoad(snapshot, (signal) => answer(api.GET("/v1/snapshots/{id}/bands", { params: { path: { id: snapshot } }, signal })));
  return (
    <Await of={bands} what="the distribution">
      {({ items }) => (
        <figure class="chart">
          <figcaption>Accounts by size of their loss</figcaption>
          <Chart of={items} />
          <details>
            <summary>As a table</summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">Loss</th>
                  <th scope="col" class="number">
                    Accounts
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((b) => (
                  <tr key={b.from.amount}>
                    <th scope="row">
                      <Money of={b.from} /> to <Money of={b.through} />
                    </th>
                    <td class="number">{b.accounts}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </figure>
      )}
    </Await>
  );
}

const short = (b: Band) => "from " + grouped(b.from.display);

function Chart({ of }: { of: Band[] }) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = at.current;
    if (!box) return;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    let plot = draw(box, of);
    const again = () => {
      plot.destroy();
      plot = draw(box, of);
    };
    const resize = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 220 }));
    resize.observe(box);
    dark.addEventListener("change", again);
    return () => {
      resize.disconnect();
      dark.removeEventListener("change", again);
      plot.destroy();
    };
  }, [of]);
  return <div ref={at} aria-hidden="true" />;
}

// draw takes its colours from the sheet, so that both themes are in one place.
function draw(box: HTMLElement, of: Band[]): uPlot {
  const colour = (name: string) => getComputedStyle(box).getPropertyValue(name);
  const axis = { stroke: colour("--quiet"), font: "13px system-ui, sans-serif", ticks: { show: false } };
  return new uPlot(
    {
      width: box.clientWidth, height: 220, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: [-0.6, of.length - 0.4] }, y: { range: (_u, _min, max) => [0, Math.max(1, max * 1.1)] } },
      axes: [
        { ...axis, grid: { show: false }, splits: () => of.map((_b, i) => i), values: () => of.map(short) },
        { ...axis, grid: { stroke: colour("--line") }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000] },
      ],
      series: [{}, { fill: colour("--strong"), stroke: colour("--strong"), paths: uPlot.paths.bars?.({ size: [0.7, 90] }) ?? (() => null), points: { show: false } }],
    },
    [of.map((_b, i) => i), of.map((b) => b.accounts)],
    box,
  );
}
