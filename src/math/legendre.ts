/** Legendre polynomials P_0(t) to P_degree(t), for t in [-1, 1]. Source: Abramowitz and Stegun 22.7.10. */
export function legendreAt(t: number, degree: number): number[] {
  const values = [1, t];
  for (let j = 1; j < degree; j++) {
    values.push(((2 * j + 1) * t * (values[j] as number) - j * (values[j - 1] as number)) / (j + 1));
  }
  return values.slice(0, degree + 1);
}
