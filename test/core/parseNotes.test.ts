import assert from "node:assert/strict";
import { createMarkdown } from "../../src/core/markdown";
import { parseNotes } from "../../src/core/parseNotes";
import type { Notes, Question } from "../../src/core/question";

/** Ids in reading order: a part behind its question, an exclamation mark behind what has an answer. */
function idsOf({ chapters }: Notes): string {
  const show = ({ id, answer, parts }: Question): string => [`${id}${answer && "!"}`, ...parts.map(show)].join(" ");
  return chapters
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
    .map(show)
    .join(" ");
}

const inSection = (text: string): Notes => parseNotes(`## 1 S\n\n${text}`);

function only({ chapters }: Notes): Question {
  const [question, ...others] = chapters.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));
  assert.equal(others.length, 0);
  assert.ok(question);
  return question;
}

/** Diagnostics as `error 3:5-3:8 first words`. */
function findings(notes: Notes): string[] {
  return notes.diagnostics.map(
    ({ severity, line, column, endLine, endColumn, message }) =>
      `${severity} ${line}:${column}-${endLine}:${endColumn} ${message.split(" ").slice(0, 3).join(" ")}`,
  );
}

suite("What is a question", () => {
  const cases: [title: string, text: string, ids: string][] = [
    ["a quoted block that begins with a number", "> [5] q", "1/5"],
    ["the answer is what follows", "> [5] q\n\na\n\n> [6] r\n\nb", "1/5! 1/6!"],
    ["no space is needed behind >", ">[5] q", "1/5"],
    ["a number keeps no leading zeros", "> [05] q", "1/5"],
    ["a colon or full stop may follow the bracket", "> [5]: why so\n\n> [6]. r", "1/5 1/6"],
    ["an empty quoted line may come first", ">\n> [5] q", "1/5"],
    ["up to three spaces may come first", "   > [5] q", "1/5"],
    ["a tab may follow >", ">\t[5] q", "1/5"],
    ["parts follow their question", "> [15] s\n\n> [i] a\n\nx\n\n> [ii] b", "1/15 1/15.i! 1/15.ii"],
    ["a block with one part is that part", "> [15] s\n> [i] a\n\nx\n\n> [ii] b\n\ny", "1/15 1/15.i! 1/15.ii!"],
    ["parts may be set off by empty quoted lines", "> [15] s\n>\n> [i] a\n\nx", "1/15 1/15.i!"],
    ["number and part may share brackets", "> [2ii] a\n\nx", "1/2 1/2.ii!"],
    ["number and part may share brackets with a dot", "> [2.ii] a", "1/2 1/2.ii"],
    ["number and part may stand side by side", "> [14] [iii] a", "1/14 1/14.iii"],
    ["the level may stand between number and part", "> [14][M][iii] a", "1/14 1/14.iii"],
    ["a part may come without its question's own block", "> [8] s\n> [iii] a\n\nx", "1/8 1/8.iii!"],
    ["a second part by number joins the first", "> [2ii] a\n\n> [3] q\n\n> [2iii] b", "1/2 1/2.ii 1/2.iii 1/3"],
    ["a question may come after a part of it", "> [2ii] a\n\n> [2] q\n\nx", "1/2! 1/2.ii"],
    ["two parts in one block stay one item", "> [7] s\n> [i] a\n> [ii] b\n\nx", "1/7!"],
    ["two parts without a stem stay one item", "> [7] [i] a\n> [ii] b\n\nx", "1/7!"],
    ["two parts that repeat the number stay one item", "> [7i] a\n> [7ii] b\n\nx", "1/7!"],
    ["later parts in one block stay one item", "> [7] s\n\n> [i] a\n> [ii] b\n\nx\n\n> [iii] c", "1/7 1/7.i! 1/7.iii"],
    ["part numbers may be capital", "> [7] s\n\n> [II] a", "1/7 1/7.ii"],
    ["the tenth part needs its number beside it", "> [7] s\n\n> [x] done", "1/7!"],
    ["a heading inside a code fence ends no answer", "> [5] q\n\n```\n## 2 T\n```\n\n> [6] r", "1/5! 1/6"],
    ["a deeper heading belongs to the answer", "> [5] q\n\n#### Sources\n\nx\n\n> [6] r", "1/5! 1/6"],
    ["an underlined heading belongs to the answer", "> [5] q\n\nT\n---\n\n> [6] r", "1/5! 1/6"],
    ["rules are no answer", "> [5] q\n\n____\n\n> [6] r\n\n---\n***", "1/5 1/6"],
    ["definitions are no answer", "> [5] q\n\n[a]: http://x.org\n\n[^1]: note", "1/5"],
    ["a link in front is a quotation", "> [5](http://x.org) says\n\n> [t](u)", ""],
    ["a reference in front is a quotation", "> [5][smith] says\n\n[smith]: http://x.org", ""],
    ["a definition in a quotation is none", "> [5]: http://x.org", ""],
    ["a footnote in a quotation is none", "> [^1]: note", ""],
    ["a ticked box is a quotation", "> [x] done\n\n> [ ] open", ""],
    ["an escaped bracket is a quotation", "> \\[5] cited", ""],
    ["a remark is a quotation", "> Note: see [5]", ""],
    ["a nested quotation is none", "> > [5] q", ""],
    ["a quotation in a list is none", "- > [5] q", ""],
    ["a quotation in a footnote is none", "[^1]: note\n\n    > [5] q", ""],
    ["a code fence holds none", "```\n> [5] q\n```", ""],
    ["indented code holds none", "    > [5] q", ""],
    ["code in a quotation holds none", ">     [5] q", ""],
    ["HTML holds none", "<pre>\n> [5] q\n</pre>", ""],
    ["a comment holds none", "<!--\n\n> [5] q\n\n-->", ""],
    ["a formula holds none", "$$\n> [5] q\n$$", ""],
  ];
  for (const [title, text, ids] of cases) {
    test(`${title}: ${JSON.stringify(text)}`, () => {
      assert.equal(idsOf(inSection(text)), ids);
    });
    test(`${title}, with CRLF`, () => {
      assert.equal(idsOf(inSection(text.replaceAll("\n", "\r\n"))), ids);
    });
  }
});

suite("What a question says", () => {
  const text = (source: string) => only(inSection(source)).text;
  const hint = (source: string) => only(inSection(source)).hint;
  const level = (source: string) => only(inSection(source)).level;
  const title = (source: string) => only(inSection(source)).title;

  test("text is what the quoted block holds, without its marks", () => {
    const source = "> [12] [M] one\n>two\n>\n> - three\n>   - four\n> ```\n>   > code\n> ```";
    assert.equal(text(source), "one\ntwo\n\n- three\n  - four\n```\n  > code\n```");
  });

  test("a line that only Markdown takes into the block keeps continuing it", () => {
    assert.equal(text("> [5] q\nlazy\n==="), "q\n    lazy\n    ===");
  });

  test("a tab behind > leaves the columns it is wide", () => {
    assert.equal(text("> [5] q\n>\n>\t\tcode"), "q\n\n  \tcode");
  });

  test("what stood behind a number opens no list, heading or quotation", () => {
    const rendered = (source: string) => createMarkdown().render(text(source));
    assert.equal(rendered("> [5] # of layers"), "<p># of layers</p>\n");
    assert.equal(rendered("> [5] - or +"), "<p>- or +</p>\n");
    assert.equal(rendered("> [5] 1. or 2."), "<p>1. or 2.</p>\n");
    assert.equal(rendered("> [5] > or <"), "<p>&gt; or &lt;</p>\n");
    assert.equal(text("> [5] *so* **what**"), "*so* **what**");
  });

  test("one item of several parts keeps their marks", () => {
    const item = only(inSection("> [7] s\n>\n> [i] [E] a\n>\n> [ii] [H] b\n\nx"));
    assert.equal(item.text, "s\n\n[i] [E] a\n\n[ii] [H] b");
    assert.equal(item.level, "hard");
    assert.equal(item.title, "s");
    assert.equal(text("> [7] [i] a\n> [ii] b"), "[i] a\n[ii] b");
  });

  test("a stem is its question's text, and its level that of a part without one", () => {
    const question = only(inSection("> [15] [H] stem\n> Hint: h\n> [i] [E] a\n> Hint: g\n\n> [ii] b"));
    const [first, second] = question.parts;
    assert.deepEqual([question.text, question.level, question.hint, question.answer], ["stem", "hard", "h", ""]);
    assert.deepEqual([first?.text, first?.level, first?.hint, first?.line], ["a", "easy", "g", 3]);
    assert.deepEqual([second?.text, second?.level, second?.number, second?.line], ["b", undefined, "ii", 8]);
    assert.equal(only(inSection("> [15] [H] stem\n> [i] a")).parts[0]?.level, "hard");
  });

  test("a stem that each part repeats is said once, another one stays with its part", () => {
    const question = only(inSection("> [8] stem\n> [i] a\n\n> [8]   stem\n> [ii] b\n\n> [8] other\n> [iii] c"));
    assert.deepEqual(
      question.parts.map((part) => part.text),
      ["a", "b", "other\n\nc"],
    );
  });

  test("a question that only its parts name is called after the first", () => {
    const question = only(inSection("> [2ii] a"));
    assert.deepEqual([question.title, question.text], ["a", ""]);
    assert.equal(only(inSection("> [2ii] a\n\n> [2] stem\n> [iii] b")).text, "stem");
  });

  test("text between a question and its first part is kept with the question", () => {
    const question = only(inSection("> [15] s\n\nbefore\n\n> [i] a\n\nafter"));
    assert.deepEqual([question.answer, question.parts[0]?.answer], ["before", "after"]);
  });

  test("levels are letters of either case, and the hardest counts", () => {
    assert.deepEqual(["> [5] [E] q", "> [5] [m] q", "> [5][H] q", "> [5] q"].map(level), [
      "easy",
      "medium",
      "hard",
      undefined,
    ]);
    assert.equal(level("> [5] [H] [E] q"), "hard");
    assert.equal(text("> [5] [M](http://x.org) q"), "[M](http://x.org) q");
  });

  test("a hint goes on until an empty quoted line", () => {
    const source = "> [5] q\n> Hint: one\n> two\n> - three\n>\n> more";
    assert.deepEqual([hint(source), text(source)], ["one\ntwo\n- three", "q\n\nmore"]);
  });

  test("an empty line inside a block of code or a list does not end a hint", () => {
    assert.equal(hint("> [5] q\n> Hint: one\n> ```\n> a\n>\n> b\n> ```"), "one\n```\na\n\nb\n```");
    assert.equal(hint("> [5] q\n> Hint: one\n> - a\n>\n> - b\n>\n> more"), "one\n- a\n\n- b");
  });

  test("there may be several hints, and emphasis round the word", () => {
    assert.equal(hint("> [5] q\n> Hint: one\n> **Hint:** two\n> *hint*: three"), "one\n\ntwo\n\nthree");
    assert.equal(hint("> [5] q\n> ```\n> Hint: code\n> ```"), "");
    assert.equal(hint("> [5] Hints: are many"), "");
  });

  test("a title is the first sentence in plain text", () => {
    const cases = [
      ["> [5] Why *so* `x` [link](http://x.org) <b>bold</b> $a_1$?", "Why so x link bold a_1?"],
      ["> [5] Why so\n>   many? And how few?", "Why so many?"],
      ["> [5] L1 vs. L2 by Smith et al. In 1996? Yes.", "L1 vs. L2 by Smith et al. In 1996?"],
      ["> [5] one  \n> two", "one"],
      ["> [5] one<br>two", "one two"],
      ["> [5] a &amp; b \\* c", "a & b * c"],
      ["> [5] [smith][s] and ![image](i.png)\n\n[s]: http://x.org", "smith and image"],
      ["> [5]\n> $$\n> x^2\n> $$", "x^2"],
      ["> [5]\n> ```\n> print()\n> more\n> ```", "print()"],
      ["> [5] Größe – 大小?", "Größe – 大小?"],
      ["> [5] # of layers", "# of layers"],
    ] as const;
    for (const [source, expected] of cases) {
      assert.equal(title(source), expected);
    }
  });
});

suite("Chapters, sections and the text between", () => {
  const places = ({ chapters }: Notes) =>
    chapters.map(({ title, intro, sections }) => [title, intro, ...sections.map((s) => [s.id, s.title, s.intro])]);

  test("text belongs to what stands before it, and a preface to the first chapter", () => {
    const notes = parseNotes(
      "preface\n\n# C\n\nabout\n\n___\n\n### 7.1 S\n\n___\nread\n\n___\n\nfirst\n___\n\n> [1] q\n",
    );
    assert.deepEqual(places(notes), [["C", "preface\n\nabout", ["7.1", "S", "read\n\n___\n\nfirst"]]]);
  });

  test("a number in the heading is the section's id, else a slug", () => {
    const headings: [heading: string, id: string, title: string][] = [
      ["## 7.1 Basics", "7.1", "Basics"],
      ["### 7.1. Basics", "7.1", "Basics"],
      ["## Section 2: *Basics*", "2", "Basics"],
      ["## 7.1 – Basics", "7.1", "Basics"],
      ["## §3", "3", ""],
      ["## 3D vision", "3d-vision", "3D vision"],
      ["## Größe & Maß", "größe-maß", "Größe & Maß"],
      ["## !", "notes", "!"],
    ];
    for (const [heading, id, title] of headings) {
      assert.deepEqual(places(parseNotes(heading)), [["", "", [id, title, ""]]]);
    }
  });

  test("sections of one name get ids of their own", () => {
    const notes = parseNotes("## A\n> [1] q\n\n## A\n> [1] q");
    assert.equal(idsOf(notes), "a/1 a~2/1");
    assert.deepEqual(findings(notes), []);
  });

  test("questions of a chapter without sections are in one that is the chapter", () => {
    const notes = parseNotes("# Chapter 7: Basics\nintro\n> [1] q\n\na");
    assert.deepEqual(places(notes), [["Chapter 7: Basics", "intro", ["7", "Basics", ""]]]);
    assert.equal(idsOf(notes), "7/1!");
  });

  test("a file without headings is a chapter without a title", () => {
    assert.deepEqual(places(parseNotes("text\n\n> [1] q")), [["", "text", ["notes", "", ""]]]);
    assert.deepEqual(places(parseNotes("text")), [["", "text"]]);
    assert.deepEqual(parseNotes(""), { chapters: [], diagnostics: [], definitions: "" });
  });

  test("a new section or chapter ends question and answer", () => {
    assert.equal(idsOf(parseNotes("## 1 A\n> [1] q\n## 2 B\nb\n> [2] r\n# C\nc\n> [3] s")), "1/1 2/2 c/3");
  });

  test("front matter and a byte order mark are skipped", () => {
    const text = "\uFEFF---\ntitle: x\ntags:\n  - a\n\n- b\n---\n# C\n";
    assert.deepEqual(places(parseNotes(text)), [["C", ""]]);
  });

  test("what only begins like front matter is content", () => {
    for (const text of ["---\n\n# C\n\n---", "---\nnote: x\n\n# C\n\n---", "---\nnote: x\n# C\n"]) {
      assert.ok(places(parseNotes(text)).some(([title]) => title === "C"));
    }
    assert.equal(idsOf(parseNotes("---\nnote: x\n\n> [1] q\n\n---")), "notes/1");
  });

  test("an answer is a slice of the file", () => {
    const answer = "    code\n\n1. one\n\n   > quoted\n\n\ttab  \n$$\nx\n$$\n\n---\n\n<b>é</b>";
    assert.equal(only(inSection(`> [5] q\n\n___\n\n\n${answer}  \n\n___\n\n`)).answer, answer);
  });
});

suite("Definitions", () => {
  const source = [
    "## 1 S\n\n> [1] See [one] and [^n].\n\nSee [two][] and[^m].\n\n[one]: http://one.org",
    "[^n]: A note,\n    continued.\n\n    - with a list\n\n[two]:\n  http://two.org\n  'Two'\n\nMore of [one].",
    "> [2] Last\n\n- item\n\n  [^m]: Inner\n\n      note\n\n> > [three]: http://three.org\n\n[^e]:\n\n[three]",
  ].join("\n\n");
  const notes = parseNotes(source);
  const [first, second] = notes.chapters[0]?.sections[0]?.questions ?? [];

  test("are all collected, wherever they stand", () => {
    assert.equal(
      notes.definitions,
      [
        "[^n]: A note,\n    continued.\n\n    - with a list",
        "[^m]: Inner\n\n    note",
        "[^e]:",
        "[one]: http://one.org",
        "[two]:\n  http://two.org\n  'Two'",
        "[three]: http://three.org",
      ].join("\n\n"),
    );
  });

  test("are not in the answers", () => {
    assert.equal(first?.answer, "See [two][] and[^m].\n\nMore of [one].");
  });

  for (const [where, join] of [
    ["behind", (text: string) => `${text}\n\n${notes.definitions}`],
    ["before", (text: string) => `${notes.definitions}\n\n${text}`],
  ] as const) {
    test(`make links and footnotes work in every slice, ${where} it, and show nothing else`, () => {
      const render = (text = "") => createMarkdown().render(join(text));
      assert.match(render(first?.text), /^<p>See <a href="http:\/\/one.org">one<\/a> and <sup .*A note,/s);
      assert.match(render(first?.answer), /^<p>See <a href="http:\/\/two.org" title="Two">two<\/a> and<sup .*Inner/s);
      assert.doesNotMatch(render(first?.answer), /A note/);
      assert.equal(render("plain"), "<p>plain</p>\n");
      const last = render(second?.answer);
      assert.match(last, /<a href="http:\/\/three.org">three<\/a>/);
      assert.doesNotMatch(last, /Inner|footnote/);
    });
  }
});

suite("Diagnostics", () => {
  const cases: [title: string, text: string, findings: string[]][] = [
    ["a good file has none", "> [1] q\n\na\n\n> Note: b\n\n> [2] [M] r\n> Hint: h", []],
    ["a part without a question", "> [ii] a", ["error 3:3-3:7 Part ii has"]],
    ["a number twice", "> [1] q\n\n>  [1] [M] r", ["error 5:4-5:11 Question 1 is"]],
    ["a part twice", "> [1] q\n\n> [i] a\n\n> [i] b", ["error 7:3-7:6 Question 1 has"]],
    ["a section number twice", "## 1 T", ["error 3:1-3:7 There is a"]],
    ["a section number in two chapters", "# C\n## 1 T", ["warning 4:1-4:7 There is a"]],
    ["a number that cannot be read", "> [2a] q", ["error 3:1-3:9 This quoted block"]],
    ["a number with a dot", "> [1.2] q", ["error 3:1-3:10 This quoted block"]],
    ["a bracket left open", "> [5 q", ["error 3:1-3:7 This quoted block"]],
    ["a bracket closed by another", "> [5) q", ["error 3:1-3:8 This quoted block"]],
    ["a level without a number", "> [M] q", ["error 3:1-3:8 This quoted block"]],
    ["a question that is a heading", "> [5] q\n> ---", ["error 3:1-3:8 This quoted block"]],
    ["a question that is a table", "> [5] | q\n> --|--", ["error 3:1-3:10 This quoted block"]],
    ["a quoted interval is none", "> [0, 1] is closed\n\n> [0, 1) is not\n\n> [3 ways] to say", []],
    ["a link to a question elsewhere is none", "> [1] q\n\n[other](question:9.9/1)", []],
    ["no text", "> [5] [M]", ["warning 3:3-3:10 Question 5 has"]],
    ["no text, only a hint", "> [5]\n> Hint: h", ["warning 3:3-3:6 Question 5 has"]],
    ["no text of a part", "> [5] q\n\n> [i]", ["warning 5:3-5:6 Part i has"]],
    ["an unknown level", "> [5] [Q] q", ["warning 3:7-3:10 [Q] is not"]],
    ["a second number in a block", "> [5] q\n> [6] r", ["warning 4:3-4:6 Question 6 begins"]],
    ["a line without >", "> [5] q\n  lazy", ["warning 4:3-4:7 Markdown takes this"]],
    ["a line without > in a quotation is none", "> q\nlazy", []],
    ["an underlined heading", "> [5] q\n\ntext\n---", ["warning 6:1-6:4 This line makes"]],
    ["a fence left open", "> [5] q\n\n  ```py\n> [6] r", ["error 5:3-5:8 This is never"]],
    ["a formula left open", "$$\nx\n\n> [6] r", ["error 3:1-3:3 This is never"]],
    ["a comment left open", "<!-- x\n\n> [6] r", ["error 3:1-3:7 This is never"]],
    ["HTML left open", "<script>\n\n> [6] r", ["error 3:1-3:9 This is never"]],
    ["closed blocks have none", "````\n```\n````\n\n~~~\n~~~~\n\n$$x$$\n\n$$\ny\n$$\n\n<!-- -->\n\n<pre>\n</pre>", []],
    [
      "in the order of lines",
      "> [1] q\n\n> [1] r\nlazy",
      ["error 5:3-5:6 Question 1 is", "warning 6:1-6:5 Markdown takes this"],
    ],
    ["columns count UTF-16 units", "> [5] [Q] 𝟙", ["warning 3:7-3:10 [Q] is not"]],
  ];
  for (const [title, text, expected] of cases) {
    test(`${title}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(findings(inSection(text)), expected);
      assert.deepEqual(findings(inSection(text.replaceAll("\n", "\r\n"))), expected);
    });
  }

  test("a question named twice keeps both, each with an id of its own", () => {
    const notes = inSection("> [5] q\n\na\n\n> [5] r\n\nb\n\n> [i] s\n\n> [i] t\n\n> [5] u");
    assert.equal(idsOf(notes), "1/5! 1/5~2! 1/5~2.i 1/5~2.i~2 1/5~3");
  });

  test("two answers to a question that only its parts named are both kept", () => {
    assert.equal(only(inSection("> [2ii] a\n\n> [2]\n\nx\n\n> [2] q\n\ny")).answer, "x\n\ny");
  });

  test("a block that cannot be read stays where it is", () => {
    const question = only(inSection("> [5] q\n\na\n\n> [6b] r\n\nb"));
    assert.equal(question.answer, "a\n\n> [6b] r\n\nb");
    assert.equal(inSection("> [ii] r").chapters[0]?.sections[0]?.intro, "> [ii] r");
  });
});
