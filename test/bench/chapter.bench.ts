import { readFile } from "node:fs/promises";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { createMarkdown } from "../../src/core/markdown";
import { parseNotes } from "../../src/core/parseNotes";
import type { Question } from "../../src/core/question";
import type { AnswerState } from "../../src/protocol";
import { openPage } from "../pages/openPage";
import { closeShared } from "../pages/shared";
import { root } from "../tools/cache";
import { type Bench, median } from "./bench";

const rounds = 21;

const chapter: Bench = {
  title: "The bundled chapter",
  about: `Milliseconds, medians of ${rounds} warm rounds; "of a plain parse" is the ratio to markdown-it alone on the same text.`,

  async measure() {
    const { chapters: files } = JSON.parse(await readFile(join(root, "content/index.json"), "utf8"));
    const texts: string[] = await Promise.all(
      files.map((file: string) => readFile(join(root, "content", file), "utf8")),
    );
    const plain = new MarkdownIt();
    const parse = time(() => texts.map(parseNotes));
    const peer = time(() => texts.map((text) => plain.parse(text, {})));

    const sections = texts.flatMap((text) => parseNotes(text).chapters.flatMap((one) => one.sections));
    const questions = sections.flatMap((section) => section.questions.flatMap((one) => [one, ...one.parts]));
    const answered = questions.filter(({ answer }) => answer !== "");
    const markdown = createMarkdown();
    const html = answered.map(({ answer }) => time(() => markdown.render(answer)));
    const drawn = await drawInPage(answered);
    const row = (what: string, times: number[]) => ({
      what,
      median: round(median(times)),
      slowest: round(Math.max(...times)),
      "of a plain parse": "",
    });
    return [
      { ...row(`parse all ${questions.length} questions and parts`, [parse]), "of a plain parse": round(parse / peer) },
      row("Markdown of an answer to HTML", html),
      row("an answer on its page: sanitizer, formulas, layout", drawn),
    ];
  },
};
export default chapter;

/** After as many rounds that are not counted: the first ones are compiled. */
function time(act: () => unknown): number {
  for (let i = 0; i < rounds; i++) {
    act();
  }
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return median(times);
}

/** The time from a state to a page that is laid out, for each question. */
async function drawInPage(questions: Question[]): Promise<number[]> {
  const states = questions.map(toState);
  const opened = await openPage("answer", states[0] as AnswerState);
  try {
    return await opened.page.evaluate((all) => {
      const draw = (state: unknown) => {
        const start = performance.now();
        window.dispatchEvent(new MessageEvent("message", { data: { state } }));
        // Asking for a height makes the browser lay out.
        void document.body.offsetHeight;
        return performance.now() - start;
      };
      // In turn, since a page that shows a state already does nothing.
      const passes = [1, 2, 3].map(() => all.map(draw));
      return all.map((_, i) => passes.map((times) => times[i] ?? 0).sort((x, y) => x - y)[1] ?? 0);
    }, states);
  } finally {
    await opened.close();
    await closeShared();
  }
}

const toState = ({ id, number, text, hint, answer }: Question): AnswerState => ({
  id,
  chapter: "",
  section: { id: "", title: "" },
  intro: "",
  items: [{ id, number, text, hint, answers: [{ source: "", uri: "", markdown: answer, base: "" }] }],
  demos: [],
  canGoBack: false,
  canGoForward: false,
  macros: {},
  font: { family: "", size: 14, lineHeight: 1.6 },
});

const round = (value: number): number => Number(value.toPrecision(2));
