import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { findBrowser } from "./browser";
import { cache, root } from "./cache";
import { hasDisplay } from "./display";
import { Failure } from "./failure";
import { type Edition, editions, findVSCode, whyNotServed } from "./vscode";

/** What runs inside a real VS Code, and in which. */
export interface HostRun {
  /** A bundle that exports `run`. It writes what it found to `report.txt` in the first workspace folder. */
  bundle: string;
  /** Folders of the extensions under development; the first is run where `web` says. */
  extensions: readonly string[];
  edition: Edition;
  /** In a web worker instead of in Node. */
  web: boolean;
  /** Seconds after which it counts as hanging. */
  limit: number;
}

/** Runs a bundle in the extension host of a real VS Code; resolves to its report, and why it is not whole, if it is not. */
export async function runInHost(run: HostRun): Promise<{ report: string; trouble?: string }> {
  const desktop = await findDesktop(run.edition);
  if (!desktop) {
    // Before the clock starts: it is not about slow lines.
    await findVSCode(run.edition);
    await findBrowser();
  }
  const home = await mkdtemp(join(tmpdir(), "ml-interview-lab-"));
  const workspace = join(home, "workspace");
  const report = join(workspace, "report.txt");
  let trouble: string | undefined;
  // `runTests` hands Ctrl+C on to VS Code, and the second one kills it: that is how it is stopped in all cases.
  const interrupt = () => process.emit("SIGINT", "SIGINT");
  const interrupted = () => {
    trouble ??= "Stopped.";
  };
  process.on("SIGINT", interrupted).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
  const limit = setTimeout(() => {
    trouble = `No end within ${run.limit} s.`;
    interrupt();
  }, run.limit * 1000);
  const force = setTimeout(interrupt, (run.limit + 15) * 1000);
  try {
    await cp(join(root, "test/workspace"), workspace, { recursive: true });
    await mkdir(join(home, "user/User"), { recursive: true });
    await writeFile(join(home, "user/User/settings.json"), JSON.stringify(await settings(run, desktop)));
    const kind = run.web && desktop ? ["--extensionDevelopmentKind=web"] : [];
    const edition = run.edition === "oldest" && !desktop ? ["--oldest"] : [];
    await runTests({
      vscodeExecutablePath: desktop ?? join(root, "test/tools/code.ts"),
      extensionDevelopmentPath: [...run.extensions],
      extensionTestsPath: run.bundle,
      launchArgs: [workspace, `--user-data-dir=${join(home, "user")}`, "--disable-extensions", ...kind, ...edition],
    }).catch((error: Error) => {
      trouble ??= error.message;
    });
    const text = existsSync(report) ? await readFile(report, "utf8") : "";
    return { report: text, ...(trouble && { trouble }) };
  } finally {
    clearTimeout(limit);
    clearTimeout(force);
    process.off("SIGINT", interrupted).off("SIGTERM", interrupt).off("SIGHUP", interrupt);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A served VS Code has no switch for it, as the desktop has, but a setting. */
async function settings(run: HostRun, desktop: string | undefined): Promise<Record<string, unknown>> {
  if (!run.web || desktop) {
    return {};
  }
  const { publisher, name } = JSON.parse(await readFile(join(run.extensions[0] ?? "", "package.json"), "utf8"));
  return { "remote.extensionKind": { [`${publisher}.${name}`]: ["web"] } };
}

/** The executable of a desktop VS Code, downloaded once, where that is possible and it runs; undefined where one has to be served. */
async function findDesktop(edition: Edition): Promise<string | undefined> {
  if (!hasDisplay()) {
    console.log("No display for a desktop VS Code: a served one is used.");
    return undefined;
  }
  try {
    const version = edition === "oldest" ? editions.oldest.version : "stable";
    const executable = await downloadAndUnzipVSCode({ version, cachePath: cache, timeout: 15_000 });
    // It came, but does the machine have the libraries that it asks for?
    await promisify(execFile)(executable, ["--version"], { env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } });
    return executable;
  } catch (error) {
    const reason = whyNotServed();
    if (reason) {
      throw new Failure(`The desktop VS Code could not be downloaded: ${error}\n${reason}`);
    }
    console.log(`No desktop VS Code (${error instanceof Error ? error.message : error}): a served one is used.`);
    return undefined;
  }
}
