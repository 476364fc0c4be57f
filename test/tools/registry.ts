import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "./failure";

const run = promisify(execFile);
const minute = 60_000;

/** Unpacks a package of the npm registry, or the named paths of it alone, into a folder. */
export async function fetchPackage(spec: string, folder: string, paths: string[] = ["package"]): Promise<void> {
  console.error(`Fetching ${spec}, once…`);
  await mkdir(folder, { recursive: true });
  // A quick question first: an unreachable registry shall not be waited for as long as a large package on a slow line.
  await npm(spec, ["view", spec, "dist.tarball", "--fetch-retries=0"], folder, minute / 2);
  const download = await mkdtemp(join(folder, "download-"));
  const packed = await npm(spec, ["pack", spec, "--pack-destination", download], folder, 10 * minute);
  const [file] = JSON.parse(packed) as { filename: string }[];
  await run("tar", ["xzf", join(download, file?.filename ?? ""), "-C", folder, "--strip-components=1", ...paths]);
  await rm(download, { recursive: true });
}

/** Installs what the package in a folder depends on, without running anybody's scripts. */
export async function installDependencies(spec: string, folder: string): Promise<void> {
  await npm(spec, ["install", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps"], folder, 10 * minute);
}

async function npm(spec: string, args: string[], folder: string, timeout: number): Promise<string> {
  const quiet = ["--json", "--prefer-offline", "--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"];
  try {
    return (await run("npm", [...args, ...quiet], { cwd: folder, timeout, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { stdout, killed } = error as { stdout?: string; killed?: boolean };
    const reason = killed
      ? `no answer within ${timeout / 1000} s`
      : (/"summary": "(.*)"/.exec(stdout ?? "")?.[1] ?? error);
    throw new Failure(
      `Could not fetch ${spec} from the npm registry (npm ${args[0]}): ${reason}\n` +
        "It is needed once and kept in .vscode-test afterwards. Check the network and npm's registry setting, then try again.",
    );
  }
}
