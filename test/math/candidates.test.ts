import assert from "node:assert/strict";
import { type CandidateScheme, expectCandidateGradient, expectedCounts } from "../../src/math/candidateGradient";
import {
  type CandidateSampler,
  createAliasSampler,
  createLogUniformSampler,
  createUniformSampler,
  divergence,
  normalize,
  softmax,
} from "../../src/math/candidateSampler";
import { createCandidateDraws } from "../../src/math/drawCandidates";
import { createRandomSource } from "../../src/math/random";
import { expectLogOfMean, expectSelfNormalized } from "../../src/math/selfNormalized";

const near = (measured: number, exact: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${what} ${measured} is not within ${tolerance} of ${exact}`);

/** What a generator returns when it is not stopped on the way. */
function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) {
      return next.value;
    }
  }
}

/** All sequences of so many classes, each with its probability. */
function* sequences(q: Float64Array, count: number): Generator<{ drawn: number[]; probability: number }> {
  if (count === 0) {
    yield { drawn: [], probability: 1 };
    return;
  }
  for (const { drawn, probability } of sequences(q, count - 1)) {
    for (let i = 0; i < q.length; i++) {
      yield { drawn: [...drawn, i], probability: probability * (q[i] as number) };
    }
  }
}

/** All sets of classes, each class in with its own probability. */
function* subsets(inclusion: Float64Array): Generator<{ drawn: number[]; probability: number }> {
  for (let bits = 0; bits < 2 ** inclusion.length; bits++) {
    const drawn = [...inclusion.keys()].filter((i) => (bits >> i) & 1);
    const probability = inclusion.reduce((product, q, i) => product * ((bits >> i) & 1 ? q : 1 - q), 1);
    yield { drawn, probability };
  }
}

const zipf = (classes: number) => normalize(Float64Array.from({ length: classes }, (_, i) => 1 / (i + 1)));

suite("A candidate sampler", () => {
  const p = zipf(50);
  const samplers: [string, CandidateSampler][] = [
    ["uniform", createUniformSampler(50)],
    ["log-uniform", createLogUniformSampler(50)],
    ["alias", createAliasSampler(p)],
    ["alias with a class of no probability", createAliasSampler(Float64Array.of(0.5, 0, 0.2, 0.3))],
  ];
  for (const [name, { probabilities, pick }] of samplers) {
    test(`picks each class as often as its probability says: ${name}`, () => {
      near(
        probabilities.reduce((sum, q) => sum + q, 0),
        1,
        1e-12,
      );
      // A regular grid of numbers: every class is off by a few of its cells.
      const cells = 1_000_000;
      const counts = new Float64Array(probabilities.length);
      for (let i = 0; i < cells; i++) {
        const picked = pick((i + 0.5) / cells);
        counts[picked] = (counts[picked] as number) + 1;
      }
      counts.forEach((count, i) => {
        near(count / cells, probabilities[i] as number, 60 / cells, `class ${i}`);
      });
      const last = pick(1 - 2 ** -53);
      assert.ok(last >= 0 && last < probabilities.length);
    });
  }

  test("has the first probability and the divergences of the tables at 10,000 classes", () => {
    const truth = zipf(10_000);
    const logUniform = createLogUniformSampler(10_000).probabilities;
    const flat = createUniformSampler(10_000).probabilities;
    near(logUniform[0] as number, 0.07525668186780549, 1e-15);
    const excess = (q: Float64Array) => truth.reduce((sum, p, i) => sum + (p * p) / (q[i] as number), -1);
    near(excess(flat), 170.69954067946207, 1e-9);
    near(excess(logUniform), 0.013232979948309964, 1e-12);
    const ratio = normalize(truth.map((p, i) => p / (logUniform[i] as number)));
    near(divergence(truth, ratio), 2.536639650008127, 1e-12);
    near(divergence(truth, flat), 2.603055321721163, 1e-12);
    near(divergence(truth, softmax(truth.map((p) => Math.log(p) + 700))), 0, 1e-12);
  });
});

const schemes: CandidateScheme[] = (["replacement", "unique"] as const).flatMap((candidates) =>
  (["kept", "removed"] as const).flatMap((hits) => [1, 3].map((count) => ({ candidates, hits, count }))),
);

suite("The expected gradient of a softmax over candidates", () => {
  const truth = Float64Array.of(0.5, 0.3, 0.15, 0.05);
  const proposal = Float64Array.of(0.1, 0.2, 0.3, 0.4);
  const weights = Float64Array.of(3, 0.4, 1, 20);

  for (const scheme of schemes) {
    test(`is the sum over all true classes and candidates: ${JSON.stringify(scheme)}`, () => {
      const exact = new Float64Array(4);
      const curvature = new Float64Array(4);
      const all =
        scheme.candidates === "replacement"
          ? sequences(proposal, scheme.count)
          : subsets(expectedCounts(scheme, proposal));
      for (const { drawn, probability } of all) {
        truth.forEach((p, label) => {
          const candidates = [label, ...drawn.filter((i) => scheme.hits === "kept" || i !== label)];
          const sum = candidates.reduce((total, i) => total + (weights[i] as number), 0);
          exact[label] = (exact[label] as number) - p * probability;
          for (const i of candidates) {
            const share = (weights[i] as number) / sum;
            exact[i] = (exact[i] as number) + p * probability * share;
            curvature[i] = (curvature[i] as number) + p * probability * share * (1 - share);
          }
        });
      }
      const found = finish(expectCandidateGradient({ truth, proposal, scheme }, weights));
      exact.forEach((slope, i) => {
        near(found.gradient[i] as number, slope, 1e-8, `class ${i}`);
        near(found.curvature[i] as number, curvature[i] as number, 1e-8, `curvature of class ${i}`);
      });
    });
  }

  test("is 0 at log p for 1000 candidates, where one class is among them almost surely", () => {
    const p = zipf(300);
    const q = createLogUniformSampler(300).probabilities;
    for (const [candidates, hits] of [
      ["replacement", "kept"],
      ["unique", "removed"],
    ] as const) {
      const scheme = { candidates, hits, count: 1000 };
      const expected = expectedCounts(scheme, q);
      const { gradient } = finish(
        expectCandidateGradient(
          { truth: p, proposal: q, scheme },
          p.map((share, i) => share / (expected[i] as number)),
        ),
      );
      gradient.forEach((slope, i) => {
        near(slope / (p[i] as number), 0, 1e-8, `class ${i}`);
      });
    }
  });
});

suite("Drawn candidates", () => {
  const sampler = createAliasSampler(Float64Array.of(0.5, 0.25, 0.125, 0.125));
  for (const scheme of schemes) {
    test(`come as often as expected, and as the scheme says: ${JSON.stringify(scheme)}`, () => {
      const numbers = createRandomSource(5).uniforms(1, 400_000);
      let next = 0;
      const draw = createCandidateDraws(scheme, sampler, () => numbers[next++] as number);
      const examples = 40_000;
      const counts = new Float64Array(4);
      for (let example = 0; example < examples; example++) {
        const drawn = draw(0);
        if (scheme.candidates === "unique") {
          assert.equal(new Set(drawn).size, drawn.length);
        } else if (scheme.hits === "kept") {
          assert.equal(drawn.length, scheme.count);
        }
        for (const i of drawn) {
          counts[i] = (counts[i] as number) + 1;
        }
      }
      const expected = expectedCounts(scheme, sampler.probabilities);
      counts.forEach((count, i) => {
        const exact = i === 0 && scheme.hits === "removed" ? 0 : (expected[i] as number);
        // At most as spread out as a Poisson count.
        near(count / examples, exact, 4.5 * Math.sqrt(exact / examples), `class ${i}`);
      });
    });
  }
});

suite("Self-normalised importance sampling", () => {
  const proposal = Float64Array.of(0.2, 0.5, 0.3);
  const weights = Float64Array.of(4, 0.5, 1);
  const vectors = Float64Array.of(1, 2, -1, 0.5, 0.3, -2);

  test("has the expected shares and the variance of all draws", () => {
    const found = finish(expectSelfNormalized(weights, proposal, vectors, [1, 2, 4]));
    for (const { count, shares, variance } of found) {
      const exact = new Float64Array(3);
      let second = 0;
      const mean = [0, 0];
      for (const { drawn, probability } of sequences(proposal, count)) {
        const sum = drawn.reduce((total, i) => total + (weights[i] as number), 0);
        const estimate = [0, 0];
        for (const i of drawn) {
          const share = (weights[i] as number) / sum;
          exact[i] = (exact[i] as number) + probability * share;
          [0, 1].forEach((d) => {
            estimate[d] = (estimate[d] as number) + share * (vectors[2 * i + d] as number);
          });
        }
        second += probability * ((estimate[0] as number) ** 2 + (estimate[1] as number) ** 2);
        mean.forEach((_, d) => {
          mean[d] = (mean[d] as number) + probability * (estimate[d] as number);
        });
      }
      shares.forEach((share, i) => {
        near(share, exact[i] as number, 1e-8, `share ${i} of ${count}`);
      });
      near(variance, second - (mean[0] as number) ** 2 - (mean[1] as number) ** 2, 1e-8, `variance of ${count}`);
    }
  });

  test("has the expected logarithm of the mean weight of all draws", () => {
    for (const count of [1, 2, 5]) {
      let exact = 0;
      for (const { drawn, probability } of sequences(proposal, count)) {
        exact += probability * Math.log(drawn.reduce((sum, i) => sum + (weights[i] as number), 0) / count);
      }
      near(expectLogOfMean(weights, proposal, count), exact, 1e-8, `of ${count}`);
    }
  });
});
