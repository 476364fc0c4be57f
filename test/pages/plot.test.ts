import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Panel } from "../../src/demos/demo";
import { formatTick, splitDecades } from "../../src/webview/plot/ticks";
import { root } from "../tools/cache";
import { type Theme, themes } from "./demoThemes";
import { openScript } from "./openScript";
import type { PlotPage } from "./plotPage";

declare const plotPage: PlotPage;

/** A map that grows from the lower left to the upper right, with a line and a point over it. */
const panel: Panel = {
  title: "A map",
  x: { label: "width", values: [0, 1] },
  y: { label: "height" },
  window: { x: [-2, 2], y: [0, 8] },
  heat: { rows: 20, columns: 40, values: Array.from({ length: 800 }, (_, i) => i / 799), label: "Density" },
  series: [
    { label: "Far away", x: [100, 200], values: [100, 200], kind: "line", role: "measured" },
    { label: "Middle", x: [0], values: [4], kind: "points", role: "exact" },
  ],
  summary: "Grows upwards.",
};
const plain: Panel = { ...panel, title: "No map" };
delete plain.heat;

/** WCAG's contrast of two colours. */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = colour.map((byte) =>
    byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const parseHex = (text: string) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));

suite("A plot", () => {
  let page: Page;
  suiteSetup(async () => {
    page = await openScript("test/pages/plotPage.ts");
    await page.addStyleTag({ content: await readFile(join(root, "dist/webview/demo.css"), "utf8") });
  });
  suiteTeardown(() => page.close());

  const show = (what: Panel, { bodyClasses, variables }: Theme = themes.dark, earlier: Panel["series"] = []) =>
    page.evaluate(
      ({ given, classes, colours, old }) => {
        document.body.className = `vscode-body ${classes.join(" ")}`;
        for (const [name, value] of Object.entries(colours)) {
          document.documentElement.style.setProperty(name, value);
        }
        plotPage.show(given, old);
      },
      { given: what, classes: bodyClasses, colours: variables, old: earlier },
    );
  /** The map's own pixels, its top row first. */
  const pixels = () =>
    page.evaluate(() => {
      const canvas = document.querySelector("canvas.heat") as HTMLCanvasElement;
      const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(
        0,
        0,
        canvas.width,
        canvas.height,
      );
      return Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
    });

  test("names the columns and rows of a map that lists things, beside it and in its table", async () => {
    const [x, y] = [
      ["first", "second"],
      ["one thing", "another", "a third with many words"],
    ];
    const named: Panel = {
      ...panel,
      x: { label: "what", values: [1, 2], names: x },
      y: { label: "which", names: y },
      window: { x: [0.5, 2.5], y: [0.5, 3.5] },
      heat: { rows: 3, columns: 2, values: [0, 0.1, 0.2, 0.3, 0.4, 1], label: "Share" },
      series: [],
    };
    await show(named);
    assert.equal(await page.locator("figcaption").textContent(), "Grows upwards. Shaded from 0 to 1: Share.");
    // The longest name has room left of the map, and the picture all its height.
    const [left, high] = await page.evaluate(() => {
      const [map, picture] = [".heat", ".picture"].map((one) => document.querySelector(one)?.getBoundingClientRect());
      return [(map?.left ?? 0) - (picture?.left ?? 0), (picture?.bottom ?? 0) - (map?.bottom ?? 0)] as const;
    });
    assert.ok(left > 130 && high > 60, `${left}, ${high}`);
    await page.locator("summary").click();
    await page.locator("table th").first().waitFor();
    const heads = await page.locator("table th").allTextContents();
    assert.deepEqual(heads, ["which down, what across", ...x, ...[...y].reverse()]);
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`has a map whose lightness goes one way, and on which a line is seen, in the ${name} theme`, async () => {
      await show(panel, theme);
      const shown = await pixels();
      assert.equal(shown.length, 800);
      const rows = Array.from({ length: 20 }, (_, row) => shown.slice(40 * row, 40 * row + 40));
      const lightness = rows.reverse().flat().map(luminance);
      const background = parseHex(theme.variables["--vscode-editor-background"] ?? "");
      const foreground = parseHex(theme.variables["--vscode-foreground"] ?? "");
      const direction = luminance(background) > 0.5 ? -1 : 1;
      const steps = lightness.slice(1).map((value, i) => direction * (value - (lightness[i] as number)));
      assert.ok(steps.every((step) => step >= -1e-3));
      const deepest = shown[39] as number[];
      assert.ok(contrast(background, deepest) > 2, `${contrast(background, deepest)}`);
      assert.ok(contrast(foreground, deepest) > 3, `${contrast(foreground, deepest)}`);
    });
  }

  test("lays its map over the window and keeps its axes to it, whatever the series are", async () => {
    await show(panel);
    const places = await page.evaluate(() =>
      ["canvas.heat", ".u-over"].map((selector) => document.querySelector(selector)?.getBoundingClientRect().toJSON()),
    );
    for (const side of ["left", "top", "width", "height"]) {
      assert.ok(Math.abs(places[0][side] - places[1][side]) < 1, side);
    }
    await show({ ...panel, equalScales: true });
    const { map, over } = await page.evaluate(() => {
      const size = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() as DOMRect;
      return { map: size("canvas.heat").toJSON(), over: size(".u-over").toJSON() };
    });
    // 4 wide and 8 high in the same unit: as high as the picture, and half as wide as high.
    assert.ok(Math.abs(map.height - over.height) < 1 && Math.abs(map.width - map.height / 2) < 1);
  });

  test("says in words and in numbers what its map shows", async () => {
    await show(panel);
    const label = await page.getByRole("img").getAttribute("aria-label");
    assert.equal(label, "A map. Grows upwards. Shaded from 0 to 1: Density; most, 1, near (2, 7.8).");
    assert.deepEqual(await page.locator(".key li").allTextContents(), ["Far away", "Middle", "Density, 0 to 1"]);
    await page.locator("summary").click();
    await page.locator("table th").first().waitFor();
    const table = page.locator("table", { hasText: "Density (12 by 12 of 20 by 40 values)" });
    await table.waitFor();
    assert.equal(await table.locator("tbody tr").count(), 12);
    assert.equal(await table.locator("tbody tr").first().locator("td").last().textContent(), "1");
  });

  test("draws lines and points on one another in turns, so that each is seen, and says which", async () => {
    const x = Array.from({ length: 20 }, (_, i) => i);
    const series = (["line", "points"] as const).flatMap((kind, k) =>
      ["one", "two", "other"].map((name, s) => ({
        label: `${kind} ${name}`,
        kind,
        role: "measured" as const,
        values: x.map((i) => 10 * k + (s === 2 ? i : 1e-9 * s)),
      })),
    );
    await show({ title: "Twins", x: { label: "x", values: x }, y: { label: "y" }, series, summary: "Seven." });
    assert.equal(
      await page.locator("figcaption").textContent(),
      "Seven. On one another lie, drawn in turns: line one and line two; points one and points two.",
    );
    const counts = await page.evaluate(() => {
      const canvas = document.querySelector("canvas.series") as HTMLCanvasElement;
      const { width, height } = canvas;
      const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(0, 0, width, height);
      const seen = new Map<string, number>();
      for (let i = 0; i < data.length; i += 4) {
        const key = data[i + 3] === 255 ? [...data.slice(i, i + 3)].join() : "";
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
      return [...seen].filter(([key, count]) => key !== "" && count > 40).length;
    });
    // Of six series with five colours the sixth has the first again.
    assert.equal(counts, 5);
  });

  test("draws a bar of two standard errors each way, within its axes, and has a column for them", async () => {
    const x = { label: "x", values: [1, 2, 3, 4] };
    const series = { label: "Measured", kind: "points", role: "measured" } as const;
    const errors = [0.5, 0, Number.NaN, 2];
    /** The share of the picture's height that has ink near a place across. */
    const reach = async (at: number) =>
      page.evaluate((share) => {
        const canvas = document.querySelector("canvas.series") as HTMLCanvasElement;
        const { width, height } = canvas;
        const column = Math.round(share * width);
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        const { data } = context.getImageData(column - 1, 0, 3, height);
        const inked = (row: number) => [3, 7, 11].some((byte) => (data[12 * row + byte] as number) > 128);
        return Array.from({ length: height }, (_, row) => row).filter(inked).length / height;
      }, at);
    await show({
      title: "A",
      x,
      y: { label: "y" },
      summary: "4.",
      series: [{ ...series, values: [5, 5, 5, 5], errors }],
    });
    // From 1 to 9 the axis goes, and a little further; from 1 to 4 the other.
    const [small, none, large] = [
      await reach(0.02 / 1.04),
      await reach((0.02 + 1 / 3) / 1.04),
      await reach(1.02 / 1.04),
    ];
    assert.ok(
      Math.abs(large - 8 / 8.96) < 0.02 && Math.abs(small - 2 / 8.96) < 0.02 && none < 0.06,
      `${small} ${none} ${large}`,
    );
    const key = await page.locator(".key li").allTextContents();
    assert.deepEqual(key, ["Measured", "± 2 standard errors, if beyond the marker"]);
    await page.locator("summary").click();
    await page.locator("table th").first().waitFor();
    assert.deepEqual(await page.locator("th[scope=col]").allTextContents(), ["x", "Measured", "Standard error"]);
    assert.deepEqual(await page.locator("td").allTextContents(), ["5", "0.5", "5", "0", "5", "–", "5", "2"]);
  });

  test("names earlier runs in its key where it draws some", async () => {
    await show(plain, themes.dark, [{ label: "Far away", x: [0, 1], values: [1, 5], kind: "line", role: "measured" }]);
    assert.deepEqual(await page.locator(".key li").allTextContents(), ["Far away", "Middle", "Earlier runs"]);
    assert.equal(await page.locator("canvas.heat").isVisible(), false);
  });

  test("has a few round ticks on a logarithmic axis, however many decades it spans", () => {
    const cases: [low: number, high: number, ticks: number[]][] = [
      [0.97, 1.08, [0.98, 1, 1.02, 1.04, 1.06, 1.08]],
      [1.57, 1.7, [1.58, 1.6, 1.62, 1.64, 1.66, 1.68, 1.7]],
      [0.1, 20, [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]],
      [0.001, 100, [0.001, 0.01, 0.1, 1, 10, 100]],
    ];
    for (const [low, high, ticks] of cases) {
      const found = splitDecades(low, high).map((tick) => Number(tick.toPrecision(6)));
      assert.deepEqual(found, ticks, `from ${low} to ${high}`);
    }
  });

  test("writes ticks as people do, very large and very small ones as powers of ten", () => {
    const ticks = [0, -3, 0.05, 0.001, 1e-4, 2e-5, 50_000, 1e5, -2.5e6].map(formatTick);
    assert.deepEqual(ticks, ["0", "−3", "0.05", "0.001", "10⁻⁴", "2·10⁻⁵", "50000", "10⁵", "−2.5·10⁶"]);
  });

  test("keeps the edges of the cells of a map that has few", async () => {
    await show({ ...panel, heat: { rows: 2, columns: 2, values: [0, 1, 1, 0], label: "Share" } });
    const found = new Set((await pixels()).map(String));
    const size = await page.evaluate(() => document.querySelector<HTMLCanvasElement>("canvas.heat")?.width ?? 0);
    assert.equal(found.size, 2);
    assert.ok(size >= 32);
  });

  test("is one picture with title, axes, map, key and summary, on the background of the theme", async () => {
    for (const name of ["dark", "light"] as const) {
      await show(panel, themes[name]);
      const found = await page.evaluate(async () => {
        const image = new Image();
        image.src = plotPage.compose();
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        const corner = [...data.slice(data.length - 4, data.length - 1)];
        /** Rows of the picture in which something is drawn, by tenths of its height. */
        const drawn = Array.from({ length: 10 }, (_, tenth) => {
          const [from, to] = [tenth, tenth + 1].map((part) => 4 * image.width * Math.floor((part * image.height) / 10));
          return data.slice(from, to).some((byte, i) => i % 4 < 3 && Math.abs(byte - (corner[i % 4] as number)) > 60);
        });
        return { width: image.width, height: image.height, corner, drawn };
      });
      assert.ok(found.width > 200 && found.height > 300 + 40);
      assert.deepEqual(found.corner, parseHex(themes[name].variables["--vscode-editor-background"] ?? ""));
      assert.ok(found.drawn.every(Boolean), `${found.drawn}`);
    }
  });
});
