import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cached, root } from "./cache";
import { fetchPackage, installDependencies } from "./registry";

/** A VS Code that can be served: the folder of its server, and the Node that runs it. */
export interface VSCode {
  folder: string;
  node: string;
}

/** Which VS Code: the newest that these tools know, or the oldest that the manifest's `engines` names. */
export type Edition = "current" | "oldest";

/** By edition: the version of VS Code, and the registry's package that carries its server. */
export const editions: Record<Edition, { version: string; spec: string }> = {
  current: { version: "1.139.1", spec: "code-server@4.139.1" },
  oldest: { version: "1.90.2", spec: "code-server@4.90.3" },
};

/** The platform, as packages with prebuilt executables name it. */
const platform = `${process.platform}-${process.arch}`;

/** Why no VS Code can be served on this machine; undefined where one can. */
export function whyNotServed(): string | undefined {
  const fits = process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
  return fits ? undefined : `VS Code can be served on Linux (x64 or arm64) alone; this is ${platform}.`;
}

/** Fetches that VS Code, once. */
export async function findVSCode(edition: Edition): Promise<VSCode> {
  const { spec } = editions[edition];
  const whole = await cached(spec.replace("@", "-"), (folder) => unpackVSCode(spec, folder));
  const { engines } = JSON.parse(await readFile(join(whole, "package.json"), "utf8")) as { engines: { node: string } };
  return { folder: join(whole, "lib/vscode"), node: await findNode(engines.node.match(/\d+/)?.[0] ?? "") };
}

/** The Node that runs this, where it is of that major version; else the registry's. VS Code starts in no other. */
async function findNode(major: string): Promise<string> {
  if (process.versions.node.split(".")[0] === major) {
    return process.execPath;
  }
  const spec = `node-${platform}@${major}`;
  return join(await cached(`node-${major}`, (folder) => fetchPackage(spec, folder, ["package/bin/node"])), "bin/node");
}

/** Dependencies that weigh much or need a compiler, and serve nothing that these tools do. */
const needless = [
  "@devcontainers/cli",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "ssh2",
];

/** Dependencies in C++, and what stands in for them. */
const stubs: Record<string, string> = {
  "@vscode/spdlog": "spdlog.cjs",
  "@vscode/native-watchdog": "nativeWatchdog.cjs",
  "native-watchdog": "nativeWatchdog.cjs",
};

async function unpackVSCode(spec: string, folder: string): Promise<void> {
  await fetchPackage(spec, folder, ["package/package.json", "package/lib/vscode"]);
  const server = join(folder, "lib/vscode");
  for (const extension of ["copilot", "mermaid-markdown-features", "mermaid-chat-features"]) {
    await rm(join(server, "extensions", extension), { recursive: true, force: true });
  }

  const manifestFile = join(server, "package.json");
  const { name, version, dependencies, type } = JSON.parse(await readFile(manifestFile, "utf8"));
  for (const dependency of [...needless, ...Object.keys(stubs)]) {
    delete dependencies[dependency];
  }
  await writeFile(manifestFile, JSON.stringify({ name, version, type, dependencies }));
  await installDependencies(spec, server);

  const modules = join(server, "node_modules");
  for (const [stubbed, file] of Object.entries(stubs)) {
    await mkdir(join(modules, stubbed), { recursive: true });
    await copyFile(join(root, "test/tools/stubs", file), join(modules, stubbed, "index.js"));
    await writeFile(join(modules, stubbed, "package.json"), JSON.stringify({ name: stubbed, version: "0.0.0" }));
  }
  await provideRipgrep(modules);
  for (const prebuilt of ["node-pty/prebuilds", "@vscode/ripgrep-universal/bin"]) {
    await keepOwnPlatform(join(modules, prebuilt));
  }
}

/** Older versions fetch the executable of file search when they are installed; newer ones bring it along. */
async function provideRipgrep(modules: string): Promise<void> {
  const old = join(modules, "@vscode/ripgrep");
  if (existsSync(old)) {
    const fresh = join(old, "fresh");
    await fetchPackage("@vscode/ripgrep-universal@1", fresh, [`package/bin/${platform}/rg`]);
    await mkdir(join(old, "bin"), { recursive: true });
    await copyFile(join(fresh, "bin", platform, "rg"), join(old, "bin/rg"));
    await rm(fresh, { recursive: true });
  }
}

async function keepOwnPlatform(folder: string): Promise<void> {
  if (existsSync(join(folder, platform))) {
    for (const entry of await readdir(folder)) {
      if (entry !== platform) {
        await rm(join(folder, entry), { recursive: true });
      }
    }
  }
}
