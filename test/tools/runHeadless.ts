import type { Demo, RunResult } from "../../src/demos/demo";
import type { Backend } from "../../src/gpu/backend";
import { bundleWorker } from "./bundleWorker";
import { prepareTensors } from "./tensors";

/** What is run: values of the controls, checked before. */
export interface Wish {
  demo: Demo;
  seed: number;
  params: Record<string, number | string>;
  backend: Backend["name"];
}

/** Runs demos without an editor; `dispose` when no more is wanted. */
export interface Headless {
  run(wish: Wish): Promise<RunResult>;
  dispose(): Promise<void>;
}

/** A demo's worker in a browser, as the page has it: the only place with WebGL. */
interface WorkerPage {
  run(wish: Omit<Wish, "demo"> & { demo: string }): Promise<RunResult>;
  close(): Promise<void>;
}

/** Plain arrays and WebAssembly run in this process, WebGL in a browser without a window. */
export function createHeadless(): Headless {
  let page: Promise<WorkerPage> | undefined;
  return {
    run: async (wish) => {
      if (wish.backend !== "webgl") {
        return runHere(wish, wish.backend);
      }
      page ??= openWorkerPage();
      return (await page).run({ ...wish, demo: wish.demo.id });
    },
    dispose: async () => (await page)?.close(),
  };
}

async function runHere({ demo, seed, params }: Wish, backend: "cpu" | "wasm"): Promise<RunResult> {
  const tf = await prepareTensors(backend);
  const began = performance.now();
  const run = await demo.start({ tf, now: () => performance.now(), seed, params });
  try {
    while ((await run.step()) < 1);
    const seconds = (performance.now() - began) / 1000;
    const [checks, conclusion] = [await run.checks(), await run.conclusion()];
    const here = { name: backend, device: "the processor", reason: "" };
    return { seed, params, backend: here, seconds, checks, conclusion };
  } finally {
    await run.dispose();
  }
}

async function openWorkerPage(): Promise<WorkerPage> {
  const [{ launchBrowser }, { outputFiles }] = await Promise.all([import("./browser"), bundleWorker()]);
  const source = outputFiles[0]?.text ?? "";
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.evaluate((script) => {
    Object.assign(window, { worker: new Worker(URL.createObjectURL(new Blob([script]))) });
  }, source);
  return {
    run: (wish) =>
      page.evaluate(
        (asked) =>
          new Promise<RunResult>((resolve, reject) => {
            const { worker } = window as unknown as { worker: Worker };
            let backend: Backend;
            worker.onmessage = ({ data }) => {
              if (data.type === "backend") {
                backend = data.backend;
              } else if (data.type === "finished") {
                const { seconds, checks, conclusion } = data;
                resolve({ seed: asked.seed, params: asked.params, backend, seconds, checks, conclusion });
              } else if (data.type === "stopped") {
                reject(new Error(data.message));
              }
            };
            worker.onerror = ({ message }) => reject(new Error(message));
            worker.postMessage({ type: "start", ...asked, paused: false });
          }),
        wish,
      ),
    close: () => browser.close(),
  };
}
