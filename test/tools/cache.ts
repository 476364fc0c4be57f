import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The repository's folder. */
export const root = resolve(import.meta.dirname, "../..");

/** What the tools fetch: kept between runs, ignored by git. */
export const cache = join(root, ".vscode-test");

/** A folder of the cache, made by `fill` where it is not there yet. It is there whole or not at all. */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) {
    return folder;
  }
  await mkdir(cache, { recursive: true });
  await removeLeftovers();
  const draft = await mkdtemp(join(cache, `draft-${process.pid}-`));
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have been faster: its folder is as good.
    if (!existsSync(folder)) {
      throw error;
    }
  }
  return folder;
}

/** Drafts of processes that are gone. */
async function removeLeftovers(): Promise<void> {
  for (const entry of await readdir(cache)) {
    const pid = /^draft-(\d+)-/.exec(entry)?.[1];
    if (pid && !isAlive(Number(pid))) {
      await rm(join(cache, entry), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
