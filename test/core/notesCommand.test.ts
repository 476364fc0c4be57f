import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

function notes(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = ["--import", "tsx", "test/tools/notes.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
}

suite("npm run notes -- outline FILE", () => {
  test("prints chapters, sections, questions and parts", () => {
    const { status, stdout, stderr } = notes("outline", "test/fixtures/outline.md");
    const leaf = (id: string, title: string, answered: boolean, level?: string) => ({
      id,
      ...(level && { level }),
      title,
      answered,
      parts: [],
    });
    assert.deepEqual(JSON.parse(stdout), {
      chapters: [
        {
          title: "Chapter 3: Trees and forests",
          sections: [
            {
              id: "3.1",
              title: "Splitting",
              questions: [
                leaf("3.1/1", "What does Gini impurity measure at a node, 1 - \\sum_k p_k^2 or entropy?", true, "easy"),
                {
                  ...leaf("3.1/2", "A tree is grown to full depth.", false, "hard"),
                  parts: [
                    leaf("3.1/2.i", "What happens to its bias?", true, "medium"),
                    leaf("3.1/2.ii", "And to its variance?", false),
                  ],
                },
              ],
            },
            {
              id: "practice",
              title: "Practice",
              questions: [
                {
                  ...leaf("practice/4", "Prune the tree of question 2.", true),
                  parts: [leaf("practice/4.iii", "Prune the tree of question 2.", true)],
                },
              ],
            },
          ],
        },
      ],
      diagnostics: [],
    });
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });

  test("exits with 1 where there are errors, and says where they are", () => {
    const { status, stdout } = notes("outline", "test/fixtures/faulty.md");
    const { chapters, diagnostics } = JSON.parse(stdout);
    assert.deepEqual(
      chapters[0].sections[0].questions.map(({ id }: { id: string }) => id),
      ["1/3", "1/3~2", "1/5"],
    );
    assert.deepEqual(diagnostics[0], {
      severity: "error",
      message:
        "Part i has no question before it in this section: begin the block with the question's number, as in [3i].",
      line: 5,
      column: 3,
      endLine: 5,
      endColumn: 6,
    });
    assert.deepEqual(
      diagnostics.map(({ severity, line }: { severity: string; line: number }) => `${severity} ${line}`),
      ["error 5", "warning 7", "error 9", "error 11", "warning 13"],
    );
    assert.equal(status, 1);
  });

  test("warnings alone are no failure", () => {
    const folder = mkdtempSync(join(tmpdir(), "notes-"));
    try {
      writeFileSync(join(folder, "warned.md"), "> [1] [Q] Odd.\n");
      const { status, stdout } = notes("outline", join(folder, "warned.md"));
      assert.equal(JSON.parse(stdout).diagnostics[0].severity, "warning");
      assert.equal(status, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("wrong usage prints how to use it, and exits with 2", () => {
    for (const args of [[], ["outline"], ["draw", "test/fixtures/outline.md"], ["outline", "a.md", "b.md"]]) {
      const { status, stdout, stderr } = notes(...args);
      assert.match(stderr, /^Usage: npm run notes -- /);
      assert.deepEqual([status, stdout], [2, ""]);
    }
  });

  test("a file that cannot be read is named, and exits with 2", () => {
    for (const path of ["test/fixtures/none.md", "test/fixtures"]) {
      const { status, stdout, stderr } = notes("outline", path);
      assert.ok(stderr.startsWith(`Cannot read ${path}: `), stderr);
      assert.deepEqual([status, stdout], [2, ""]);
    }
  });
});
