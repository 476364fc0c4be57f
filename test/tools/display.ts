import { spawnSync } from "node:child_process";

/** Whether a window could be shown. */
export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Runs this program again, on a display that nobody sees, where the machine has none but can make one (xvfb-run). */
export function takeDisplay(): void {
  if (hasDisplay()) {
    return;
  }
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { error, status } = spawnSync("xvfb-run", ["-a", ...again], { stdio: "inherit" });
  if (!error) {
    process.exit(status ?? 1);
  }
}
