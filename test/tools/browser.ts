import { execFile } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { cached } from "./cache";
import { fetchPackage } from "./registry";

const run = promisify(execFile);
const chromiumVersion = "153.0.0";

/** Software WebGL, the same on every machine, and no request that a test did not ask for. */
const standardArgs = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium: the one that `$CHROMIUM` names (`npm`: the registry's), the machine's own, or the registry's.
 * It closes on Ctrl+C and the like, and ends the process, unless signals are the caller's.
 */
export async function launchBrowser(args: readonly string[] = [], ownSignals = false): Promise<Browser> {
  const options: LaunchOptions = {
    ...(await findBrowser()),
    headless: true,
    args: [...standardArgs, ...args],
    handleSIGINT: !ownSignals,
    handleSIGTERM: !ownSignals,
    handleSIGHUP: !ownSignals,
  };
  // Chromium refuses its sandbox to root, and some machines refuse it to everybody; here it only sees pages of ours.
  if (process.getuid?.() === 0) {
    return chromium.launch({ ...options, chromiumSandbox: false });
  }
  try {
    return await chromium.launch({ ...options, chromiumSandbox: true });
  } catch (error) {
    if (!/sandbox/i.test(String(error))) {
      throw error;
    }
    return chromium.launch({ ...options, chromiumSandbox: false });
  }
}

/** What starts that Chromium; fetches it first, if need be. */
export async function findBrowser(): Promise<Pick<LaunchOptions, "executablePath" | "channel" | "env">> {
  const wish = process.env.CHROMIUM;
  if (wish && wish !== "npm") {
    return { executablePath: wish };
  }
  if (!wish) {
    if (process.platform === "win32") {
      return { channel: "msedge" };
    }
    if (process.platform === "darwin") {
      return { channel: "chrome" };
    }
    const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "microsoft-edge"];
    const folders = (process.env.PATH ?? "").split(delimiter);
    const own = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
    if (own) {
      return { executablePath: own };
    }
  }
  const folder = await cached(`chromium-${chromiumVersion}`, unpackChromium);
  const libraries = [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const fonts = join(folder, "fonts");
  const env = { ...process.env, LANG: "en_US.UTF-8", LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts };
  return { executablePath: join(folder, "chromium"), env };
}

/** The package is made for another purpose and brings its own loader; only its archives are used. */
async function unpackChromium(folder: string): Promise<void> {
  await fetchPackage(`@sparticuz/chromium@${chromiumVersion}`, folder, ["package/bin"]);
  const archives = join(folder, "bin");
  for (const name of (await readdir(archives)).filter((file) => file.endsWith(".br"))) {
    const file = join(archives, name.slice(0, -".br".length));
    await pipeline(createReadStream(join(archives, name)), createBrotliDecompress(), createWriteStream(file));
    if (file.endsWith(".tar")) {
      // The graphics libraries belong beside the executable, the others into folders of their own.
      const into = name.startsWith("swiftshader") ? folder : join(folder, name.split(".")[0] ?? "");
      await mkdir(into, { recursive: true });
      await run("tar", ["xf", file, "-C", into]);
    } else {
      await rename(file, join(folder, name.slice(0, -".br".length)));
    }
  }
  await rm(archives, { recursive: true });
  await chmod(join(folder, "chromium"), 0o755);
  // Its own list of fonts points elsewhere. Without any font text has no size, and counts as hidden.
  await writeFile(
    join(folder, "fonts/fonts.conf"),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
}
