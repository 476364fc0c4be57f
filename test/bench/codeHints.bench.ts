import { readCode } from "../../src/core/codeHints/code";
import { findHints } from "../../src/core/codeHints/findHints";
import { type Bench, median } from "./bench";

const rounds = 101;

/** Twenty lines as people write them: comments, strings over lines, calls over lines, and eight hints. */
const sample = `"""Train a model on what users wrote; see Lasso() and KFold() in the notes."""
import numpy as np
from sklearn.linear_model import Lasso, LogisticRegression

def load(path, seed=7):
    # StandardScaler().fit before the split would leak.
    data = pd.read_csv(path, parse_dates=["created_at"]).drop_duplicates()
    x, y = data.drop(columns="label").to_numpy(), data["label"].to_numpy()
    x = StandardScaler().fit_transform(x)
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.2, random_state=seed)
    rows = np.random.choice(len(x_train), 500, replace=False)
    return x_train[rows], x_test, y_train[rows], y_test

def fit(x, y, x_test, y_test, folds=5):
    search = RandomizedSearchCV(LogisticRegression(penalty="l1", solver="saga"), space, n_iter=60, cv=KFold(folds))
    model = search.fit(x, y)
    print(f"best {model.best_score_:.3f}, test F1 {f1_score(y_test, model.predict(x_test), average='macro'):.3f}")
    return model

`;
const repeat = (lines: number) => Array.from({ length: lines / 20 }, () => sample).join("");

const codeHints: Bench = {
  title: "Hints on code",
  about: `Milliseconds, medians and slowest of ${rounds} warm rounds, and the first round. A hover in a document that did not change finds its code read already.`,

  async measure() {
    const [screenful, file] = [repeat(60), repeat(5000)];
    const code = readCode([file], "python");
    const { text } = code;
    const middle = text.indexOf("\n", text.length / 2) + 1;
    const line = text.indexOf("StandardScaler", middle);
    return [
      row("60 lines: read, and all hints", () => findHints(readCode([screenful], "python"))),
      row("5,000 lines: read", () => readCode([file], "python").lines),
      row("5,000 lines, read: all hints", () => findHints(code)),
      row("5,000 lines, read: the hints of 60", () => findHints(code, middle, middle + screenful.length)),
      row("5,000 lines, read: the hint of a line", () => findHints(code, line, text.indexOf("\n", line))),
    ];
  },
};
export default codeHints;

function row(what: string, act: () => readonly unknown[]) {
  const times = Array.from({ length: 2 * rounds }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  const warm = times.slice(rounds);
  return {
    what,
    median: round(median(warm)),
    slowest: round(Math.max(...warm)),
    first: round(times[0] ?? 0),
    found: act().length,
  };
}

const round = (value: number): number => Number(value.toPrecision(2));
