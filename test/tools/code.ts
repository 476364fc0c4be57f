#!/usr/bin/env -S node --import tsx
// Stands in for the desktop VS Code where @vscode/test-electron's `runTests` starts it: takes its arguments, runs the tests in a
// served VS Code with a headless browser on it, and ends with their exit code.
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { launchBrowser } from "./browser";
import { cache } from "./cache";
import { runTool } from "./failure";
import { type Server, startServer } from "./server";
import { findVSCode } from "./vscode";

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: "string", multiple: true },
    extensionTestsPath: { type: "string" },
    "user-data-dir": { type: "string" },
    oldest: { type: "boolean" },
  },
  // What else the desktop takes means nothing here.
  strict: false,
  allowPositionals: true,
});
const developed = (values.extensionDevelopmentPath ?? []) as string[];
const picture = join(cache, "host-tests.png");
const log = join(cache, "host-tests.log");

await runTool(async () => {
  const settings = JSON.parse(await readFile(join(String(values["user-data-dir"]), "User/settings.json"), "utf8"));
  const vscode = await findVSCode(values.oldest ? "oldest" : "current");
  // A window takes one extension under development; used in place, the others are as good.
  const [, ...linked] = developed;
  const server = await startServer(vscode, { settings, linked, testDriver: true });
  try {
    const browser = await launchBrowser([], true);
    process.exitCode = await runTests(server, await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    await browser.close();
  } finally {
    await server.stop();
  }
});
process.exit();

/** Opens a window that runs the tests; resolves to their exit code, or to another where they do not come to an end. */
async function runTests(server: Server, page: Page): Promise<number> {
  const errors: string[] = [];
  await writeFile(log, "");
  // The names are those that VS Code calls in a page that drives its tests.
  await page.exposeFunction("codeAutomationLog", (type: string, words: unknown[]) => {
    const line = words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join(" ");
    // It looks for a service worker that only other servers have.
    if (type === "error" && !line.startsWith("[Service Worker]")) {
      errors.push(line);
    }
    return appendFile(log, `[${type}] ${line}\n`);
  });
  const ended = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
  const stopped = new Promise<string>((resolve) => {
    page.on("crash", () => resolve("The page with VS Code crashed."));
    page
      .context()
      .browser()
      ?.on("disconnected", () => resolve("The browser ended."));
    void server.stopped.then(() => resolve("VS Code's server ended."));
    // The other end is held by whoever started this.
    process.stdin.on("end", () => resolve("Nobody waits for the tests any more.")).resume();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, async () => {
        await page.screenshot({ path: picture, timeout: 5000 }).catch(() => {});
        resolve(`Stopped. What the window showed is in ${picture}`);
      });
    }
  });

  const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
  const url = server.url(positionals[0] ?? "", [
    ["extensionDevelopmentPath", remote(developed[0] ?? "")],
    ["extensionTestsPath", remote(String(values.extensionTestsPath))],
  ]);
  await page.goto(url, { waitUntil: "commit" });
  const outcome = await Promise.race([ended, stopped]);
  if (outcome !== 0) {
    const reason = typeof outcome === "string" ? [outcome] : [];
    console.error([...errors.slice(-10), ...reason, `The whole log of VS Code is in ${log}`].join("\n"));
  }
  return typeof outcome === "string" ? 1 : outcome;
}
