/** The last line of a whole report. A host that died, which VS Code takes for success, does not leave it. */
export const ending = (failures: number) => `Ended with ${failures} failed.`;

/** Writes down what tests say, as they say it. */
export function reportOn(write: (text: string) => PromiseLike<void>) {
  const lines: string[] = [];
  const failures: string[] = [];
  let written = Promise.resolve();
  const say = (...more: string[]) => {
    lines.push(...more);
    return flush();
  };
  const flush = (unfinished: string[] = []) => {
    const text = [...lines, ...unfinished].join("\n");
    written = written.then(() => write(text));
    return written;
  };
  const fail = (title: string, error: unknown) => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    failures.push(`${failures.length + 1}) ${title}\n${reason}\n`);
    return failures.length;
  };

  return {
    say,

    /** A file that could not be loaded is a failure, not a file without tests. */
    brokenFile: (name: string, error: unknown) =>
      say(`  ${fail(`${name}.test.ts does not load`, error)}) ${name}.test.ts`),

    /** Runs the tests; resolves to the number of failures, once the report is written. */
    async follow(mocha: Mocha): Promise<number> {
      let passed = 0;
      let pending = 0;
      const indent = (titled: { titlePath(): string[] }) => "  ".repeat(titled.titlePath().length);
      // The name of a test is written down before it begins: it may take the host with it.
      mocha.suite.beforeEach(function () {
        const test = this.currentTest;
        return test && flush([`${indent(test)}? ${test.title}`]);
      });
      await new Promise<void>((done) => {
        const runner = mocha.run(() => done());
        runner.on("suite", (suite) => suite.title && say("", `${indent(suite)}${suite.title}`));
        runner.on("pass", (test) => {
          passed++;
          say(`${indent(test)}✔ ${test.title} (${test.duration} ms)`);
        });
        runner.on("pending", (test) => {
          pending++;
          say(`${indent(test)}- ${test.title}`);
        });
        runner.on("fail", (test, error) => say(`${indent(test)}${fail(test.fullTitle(), error)}) ${test.title}`));
      });
      if (passed + pending + failures.length === 0) {
        fail("There are no tests", "");
      }
      await say("", `  ${passed} passing, ${pending} pending, ${failures.length} failing`, "", ...failures);
      await say(ending(failures.length));
      return failures.length;
    },
  };
}
