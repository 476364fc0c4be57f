import assert from "node:assert/strict";
import { banana, createNormalTarget, funnel, mixture, ring } from "../../src/gpu/planarTargets";

suite("Planar targets", () => {
  for (const target of [banana, ring, mixture, funnel, createNormalTarget(0.7)]) {
    test(`have the right gradient: ${target.name}`, () => {
      for (const x of [-4.1, -1, 0.02, 0.5, 3.3]) {
        for (const y of [-3, -0.1, 0.7, 2.2]) {
          const h = 1e-5;
          const slopeX = (target.logDensity(x + h, y) - target.logDensity(x - h, y)) / (2 * h);
          const slopeY = (target.logDensity(x, y + h) - target.logDensity(x, y - h)) / (2 * h);
          const near = (a: number, b: number) =>
            assert.ok(Math.abs(a - b) < 1e-7 * Math.max(1, Math.abs(b)), `${a} against ${b} at ${x}, ${y}`);
          near(target.slopeX(x, y), slopeX);
          near(target.slopeY(x, y), slopeY);
        }
      }
    });
  }

  test("are what they are called: even modes, a ring, a funnel, a correlated normal", () => {
    assert.ok(Math.abs(mixture.logDensity(4, 0) - Math.log(1 + Math.exp(-32))) < 1e-15);
    assert.equal(mixture.logDensity(1, 2), mixture.logDensity(-1, 2));
    assert.equal(Math.abs(ring.logDensity(0, -3)), 0);
    assert.ok(Math.abs(ring.logDensity(3.5, 0) + 0.5) < 1e-15);
    // Given x, y has variance e^x.
    assert.ok(Math.abs(funnel.logDensity(2, Math.E) - funnel.logDensity(2, 0) + 0.5) < 1e-12);
    assert.ok(Math.abs(createNormalTarget(0.5).logDensity(1, 1) + 2 / 3) < 1e-15);
  });
});
