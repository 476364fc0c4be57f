import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { root } from "./cache";
import type { VSCode } from "./vscode";

/** A first screen without offers and questions, and no request to the world. */
const quietSettings: Record<string, unknown> = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/** How a VS Code is served. */
export interface ServerOptions {
  /** 0, the default: any free one. */
  port?: number;
  settings?: Record<string, unknown>;
  /** Folders of extensions, used in place. */
  linked?: readonly string[];
  /** Packed extensions, installed. */
  installed?: readonly string[];
  /** Whether a page may ask for extensions under development and their tests, in `payload`. It shows no notifications then. */
  testDriver?: boolean;
  /** What browsers must show to come in; a new one unless said. */
  token?: string;
}

/** A VS Code served on this machine, to this machine alone. */
export interface Server {
  /** `127.0.0.1:8347`. */
  authority: string;
  /** Of a window on that folder; whoever opens it is let in. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** Makes it read the manifests of its extensions afresh when a window is loaded. */
  forgetManifests(): Promise<void>;
  /** Resolves when it is gone, asked to stop or not. */
  stopped: Promise<void>;
  stop(): Promise<void>;
}

/** The port that was asked for is taken. */
export class PortTaken extends Error {}

/** Serves that VS Code; resolves when it answers. */
export async function startServer(vscode: VSCode, options: ServerOptions = {}): Promise<Server> {
  const { port = 0, token = randomUUID() } = options;
  const home = await mkdtemp(join(tmpdir(), "ml-interview-lab-"));
  try {
    await prepareHome(vscode, home, token, options);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
  const args = ["--host", "127.0.0.1", "--port", String(port), "--connection-token-file", join(home, "token")];
  args.push("--disable-telemetry", "--disable-experiments");
  if (options.testDriver) {
    args.push("--enable-smoke-test-driver");
  }
  // A group of its own: its extension hosts can outlive it otherwise.
  const child = spawn(vscode.node, serverArgs(vscode, home, args), { env: environment(home), detached: true });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      killGroup(child, "SIGTERM");
      const force = setTimeout(() => killGroup(child, "SIGKILL"), 3000);
      await gone;
      clearTimeout(force);
      killGroup(child, "SIGKILL");
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    })();
    return stopping;
  };
  const stopped = gone.then(stop);

  try {
    const authority = `127.0.0.1:${await listeningPort(child)}`;
    return {
      authority,
      url(folder, payload = []) {
        const url = new URL(`http://${authority}/?tkn=${token}`);
        url.searchParams.set("folder", resolve(folder));
        if (payload.length > 0) {
          url.searchParams.set("payload", JSON.stringify(payload));
        }
        return url.href;
      },
      forgetManifests: () => rm(join(home, "data/CachedProfilesData"), { recursive: true, force: true }),
      stopped,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepareHome(vscode: VSCode, home: string, token: string, options: ServerOptions): Promise<void> {
  const { settings, linked = [], installed = [] } = options;
  await mkdir(join(home, "data/User"), { recursive: true });
  await writeFile(join(home, "data/User/settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  // A file: what stands in arguments is read by all who may list processes.
  await writeFile(join(home, "token"), token, { mode: 0o600 });
  // VS Code lists what it finds in a folder that it did not write itself.
  await mkdir(join(home, "extensions"));
  for (const folder of linked) {
    const { publisher, name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    await symlink(resolve(folder), join(home, "extensions", `${publisher}.${name}-${version}`));
  }
  for (const file of installed) {
    const args = serverArgs(vscode, home, ["--install-extension", resolve(file), "--force"]);
    await promisify(execFile)(vscode.node, args, { env: environment(home) });
  }
}

function serverArgs(vscode: VSCode, home: string, args: string[]): string[] {
  const preload = join(root, "test/tools/stubs/stopWithParent.cjs");
  const main = join(vscode.folder, "out/server-main.js");
  return ["--require", preload, main, "--server-data-dir", home, "--accept-server-license-terms", ...args];
}

/** Without what a terminal inside another VS Code sets, without a gallery of extensions, and with temporary files that go. */
function environment(home: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|CODE_SERVER_|ELECTRON_)/.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: "{}", TMPDIR: home, XDG_RUNTIME_DIR: home };
}

/** The port that a starting server says it listens on. */
function listeningPort(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = "";
    const listen = (data: Buffer) => {
      said += data;
      const port = /agent listening on (\d+)/.exec(said)?.[1];
      if (port) {
        done(port);
      } else if (said.includes("EADDRINUSE")) {
        fail(new PortTaken(said));
      }
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", fail);
    child.once("exit", () => fail(new Error(`VS Code's server ended: ${said.trim()}`)));
    setTimeout(() => fail(new Error(`VS Code's server did not answer: ${said.trim()}`)), 30_000).unref();
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? Number.NaN), signal);
  } catch {
    // All of it is gone.
  }
}
