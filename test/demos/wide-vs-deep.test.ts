import assert from "node:assert/strict";
import { wideVsDeep } from "../../src/demos/wide-vs-deep";
import { countActivationPatterns } from "../../src/demos/wide-vs-deep/arrangement";
import { concludeSmooth } from "../../src/demos/wide-vs-deep/conclude";
import { foldingNetwork, zigzagNetwork } from "../../src/demos/wide-vs-deep/exactNetworks";
import { countWrong, fewestWrong, fewestWrongByProgramme } from "../../src/demos/wide-vs-deep/labels";
import { deepShape, pointsOf, shallowShape } from "../../src/demos/wide-vs-deep/settings";
import { findLinearPieces } from "../../src/math/linearPieces";
import { predict } from "../../src/math/network";
import { testDefects } from "./plantDefect";
import { failedChecks, prepareBackend, runDemo } from "./runDemo";

suiteSetup(prepareBackend);

const small = { folds: 4, networks: 8, steps: 50 };

suite("Wide against deep", () => {
  test("folds 1, 3, 6 and 10 times into 2, 8, 64 and 1024 pieces, without an error on their points", () => {
    for (const [folds, pieces] of [
      [1, 2],
      [3, 8],
      [6, 64],
      [10, 1024],
    ] as const) {
      assert.equal(findLinearPieces(deepShape(folds), foldingNetwork(folds), 0, 1).length, pieces);
      const outputs = predict(deepShape(folds), foldingNetwork(folds), pointsOf(folds));
      assert.deepEqual(
        [...outputs],
        [...outputs.keys()].map((i) => i % 2),
      );
    }
  });

  test("has a zigzag of N units that is as right as N units can be, for all N from 3 on", () => {
    for (const folds of [2, 5, 7]) {
      const points = 2 ** folds;
      for (let units = 3; units <= points; units++) {
        const parameters = zigzagNetwork(units, points);
        const wrong = countWrong(predict(shallowShape(units), parameters, pointsOf(folds)));
        assert.equal(wrong, fewestWrong(points, units + 2), `${units} units on ${points} points`);
        assert.ok(findLinearPieces(shallowShape(units), parameters, 0, 1).length <= units + 1);
      }
    }
  });

  test("counts the fewest wrong labels by programme as by trying out every labelling, and in closed form", () => {
    for (const points of [2, 3, 8, 9, 12]) {
      const best = new Map<number, number>();
      for (let labelling = 0; labelling < 2 ** points; labelling++) {
        const labels = Array.from({ length: points }, (_, i) => (labelling >> i) & 1);
        const runs = 1 + labels.filter((label, i) => i > 0 && label !== labels[i - 1]).length;
        const wrong = labels.filter((label, i) => label !== i % 2).length;
        best.set(runs, Math.min(best.get(runs) ?? points, wrong));
      }
      for (let runs = 1; runs <= points; runs++) {
        const exact = Math.min(...Array.from({ length: runs }, (_, r) => best.get(r + 1) as number));
        assert.equal(fewestWrongByProgramme(points, runs), exact);
        assert.equal(fewestWrong(points, runs), exact);
      }
    }
    assert.equal(fewestWrong(64, 14) / 64, 0.390625);
  });

  test("counts the regions of lines: of ten in general position 56, of three through nearly one point 7", () => {
    // Tangents of a parabola: no two are parallel, and no three meet.
    assert.equal(countActivationPatterns(Array.from({ length: 10 }, (_, t) => [2 * t, -1, -t * t])), 56);
    assert.equal(
      countActivationPatterns([
        [1, 0, 0],
        [0, 1, 0],
        [1, 1, -1e-9],
      ]),
      7,
    );
  });

  test("says that width or depth wins on a smooth target only where their medians are told apart", () => {
    const networks = (from: number) => ({
      ends: Array.from({ length: 8 }, (_, i) => ({ error: (from + i / 100) ** 2, wrong: 0, pieces: 1 })),
    });
    assert.match(concludeSmooth(networks(0.3), networks(0.1)), /0\.14 \(0\.10 to 0\.17\) wide.*here width wins/);
    assert.match(concludeSmooth(networks(0.1), networks(0.3)), /here depth wins/);
    assert.match(concludeSmooth(networks(0.1), networks(0.12)), /which wins is not clear/);
  });

  test("says at its own size: 64 pieces and 0 % against 13 and 39.06 %, 62 units and 187 parameters", async () => {
    const { conclusion } = await runDemo(wideVsDeep, 1, { weights: "exact" });
    assert.match(
      conclusion,
      /37 parameters .* 64 pieces .* 0 % .* 13 .* 39\.06 % .* 62 units, which is 187 parameters/,
    );
  });

  test("shows which units are active: as many patterns along the line as pieces", async () => {
    for (const folds of [1, 2, 6, 10]) {
      const { panels } = await runDemo(wideVsDeep, 1, { folds, weights: "exact" });
      const strip = panels.find(({ title }) => /which units are active/.test(title));
      const shallow = folds === 1 ? 2 : 2 * folds + (folds === 2 ? 0 : 1);
      assert.match(
        strip?.summary ?? "",
        new RegExp(`has ${shallow} patterns of active units, the deep one ${2 ** folds}\\.`),
      );
    }
  });

  for (const wished of [
    { folds: 1, networks: 4, steps: 50 },
    { folds: 2, networks: 4, steps: 50, activation: "relu" },
    { folds: 3, networks: 8, steps: 100, activation: "relu", initialisation: "he" },
    { folds: 7, networks: 4, steps: 50, initialisation: "he" },
    { folds: 8, networks: 4, steps: 100, target: "smooth" },
    { folds: 10, networks: 4, steps: 50 },
    { folds: 1, weights: "exact" },
    { folds: 10, weights: "exact" },
  ]) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(wideVsDeep, wished), []);
    });
  }
});

testDefects(wideVsDeep, small, [
  {
    mistake: "a fold is half as steep",
    file: "demos/wide-vs-deep/exactNetworks.ts",
    from: "const later = [2, -4, 0, 2, -4, -0.5]",
    to: "const later = [1, -2, 0, 1, -2, -0.5]",
    seen: /Linear pieces, deep network/,
  },
  {
    mistake: "the zigzag lies too low",
    file: "demos/wide-vs-deep/exactNetworks.ts",
    from: "turned ? 5 : 0",
    to: "turned ? 4 : 0",
    seen: /Wrong labels, best shallow network/,
  },
  {
    mistake: "a threshold on p pieces is thought to make p runs",
    file: "demos/wide-vs-deep/labels.ts",
    from: "units + 2",
    to: "units + 1",
    seen: /Wrong labels, best shallow network/,
  },
  {
    mistake: "the programme forgets what a switch of labels costs",
    file: "demos/wide-vs-deep/labels.ts",
    from: "Math.min(one, zeroBefore) + 1 - (i % 2)",
    to: "Math.min(one, zeroBefore)",
    seen: /by dynamic programming/,
  },
  {
    mistake: "kinks outside the interval count",
    file: "math/linearPieces.ts",
    from: "x > from && x < to",
    to: "x > from",
    seen: /Linear pieces/,
  },
  {
    mistake: "biases are not counted",
    file: "math/network.ts",
    from: "sum + units * (inputs + 1), 0)",
    to: "sum + units * inputs, 0)",
    seen: /Parameters that a shallow network needs/,
  },
  {
    mistake: "a region at each crossing is forgotten",
    file: "demos/wide-vs-deep/arrangement.ts",
    from: '["00", "01", "10", "11"]',
    to: '["00", "01", "10"]',
    seen: /Activation patterns/,
  },
  {
    mistake: "training climbs",
    file: "gpu/training.ts",
    from: "(parameters[i] as number) - (learningRate",
    to: "(parameters[i] as number) + (learningRate",
    seen: /Median squared error after training/,
  },
  {
    mistake: "trained networks are judged by the labels that they have, and not by those that they give",
    file: "demos/wide-vs-deep/stages.ts",
    from: "wrong: countWrong(outputs)",
    to: "wrong: countWrong(targets)",
    seen: /Right labels, best of the trained/,
  },
]);
