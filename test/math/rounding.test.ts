import assert from "node:assert/strict";
import { createRandomSource } from "../../src/math/random";
import { floatFormats } from "../../src/math/rounding";

/** Every finite float16 from 0 up, by its 15 bits. */
const halves = Array.from({ length: 0x7c00 }, (_, bits) => {
  const [exponent, fraction] = [bits >> 10, bits & 0x3ff];
  return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
});

suite("Rounding to float16", () => {
  const { round, unit, underflow } = floatFormats.float16;

  test("leaves every float16 as it is, of either sign", () => {
    assert.ok(halves.every((half) => round(half) === half && round(-half) === -half));
  });

  test("takes the nearer neighbour, and of two as near the even one", () => {
    halves.slice(1).forEach((high, i) => {
      const low = halves[i] as number;
      const middle = (low + high) / 2;
      const least = (high - low) * 1e-6;
      assert.equal(round(middle - least), low);
      assert.equal(round(middle + least), high);
      assert.equal(round(middle), i % 2 === 0 ? low : high);
    });
  });

  test("is infinite from 65520 on, half a place beyond the largest", () => {
    assert.equal(round(65519.99), 65504);
    assert.equal(round(65520), Number.POSITIVE_INFINITY);
    assert.equal(round(-1e300), Number.NEGATIVE_INFINITY);
  });

  test("errs by no more than its unit, or where numbers are subnormal by its underflow", () => {
    const random = createRandomSource(1).uniforms(0, 4000);
    for (let i = 0; i < 4000; i += 2) {
      const x = (1 + (random[i] as number)) * 2 ** Math.floor(-28 + 40 * (random[i + 1] as number));
      assert.ok(Math.abs(round(x) - x) <= (x < 2 ** -14 ? underflow : unit * x));
    }
  });
});
