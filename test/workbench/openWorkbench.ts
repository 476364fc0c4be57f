import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sharedBrowser } from "../pages/shared";
import { root } from "../tools/cache";
import { startServer } from "../tools/server";
import { type Edition, findVSCode } from "../tools/vscode";
import { Workbench } from "./workbench";

/** How a VS Code is opened. */
export interface WorkbenchOptions {
  /** Of the user, beside those that keep the first screen quiet. */
  settings?: Record<string, unknown>;
  /** A copy of the sample workspace unless said. */
  folder?: string;
  /** What is in the copy from the start, beside the sample: texts by their paths. */
  files?: Record<string, string>;
  /** The extension as a .vsix file, installed; else the repository's folder is used in place. */
  vsix?: string;
  browserArgs?: readonly string[];
  viewport?: { width: number; height: number };
  edition?: Edition;
}

/** A served VS Code with the extension, and a browser's window on it. */
export interface OpenedWorkbench {
  workbench: Workbench;
  folder: string;
  close(): Promise<void>;
}

/** Serves a VS Code with the extension and opens a window on a folder; resolves when the extension's icon is there. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<OpenedWorkbench> {
  const { settings, vsix, browserArgs = [], viewport = { width: 1280, height: 800 }, edition = "current" } = options;
  const home = await mkdtemp(join(tmpdir(), "ml-interview-lab-"));
  const folder = options.folder ?? join(home, "workspace");
  if (!options.folder) {
    await cp(join(root, "test/workspace"), folder, { recursive: true });
    for (const [path, text] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  }
  const [server, browser] = await Promise.all([
    startServer(await findVSCode(edition), {
      settings: { "workbench.reduceMotion": "on", ...settings },
      ...(vsix ? { installed: [vsix] } : { linked: [root] }),
    }),
    sharedBrowser(browserArgs),
  ]);
  const context = await browser.newContext({ viewport });
  // A machine that is busy with other things may take long to show anything.
  context.setDefaultTimeout(60_000);
  const close = async () => {
    await context.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const workbench = new Workbench(await context.newPage());
    await workbench.page.goto(server.url(folder));
    await workbench.container("ML Interview Lab").waitFor({ timeout: 180_000 });
    return { workbench, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
