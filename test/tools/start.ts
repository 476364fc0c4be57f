import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, realpathSync, watchFile } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { cache, cached, root } from "./cache";
import { hasDisplay } from "./display";
import { Failure, runTool } from "./failure";
import { PortTaken, type Server, startServer } from "./server";
import { editions, findVSCode, whyNotServed } from "./vscode";

const usualPort = 8347;
const onWindows = process.platform === "win32";

// `npm start [-- FOLDER]`: builds the extension and opens it on a folder, in the desktop VS Code or in a served one.
await runTool(async () => {
  // npm starts scripts in the package; a relative folder is one of where it was called.
  const here = process.env.INIT_CWD ?? process.cwd();
  const folder = process.argv[2] ? resolve(here, process.argv[2]) : await sampleWorkspace();
  if (!existsSync(folder)) {
    throw new Failure(`There is no folder ${folder}.`);
  }
  await ended(
    spawn("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit", shell: onWindows }),
    "The build",
  );
  const desktop = findDesktop();
  if (desktop) {
    await openDesktop(desktop, folder);
  } else {
    await serve(folder);
  }
});

/** A copy of the sample workspace, set up afresh, where git does not look: trying things out leaves no trace in the repository. */
async function sampleWorkspace(): Promise<string> {
  const folder = join(cache, "workspace");
  await cp(join(root, "test/workspace"), folder, { recursive: true });
  return folder;
}

/** The desktop VS Code of this machine, where it could show a window. */
function findDesktop(): string | undefined {
  if (!hasDisplay()) {
    return undefined;
  }
  const names = ["code", "code-insiders", "codium"].map((name) => (onWindows ? `${name}.cmd` : name));
  const folders = (process.env.PATH ?? "").split(delimiter);
  if (process.platform === "darwin") {
    folders.push("/Applications/Visual Studio Code.app/Contents/Resources/app/bin");
  }
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  // In a terminal of a remote window, `code` speaks to that window, and knows nothing of extensions under development.
  return found.find(
    (file) => existsSync(file) && !/remote-cli|code-server|vscode-server|^\/mnt\//.test(realpathSync(file)),
  );
}

async function openDesktop(code: string, folder: string): Promise<void> {
  const args = [`--extensionDevelopmentPath=${root}`, "--disable-workspace-trust", "--new-window", folder];
  const quoted = onWindows ? [code, ...args].map((word) => `"${word}"`) : [code, ...args];
  console.log(`Opening ${folder} in the desktop VS Code, with the extension (${code}).`);
  await ended(spawn(quoted[0] ?? "", quoted.slice(1), { stdio: "inherit", shell: onWindows }), code);
}

async function serve(folder: string): Promise<void> {
  const reason = whyNotServed();
  if (reason) {
    throw new Failure(
      `VS Code's \`code\` command is not on the PATH. ${reason} Install the command from VS Code's palette: "Shell Command: Install 'code' command in PATH".`,
    );
  }
  const stopAsked = new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => done());
    }
    // The terminal can go without a word; and npm, asked to end, tells its shell alone.
    process.stdout.on("error", () => done());
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && done(), 500).unref();
  });
  const server = await startOnUsualPort();
  // Left to itself, VS Code shows the commands and views of the manifest that it read first.
  watchFile(join(root, "package.json"), { interval: 1000, persistent: false }, () => server.forgetManifests());
  console.log(`
VS Code ${editions.current.version} with the extension:  ${server.url(folder)}

Ctrl+C stops it. After a change: npm run build in another terminal, then reload the page.`);
  const asked = await Promise.race([stopAsked.then(() => true), server.stopped.then(() => false)]);
  await server.stop();
  if (!asked) {
    throw new Failure("VS Code's server ended by itself.");
  }
}

/** On the port that people remember where it is free: asking first would be too early when two start at once. */
async function startOnUsualPort(): Promise<Server> {
  const vscode = await findVSCode("current");
  const options = { linked: [root], token: await ownToken() };
  try {
    return await startServer(vscode, { ...options, port: usualPort });
  } catch (error) {
    if (error instanceof PortTaken) {
      return startServer(vscode, options);
    }
    throw error;
  }
}

/**
 * What lets a browser in. Other users of the machine and pages of other sites reach the port too, and VS Code has a terminal.
 * One for all: browsers keep it in a cookie, which does not tell ports apart.
 */
async function ownToken(): Promise<string> {
  const folder = await cached("token", (draft) => writeFile(join(draft, "token"), randomUUID(), { mode: 0o600 }));
  return readFile(join(folder, "token"), "utf8");
}

function ended(child: ChildProcess, name: string): Promise<void> {
  return new Promise((done, fail) => {
    child.once("error", (error) => fail(new Failure(`${name} did not start: ${error.message}`)));
    child.once("exit", (code) => (code === 0 ? done() : fail(new Failure(`${name} failed.`))));
  });
}
