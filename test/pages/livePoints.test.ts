import assert from "node:assert/strict";
import { themes } from "./demoThemes";
import { type OpenedDemo, openDemo, quick, readChecks } from "./openDemo";
import { assertClean } from "./openPage";

/** So many chains that they take a while. */
const mcmc = { id: "mcmc", params: { chains: "4096" }, opened: 1 };

suite("Points that move", () => {
  let demo: OpenedDemo;
  teardown(() => demo.opened.close());

  const countFrames = () => demo.page.evaluate(() => (window as unknown as { frames: number }).frames);
  const waitForFrames = (count: number) =>
    demo.page.waitForFunction((least) => (window as unknown as { frames: number }).frames >= least, count);
  const pause = async () => {
    await demo.press("Pause");
    await demo.page.getByRole("button", { name: "Resume" }).waitFor();
  };

  /** The points on the first panel: how many pixels they cover, their mean colour, and their place and spread on the axes. */
  const look = () =>
    demo.page.evaluate(() => {
      const points = document.querySelector("canvas.points") as HTMLCanvasElement;
      const over = points.parentElement?.getBoundingClientRect() as DOMRect;
      const place = points.getBoundingClientRect();
      const canvas = document.createElement("canvas");
      canvas.width = points.width;
      canvas.height = points.height;
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      context.drawImage(points, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const sums = { count: 0, weight: 0, x: 0, xx: 0, y: 0 };
      const colour = [0, 0, 0];
      for (let i = 0; i < data.length / 4; i++) {
        const alpha = data[4 * i + 3] as number;
        if (alpha > 0) {
          const x = (i % canvas.width) / canvas.width;
          const y = 1 - Math.floor(i / canvas.width) / canvas.height;
          sums.count++;
          sums.weight += alpha;
          sums.x += alpha * x;
          sums.xx += alpha * x * x;
          sums.y += alpha * y;
          colour.forEach((sum, c) => {
            colour[c] = sum + alpha * (data[4 * i + c] as number);
          });
        }
      }
      const { count, weight } = sums;
      const x = sums.x / weight;
      return {
        count,
        x,
        spread: Math.sqrt(sums.xx / weight - x * x),
        y: sums.y / weight,
        colour: colour.map((sum) => Math.round(sum / weight)),
        fits: Math.abs(place.width - over.width) < 1 && Math.abs(place.height - over.height) < 1,
      };
    });

  for (const backend of ["webgl", "cpu"] as const) {
    test(`are painted where the chains are, in the theme's colour, and stay while the run waits: ${backend}`, async () => {
      demo = await openDemo({ ...mcmc, backend }, { ...themes.light, initScript: rememberFrames });
      await demo.press(/^Run/);
      await waitForFrames(5);
      await pause();
      const seen = await look();
      assert.ok(seen.fits && seen.count > 500, `${seen.count} pixels`);
      // #0063d3, and its like where it is transparent.
      assert.ok(
        seen.colour.every((byte, c) => Math.abs(byte - ([0, 0x63, 0xd3][c] as number)) <= 3),
        `${seen.colour}`,
      );
      // The banana: x is normal with variance 4 in a window from -7 to 7, y around 0 in one from -9 to 4.
      assert.ok(Math.abs(seen.x - 0.5) < 0.03, `${seen.x}`);
      assert.ok(Math.abs(seen.spread - 2 / 14) < 0.03, `${seen.spread}`);
      assert.ok(seen.y > 0.6 && seen.y < 0.85, `${seen.y}`);
      const frames = await countFrames();
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.ok((await countFrames()) <= frames + 1);
      await demo.press("Resume");
      await waitForFrames(frames + 3);
      await demo.press("Cancel");
      await demo.becomes(/^Cancelled/);
      await assertClean(demo.opened);
    });
  }

  test("are not painted where motion is unwanted, but once where the run waits", async () => {
    const bodyClasses = ["vscode-dark", "vscode-reduce-motion"];
    demo = await openDemo({ ...mcmc, backend: "webgl" }, { bodyClasses, initScript: rememberFrames });
    await demo.press(/^Run/);
    await demo.becomes(/^[4-9] %|^\d\d %/);
    assert.equal(await countFrames(), 0);
    await pause();
    const settle = async () => {
      let frames: number;
      do {
        frames = await countFrames();
        await new Promise((resolve) => setTimeout(resolve, 300));
      } while ((await countFrames()) > frames);
      assert.ok((await look()).count > 500);
      return frames;
    };
    await waitForFrames(1);
    const frames = await settle();
    // Another size takes another picture.
    await demo.page.setViewportSize({ width: 700, height: 900 });
    await waitForFrames(frames + 1);
    await settle();
    assert.ok((await look()).fits);
    await assertClean(demo.opened);
  });

  test("are not painted while nobody looks", async () => {
    demo = await openDemo({ ...mcmc, backend: "cpu" }, { initScript: rememberFrames });
    await demo.press(/^Run/);
    await waitForFrames(2);
    await demo.page.evaluate(() => {
      // A page out of sight has no frames.
      window.requestAnimationFrame = () => 0;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const frames = await countFrames();
    await demo.becomes(/^[6-9]\d %/);
    assert.equal(await countFrames(), frames);
  });

  test("change nothing of what is computed, and are gone where the chains are", async () => {
    const runs = [];
    for (const bodyClasses of [["vscode-dark"], ["vscode-dark", "vscode-reduce-motion"]]) {
      demo = await openDemo({ ...quick("mcmc"), backend: "webgl" }, { bodyClasses, initScript: rememberFrames });
      const checks = await demo.run();
      runs.push(checks);
      assert.equal((await look()).count, 0);
      assert.equal((await countFrames()) > 0, bodyClasses.length === 1);
      if (bodyClasses.length === 1) {
        await demo.opened.close();
      }
    }
    assert.deepEqual(runs[0], runs[1]);
    assert.deepEqual(await readChecks(demo.opened), runs[1]);
  });
});

/** Runs in the page before its own scripts: counts pictures of points as they are shown. */
function rememberFrames(): void {
  Object.assign(window, { frames: 0 });
  const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
    (window as unknown as { frames: number }).frames += bitmap ? 1 : 0;
    return transferFromImageBitmap.call(this, bitmap);
  };
}
