import assert from "node:assert/strict";
import { demos } from "../../src/demos";
import type { DemoState } from "../../src/protocol";
import { type OpenedPage, openPage, type PageOptions } from "./openPage";

export const state = (more: Partial<DemoState> = {}): DemoState => ({
  id: "l1-vs-l2",
  params: {},
  opened: 0,
  backend: "auto",
  questions: [{ id: "7.1/12", title: "Why exact zeros?" }],
  linkBase: "vscode://publisher.name",
  ...more,
});

/** As where a link asked for the values of a demo's preset “Quick look”. */
export function quick(id = "l1-vs-l2"): Pick<DemoState, "id" | "params" | "opened"> {
  const preset = demos.find((demo) => demo.id === id)?.presets.find(({ name }) => name === "Quick look");
  assert.ok(preset, `${id} has no quick look`);
  const params = Object.entries(preset.params).map(([name, value]) => [name, String(value)] as const);
  return { id, params: Object.fromEntries(params), opened: 1 };
}

/** A demo's page with what tests do to it and read from it. */
export type OpenedDemo = Awaited<ReturnType<typeof openDemo>>;

/** Opens a demo's page. */
export async function openDemo(more: Partial<DemoState> = {}, options: PageOptions = {}) {
  const opened = await openPage("demo", state(more), options);
  const { page } = opened;
  const text = async (selector: string) => (await page.locator(selector).textContent()) ?? "";
  const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
  const becomes = (pattern: RegExp) =>
    page.waitForFunction(
      ([source]) => new RegExp(source as string).test(document.querySelector(".status")?.textContent ?? ""),
      [pattern.source],
      { timeout: 60_000 },
    );
  return {
    opened,
    page,
    text,
    press,
    becomes,
    /** Presses one button, and waits until another is offered: how many milliseconds that took, by the page's clock. */
    pressUntilOffered: (pressed: string, offered: string) =>
      page.evaluate(
        async ([first, second]) => {
          const find = (name?: string) => [...document.querySelectorAll("button")].find((b) => b.textContent === name);
          const start = performance.now();
          find(first)?.click();
          while (find(second)?.hidden || find(second)?.disabled) {
            await new Promise((resolve) => setTimeout(resolve));
          }
          return performance.now() - start;
        },
        [pressed, offered],
      ),
    /** Presses Run, waits for the end, and reads the table of checks. */
    run: async () => {
      await press(/^(Run|Restart)/);
      await becomes(/^Done/);
      return readChecks(opened);
    },
    setSlider: (label: string, value: number) =>
      page.getByLabel(label, { exact: true }).evaluate((slider: HTMLInputElement, to) => {
        slider.value = String(to);
        slider.dispatchEvent(new Event("input"));
      }, value),
    pictures: () => page.getByRole("img").evaluateAll((all) => all.map((one) => one.ariaLabel ?? "")),
    progress: () => page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.value),
  };
}

export const readChecks = ({ page }: OpenedPage<"demo">) =>
  page.evaluate(() =>
    [...document.querySelectorAll("section[aria-label=Checks] tbody tr:not(.group)")].map((row) => {
      const [name = "", verdict = "", measured = "", exact = ""] = [...row.children].map((cell) => cell.textContent);
      return { name, measured, exact, verdict };
    }),
  );

export const assertAllHold = (checks: Awaited<ReturnType<typeof readChecks>>) => {
  assert.ok(checks.length > 0);
  assert.deepEqual(
    checks.filter(({ verdict }) => !verdict.startsWith("✓")),
    [],
  );
};

/** What a run held in tensors, in all and on the GPU, before and after it. */
export function assertNothingHeld(memory: string): void {
  const numbers = memory.replaceAll(/(\d),(?=\d)/g, "$1").match(/\d+/g) ?? [];
  const [tensors, tensorsAfter, bytes, bytesAfter, onGpu, onGpuAfter] = numbers.map(Number);
  assert.deepEqual([tensorsAfter, bytesAfter, onGpuAfter], [tensors, bytes, onGpu], memory);
  assert.equal(typeof onGpu, "number");
}

/** For `initScript`: puts lines before the script of the worker. */
export const prepend = (lines: string) =>
  new Function(`
    const Original = Blob;
    window.Blob = class extends Original {
      constructor(parts, options) {
        super(options?.type === "text/javascript" ? [${JSON.stringify(lines)}, ...parts] : parts, options);
      }
    };
  `) as () => void;

/** Has the worker keep its GPU contexts, and lose them when a message on a channel says so. */
export const exposeContexts = prepend(`
  const contexts = [];
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (...given) {
    const context = getContext.apply(this, given);
    if (context && given[0] === "webgl2") { contexts.push(context); }
    return context;
  };
  new BroadcastChannel("contexts").onmessage = () => {
    for (const context of contexts) { context.getExtension("WEBGL_lose_context")?.loseContext(); }
  };
`);

/** Has every GPU context of the page's workers lost. */
export const loseContexts = ({ page }: OpenedDemo) =>
  page.evaluate(() => {
    const channel = new BroadcastChannel("contexts");
    channel.postMessage("lose");
    channel.close();
  });

/** For `initScript`: counts workers as they are started and ended. */
export function countWorkers(): void {
  const Original = Worker;
  const counts = { started: 0, alive: 0 };
  Object.assign(window, { workers: counts });
  window.Worker = class extends Original {
    constructor(url: string | URL) {
      super(url);
      counts.started++;
      counts.alive++;
    }
    override terminate(): void {
      super.terminate();
      counts.alive--;
    }
  };
}

/** What `countWorkers` counted. */
export const readWorkers = ({ page }: OpenedDemo) =>
  page.evaluate(() => ({ ...(window as unknown as { workers: { started: number; alive: number } }).workers }));
