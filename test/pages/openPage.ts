import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { FromAnyPage, PageKind, Pages } from "../../src/protocol";
import { fakeEditor, type Surroundings } from "./fakeEditor";
import { servePages, sharedBrowser } from "./shared";

/** All that a page of that kind may say. */
export type Message<K extends PageKind> = Pages[K]["from"] | FromAnyPage;

/** How a page is opened, beyond its kind and state. */
export interface PageOptions extends Pick<BrowserContextOptions, "viewport" | "reducedMotion" | "permissions"> {
  /** For Chromium: `--disable-gpu` with `--disable-software-rasterizer` takes WebGL away. */
  browserArgs?: readonly string[];
  /** What the editor sets on the body, the theme's kind first: `vscode-dark` alone unless said. */
  bodyClasses?: readonly string[];
  /** Theme colours and fonts: `{ "--vscode-editor-background": "#1f1f1f" }`. */
  variables?: Record<string, string>;
  /** Runs in the page before its own scripts. */
  initScript?: () => void;
}

/** One page of the extension, in a browser without an editor round it. */
export interface OpenedPage<K extends PageKind> {
  page: Page;
  /** All that it said to its host, oldest first. */
  messages: Message<K>[];
  /** Violations of its content security policy. */
  violations: string[];
  /** Uncaught errors, errors on the console, and errors that it told its host. */
  errors: string[];
  /** Gives the page a state, now and whenever it says that it is ready. */
  send(state: Pages[K]["to"]): Promise<void>;
  /** The next message of that type from now on: ask before doing what makes the page say it. */
  nextMessage<T extends Message<K>["type"]>(type: T): Promise<Extract<Message<K>, { type: T }>>;
  /** Loads it again, as when its tab was hidden: it gets its state when it asks. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the built page of that kind, under its real HTML and content security policy; resolves once it was sent its state. */
export async function openPage<K extends PageKind>(
  kind: K,
  state: Pages[K]["to"],
  options: PageOptions = {},
): Promise<OpenedPage<K>> {
  const { browserArgs = [], bodyClasses = ["vscode-dark"], variables = {}, initScript, ...contextOptions } = options;
  const [browser, { origin }] = await Promise.all([sharedBrowser(browserArgs), servePages()]);
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  const messages: Message<K>[] = [];
  const violations: string[] = [];
  const errors: string[] = [];
  const listeners = new Set<(message: Message<K>) => void>();
  let current = state;
  let answered = () => {};
  /** Messages arrive in their order: when the second has, the page has the state. */
  const send = async (next: Pages[K]["to"]) => {
    current = next;
    await page.evaluate((data) => {
      const arrived = new Promise<void>((resolve) => {
        addEventListener("message", function hear(message) {
          if (message.data === "second") {
            removeEventListener("message", hear);
            resolve();
          }
        });
      });
      postMessage({ state: data });
      postMessage("second");
      return arrived;
    }, next);
  };
  /** Loads the page, and waits until it asked for its state and got it, or failed. */
  const load = async (go: () => Promise<unknown>) => {
    const settled = new Promise<void>((resolve) => {
      answered = resolve;
      page.once("pageerror", () => resolve());
      page.once("crash", () => resolve());
    });
    await go();
    await Promise.race([settled, failAfter(15_000, `The ${kind} page did not say that it is ready.`)]);
  };

  page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
  page.on("crash", () => errors.push("The page crashed."));
  page.on("console", (message) => {
    // Chromium prints violations too: they are counted once, as such.
    if (message.type() === "error" && !message.text().includes("Content Security Policy")) {
      errors.push(`${message.text()} (${message.location().url})`);
    }
  });
  await page.exposeFunction("reported", () => {});
  await page.exposeFunction("policyViolated", (violation: string) => violations.push(violation));
  await page.exposeFunction("editorHears", async (message: Message<K>) => {
    messages.push(message);
    for (const listener of listeners) {
      listener(message);
    }
    if (message.type === "error") {
      errors.push(`The page told its host: ${message.message}`);
    }
    if (message.type === "ready") {
      await send(current);
      answered();
    }
  });
  // The compiler behind these tests marks functions with a call of this name, which a page does not have.
  await page.addInitScript("globalThis.__name = (marked) => marked");
  await page.addInitScript<Surroundings>(fakeEditor, { bodyClasses, variables });
  if (initScript) {
    await page.addInitScript(initScript);
  }
  await load(() => page.goto(`${origin}/${kind}`));

  return {
    page,
    messages,
    violations,
    errors,
    send,
    nextMessage: (type) =>
      new Promise((resolve) => {
        const listener = (message: Message<K>) => {
          if (message.type === type) {
            listeners.delete(listener);
            resolve(message as Extract<Message<K>, { type: typeof type }>);
          }
        };
        listeners.add(listener);
      }),
    reload: () => load(() => page.reload()),
    close: () => context.close(),
  };
}

/** Fails where a page broke its content security policy or reported an error; for every test's end. */
export async function assertClean<K extends PageKind>({ page, violations, errors }: OpenedPage<K>): Promise<void> {
  // What the page reported just now is under way: what it says next arrives after it. A crashed page says nothing.
  await page.evaluate(() => (window as unknown as { reported(): Promise<void> }).reported()).catch(() => {});
  assert.deepEqual({ violations, errors }, { violations: [], errors: [] });
}

async function failAfter(milliseconds: number, message: string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
  throw new Error(message);
}
