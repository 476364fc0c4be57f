import assert from "node:assert/strict";
import { blankCode, type CodeLanguage } from "../../../src/core/codeHints/blankCode";

/** What is left of the code, without the spaces between. */
const left = (text: string, language: CodeLanguage) => blankCode(text, language).replace(/\s+/g, " ").trim();

const cases: Record<CodeLanguage, [what: string, text: string, left: string][]> = {
  python: [
    ["comments", "a # Lasso()\nb", "a b"],
    ["strings", "a = 'Lasso ()' + b", "a = + b"],
    ["short words as settings, in double quotes", "f(penalty='l1', x=\"l2\")", 'f(penalty="l1", x="l2")'],
    ["no word of bytes", "f(b'l1')", "f(b )"],
    ["hashes in strings", "a('x # y') # z\nb", "a( ) b"],
    ["quotes in comments", "a # it's\nb('c d')", "a b( )"],
    ["escaped quotes", String.raw`a('it\'s # x', b)`, "a( , b)"],
    ["raw strings that end in an escaped quote", String.raw`a(r'\' # x', b)`, "a(r , b)"],
    ["quotes of the other kind", `a("it's", 'say "x"', b)`, "a( , , b)"],
    ["triple quotes, with quotes and hashes inside", `a = """ it's "x" # y\nLasso()\n"""\nb`, "a = b"],
    ["triple single quotes", "'''\nLasso()\n''' + a", "+ a"],
    ["empty strings", `a("", '', b)`, "a( , , b)"],
    ["strings that are not closed, up to the end of the line", "a = 'x y\nb", "a = b"],
    ["strings that go on in the next line", "a = 'x \\\ny z'\nb", "a = b"],
    ["the same with Windows line ends", "a = 'x \\\r\ny z'\r\nb", "a = b"],
    ["formatted strings but for their code", 'print(f"F1 {f1_score(y, p)} of {n}")', "print(f f1_score(y, p) n )"],
    ["formats of values", 'f"{f1_score(y):.{digits}f} Lasso()"', "f f1_score(y) digits"],
    ["doubled braces", 'f"{{Lasso()}} {a}"', "f a"],
    ["slices in formatted strings", 'f"{a[1:2]} x"', "f a[1:2]"],
    ["strings in the code of formatted strings", `f"{a['b c']} Lasso()" + d`, "f a[ ] + d"],
    ["the same quotes inside, as of Python 3.12", 'f"{a["b c"]} Lasso()" + d', "f a[ ] + d"],
    ["names of characters", String.raw`f"\N{EM DASH} {a}" + b`, "f a + b"],
    ["formatted strings over lines", 'rf"""\nLasso() {a\n+ b}\n""" + c', "rf a + b + c"],
    ["formatted strings that are not closed", 'f"{a\nb', "f a b"],
    ["names that end like a prefix", 'buff"{a}"', "buff"],
  ],
  r: [
    ["comments", "a # glmnet()\nb", "a b"],
    ["strings over lines", "a <- 'x\ny()'\nb", "a <- b"],
    ["short words as settings", "f(method = 'lasso')", 'f(method = "lasso")'],
    ["raw strings", `a <- r"(it's "x" # y)" + b`, "a <- + b"],
    ["raw strings with dashes", `a <- R'--[ ]' ]-' ]--' + b`, "a <- + b"],
    ["names in backticks", "`glmnet(x)` + b # c", "+ b"],
    ["escaped quotes", String.raw`f("a \" # b", c)`, "f( , c)"],
  ],
  javascript: [
    ["comments", "a // KNN()\nb /* x\n'y */ c", "a b c"],
    ["strings", "a('x // y', \"it's\", b)", "a( , , b)"],
    ["short words as settings", "f({ loss: 'mse' })", 'f({ loss: "mse" })'],
    ["templates but for their code", `a(\`x \${f({ a: \`\${b} 'c'\` })} // d\`, e)`, "a( f({ a: b }) , e)"],
    ["templates over lines", "a(`\nKNN()\n`, b)", "a( , b)"],
    ["escapes in templates", `a(\`\\\` \\\${b}\`, c)`, "a( , c)"],
    ["regular expressions", "a(/['\"`/*]/g, b); c = /\\/x[/]y/.test(d)", "a( , b); c = .test(d)"],
    ["not what is divided", "a = b / c; d = e / f // g", "a = b / c; d = e / f"],
    ["not what is divided after brackets", "a = (b) / c[0] / d", "a = (b) / c[0] / d"],
    ["regular expressions after return", "return /KNN'/.exec(a)", "return .exec(a)"],
    ["not what closes a tag", "<b>{a}</b>; <i>{c}</i>", "<b>{a}</b>; <i>{c}</i>"],
    ["comments that are not closed", "a /* b", "a"],
    ["templates that are not closed", "a ` b ${c", "a c"],
  ],
};

for (const language of ["python", "r", "javascript"] as const) {
  suite(`Code in ${language} loses`, () => {
    for (const [what, text, expected] of cases[language]) {
      test(what, () => assert.equal(left(text, language), expected));
    }
  });
}

suite("Blanked code", () => {
  test("has every line and every bracket where it was", () => {
    for (const language of ["python", "r", "javascript"] as const) {
      for (const [what, text] of cases[language]) {
        const blanked = blankCode(text, language);
        assert.equal(blanked.length, text.length, what);
        assert.equal(blanked.replace(/[^\r\n]/g, " "), text.replace(/[^\r\n]/g, " "), what);
      }
    }
  });

  test("comes to an end whatever the text, cut anywhere", () => {
    const texts = [
      `f"""{a!r:>{b}} {'c' # d}""" r'\\' b'''x''' f'{x["`,
      `r"--(a)--" \`b\` 'c`,
      `\`\${\`\${a}\`}\` /[/]/ /* */ 'b`,
    ];
    for (const language of ["python", "r", "javascript"] as const) {
      for (const text of texts) {
        for (let i = 0; i <= text.length; i++) {
          assert.equal(blankCode(text.slice(0, i), language).length, i);
          assert.equal(blankCode(text.slice(i), language).length, text.length - i);
        }
      }
    }
  });
});
