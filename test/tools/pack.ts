import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { root } from "./cache";

/** The extension as it is shipped. */
export interface Package {
  /** The .vsix file. */
  file: string;
  /** What the packer printed: its warnings too. */
  output: string;
  remove(): Promise<void>;
}

/** Packs what is built already, in a copy: packing builds anew, and others use what is there. */
export async function packExtension(): Promise<Package> {
  const folder = await mkdtemp(join(tmpdir(), "ml-interview-lab-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "copy");
    const left = new Set([".git", ".vscode-test", "node_modules", "out"]);
    const stays = (path: string) => !left.has(relative(root, path).split(sep)[0] ?? "") && !path.endsWith(".vsix");
    await cp(root, copy, { recursive: true, filter: stays });
    const manifest = JSON.parse(await readFile(join(copy, "package.json"), "utf8"));
    delete manifest.scripts["vscode:prepublish"];
    await writeFile(join(copy, "package.json"), JSON.stringify(manifest, null, 2));
    const file = join(folder, "extension.vsix");
    const vsce = join(root, "node_modules/@vscode/vsce/vsce");
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [vsce, "package", "--out", file], {
      cwd: copy,
    });
    return { file, output: stdout + stderr, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
