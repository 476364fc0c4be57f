import { exposeContexts, loseContexts, openDemo } from "../pages/openDemo";
import { closeShared } from "../pages/shared";
import { type Bench, median, type Row } from "./bench";

const rounds = 5;
/** So many chains are computed and painted while the page is measured. */
const chains = 16_384;

const demoPage: Bench = {
  title: "The demo page while it computes",
  about:
    `Milliseconds, medians of ${rounds} pages unless said. Latency is that of a message that the page posts to itself every ` +
    `10 ms; frames are counted by the page's own animation frames.`,

  async measure() {
    const starts: { firstPicture: number; restart: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      starts.push(await measureStart());
    }
    const answers = await measureAnswers();
    const live = await measureLive();
    await closeShared();
    const row = (what: string, value: number, wanted: string): Row => ({
      what,
      value: Number(value.toPrecision(3)),
      wanted,
    });
    return [
      row("Run to the first progress, WebGL", median(starts.map(({ firstPicture }) => firstPicture)), "800"),
      row("loss of the GPU to progress again", median(starts.map(({ restart }) => restart)), "1000"),
      row("Pause or Resume to its effect, plain arrays", median(answers), "100"),
      row("the same, slowest", Math.max(...answers), ""),
      row(`latency of the page, ${chains} chains, p50`, live.latency.p50, ""),
      row(`latency of the page, ${chains} chains, p95`, live.latency.p95, "5"),
      row("the page's frames a second", live.frames, "55"),
      row("pictures of the chains a second", live.pictures, ""),
    ];
  },
};
export default demoPage;

/** How long a learner waits for the first progress, and after the GPU was taken away in mid-run. */
async function measureStart(): Promise<{ firstPicture: number; restart: number }> {
  const demo = await openDemo({ backend: "webgl" }, { initScript: exposeContexts });
  try {
    const pressed = performance.now();
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    const began = performance.now();
    await loseContexts(demo);
    await demo.page.locator(".player .note", { hasText: /in mid-run/ }).waitFor();
    await demo.becomes(/^\d+ %/);
    return { firstPicture: began - pressed, restart: performance.now() - began };
  } finally {
    await demo.opened.close();
  }
}

/** How long a learner waits for Pause and Resume, where a slice of work ends with nobody's help. */
async function measureAnswers(): Promise<number[]> {
  const demo = await openDemo({ backend: "cpu" });
  try {
    await demo.press(/^Run/);
    await demo.becomes(/^\d+ %/);
    const answers: number[] = [];
    for (let i = 0; i < 10; i++) {
      answers.push(await demo.pressUntilOffered("Pause", "Resume"), await demo.pressUntilOffered("Resume", "Pause"));
    }
    return answers;
  } finally {
    await demo.opened.close();
  }
}

/** How free the page is while chains are computed on WebGL and painted. */
async function measureLive() {
  const demo = await openDemo(
    { id: "mcmc", params: { chains: String(chains) }, opened: 1, backend: "webgl" },
    { initScript: countPictures },
  );
  try {
    await demo.press(/^Run/);
    await demo.page.waitForFunction(() => (window as unknown as { pictures: number }).pictures > 3);
    return await demo.page.evaluate(async () => {
      const counted = window as unknown as { pictures: number };
      const [began, before] = [performance.now(), counted.pictures];
      const delays: number[] = [];
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => delays.push(performance.now() - data);
      const pings = setInterval(() => port2.postMessage(performance.now()), 10);
      let frames = 0;
      let going = true;
      const count = () => {
        frames++;
        if (going) {
          requestAnimationFrame(count);
        }
      };
      requestAnimationFrame(count);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      going = false;
      clearInterval(pings);
      port1.close();
      const seconds = (performance.now() - began) / 1000;
      delays.sort((a, b) => a - b);
      const at = (share: number) => delays[Math.floor(share * (delays.length - 1))] ?? Number.NaN;
      return {
        latency: { p50: at(0.5), p95: at(0.95) },
        frames: frames / seconds,
        pictures: (counted.pictures - before) / seconds,
      };
    });
  } finally {
    await demo.opened.close();
  }
}

/** Before the page's own scripts: counts the pictures of live points as they are shown. */
function countPictures(): void {
  const counted = Object.assign(window, { pictures: 0 });
  const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
    counted.pictures++;
    transferFromImageBitmap.call(this, bitmap);
  };
}
