import assert from "node:assert/strict";
import {
  bestLeapfrogAcceptance,
  bestRandomWalk,
  correlatedAcceptance,
  leapfrogLaw,
  randomWalkAcceptance,
  randomWalkJump,
} from "../../src/math/normalAcceptance";
import { normalCdf } from "../../src/math/normalDistribution";
import { gammaOfHalf, integrate } from "../content/exactValues";

suite("Samplers on a standard normal", () => {
  test("accept of a random walk what the reference values say", () => {
    for (const [dimension, expected] of [
      [1, 0.4449061008946071],
      [2, 0.35615448656648463],
      [3, 0.31963633474019904],
      [5, 0.28746413479241767],
      [10, 0.26153103899528996],
      [20, 0.2479812000695665],
      [50, 0.23966621182469997],
      [100, 0.23686392342049606],
      [1000, 0.2343288298819625],
    ] as const) {
      assert.ok(Math.abs(randomWalkAcceptance(dimension, 2.38) - expected) < 1e-12, `${dimension}`);
    }
    assert.ok(Math.abs(randomWalkAcceptance(1, 2.38) - (2 / Math.PI) * Math.atan(2 / 2.38)) < 1e-13);
    assert.ok(Math.abs(randomWalkAcceptance(1e6, 2.38) - 0.23404639204621747) < 1e-6);
  });

  test("jump as far as the integral over the length of a step says", () => {
    for (const [dimension, length] of [
      [1, 2.4],
      [3, 1],
      [20, 5],
    ] as const) {
      const density = (r: number) =>
        (r ** (dimension - 1) * Math.exp((-r * r) / 2)) / (2 ** (dimension / 2 - 1) * gammaOfHalf(dimension));
      const step = length / Math.sqrt(dimension);
      const jump = integrate((r) => density(r) * (step * r) ** 2 * 2 * normalCdf((-step * r) / 2), 0, 20);
      assert.ok(Math.abs(randomWalkJump(dimension, length) - jump) < 1e-9, `${dimension}`);
    }
  });

  test("are most efficient where the acceptance falls from 0.44 in one dimension to 0.234", () => {
    // To the grid of ℓ of the first column, in steps of 0.01 or so, from which these were read.
    for (const [dimension, acceptance] of [
      [1, 0.4384],
      [2, 0.3514],
      [5, 0.2839],
      [10, 0.2597],
      [50, 0.2397],
      [1e6, 0.23385],
    ] as const) {
      assert.ok(
        Math.abs(randomWalkAcceptance(dimension, bestRandomWalk(dimension)) - acceptance) < 1e-3,
        `${dimension}`,
      );
    }
    assert.ok(Math.abs(bestRandomWalk(1e6) - 2.381) < 1e-3);
  });

  test("accept on correlated coordinates as on independent ones where there is no correlation, else less", () => {
    const size = 2.38 / Math.SQRT2;
    assert.ok(Math.abs(correlatedAcceptance(0, size) - randomWalkAcceptance(2, 2.38)) < 1e-12);
    assert.ok(correlatedAcceptance(0.95, size) < 0.5 * correlatedAcceptance(0, size));
  });

  test("have the energy error of a path in closed form, below the unstable step", () => {
    for (const [stepSize, leapfrogs] of [
      [0.4, 4],
      [1, 1],
      [1.9, 50],
    ] as const) {
      // Leapfrog turns (q, p/χ) by a fixed angle, χ² = 1/(1 - ε²/4).
      const turn = Math.sin(leapfrogs * Math.acos(1 - stepSize ** 2 / 2)) ** 2;
      const chi = 1 / (1 - stepSize ** 2 / 4);
      const law = leapfrogLaw(7, stepSize, leapfrogs);
      assert.ok(Math.abs(law.energyError - 3.5 * turn * (chi + 1 / chi - 2)) < 1e-9 * Math.max(1, law.energyError));
      assert.ok(Math.abs(law.stretch + 1 / law.stretch - 2 - turn * (chi + 1 / chi - 2)) < 1e-9);
    }
  });

  test("accept paths in closed form in one and two dimensions, and as the limit says in many", () => {
    const { stretch } = leapfrogLaw(1, 1.2, 3);
    assert.ok(Math.abs(leapfrogLaw(1, 1.2, 3).acceptance - (4 / Math.PI) * Math.atan(1 / Math.sqrt(stretch))) < 1e-12);
    assert.ok(Math.abs(leapfrogLaw(2, 1.2, 3).acceptance - 2 / (1 + stretch)) < 1e-12);
    const many = leapfrogLaw(4000, 0.3, 5);
    assert.ok(Math.abs(many.acceptance - 2 * normalCdf(-Math.sqrt(many.energyError / 2))) < 1e-4);
    assert.ok(leapfrogLaw(3, 2.2, 50).acceptance < 1e-9);
  });

  test("are most efficient at the famous acceptances in many dimensions, near which the best whole number of steps is", () => {
    const { langevin, hamiltonian } = bestLeapfrogAcceptance(1e6);
    assert.ok(Math.abs(langevin - 0.5742) < 1e-4, `${langevin}`);
    assert.ok(Math.abs(hamiltonian - 0.6513) < 2e-4, `${hamiltonian}`);
    // Of paths of a quarter of a turn in so many whole steps that the best lies between two of them.
    const dimension = 4000;
    const best = Array.from({ length: 40 }, (_, i) => {
      const size = 2 * Math.sin(Math.PI / (4 * (i + 1)));
      const { acceptance } = leapfrogLaw(dimension, size, i + 1);
      return { acceptance, worth: size * acceptance };
    }).reduce((a, b) => (a.worth > b.worth ? a : b));
    assert.ok(Math.abs(best.acceptance - bestLeapfrogAcceptance(dimension).hamiltonian) < 0.05, `${best.acceptance}`);
  });
});
