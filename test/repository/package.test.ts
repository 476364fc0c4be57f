import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { root } from "../tools/cache";
import { packExtension } from "../tools/pack";

suite("The package", () => {
  test("holds the files of its list, test/repository/package.txt, and no other", async () => {
    const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
    const listed = (await readFile(join(import.meta.dirname, "package.txt"), "utf8")).trim().split("\n");
    assert.deepEqual(files.sort(), listed);
  });

  test("is packed without a warning, into less than 3 MB", async () => {
    const { file, output, remove } = await packExtension();
    try {
      assert.doesNotMatch(output, /warn|error/i);
      const { size } = await stat(file);
      assert.ok(size < 3e6, `${size} bytes`);
    } finally {
      await remove();
    }
  });
});
