/** A format of floating-point numbers. */
export interface FloatFormat {
  name: "float64" | "float32" | "float16";
  /** The largest relative error of one rounding, of numbers that are not subnormal: the unit roundoff. */
  unit: number;
  /** The largest absolute error of one rounding of smaller numbers. */
  underflow: number;
  /** The nearest number of the format; of two that are as near, the even one. */
  round(x: number): number;
}

/** The formats of IEEE 754 with 64, 32 and 16 bits. */
export const floatFormats: Readonly<Record<FloatFormat["name"], FloatFormat>> = {
  float64: { name: "float64", unit: 2 ** -53, underflow: 2 ** -1074, round: (x) => x },
  float32: { name: "float32", unit: 2 ** -24, underflow: 2 ** -150, round: Math.fround },
  float16: { name: "float16", unit: 2 ** -11, underflow: 2 ** -25, round: roundToFloat16 },
};

const bits = new DataView(new ArrayBuffer(8));

/**
 * The nearest number with 11 significant bits and an exponent of float16. Adding 1.5 · 2⁵² units of the last place, and
 * taking them away, lets the addition itself round: to the nearest, and to even between two.
 */
function roundToFloat16(x: number): number {
  if (Math.abs(x) >= 65520) {
    return Math.sign(x) * Number.POSITIVE_INFINITY;
  }
  bits.setFloat64(0, x);
  const exponent = ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
  // Below 2^-14 numbers are subnormal, and 2^-24 apart.
  const place = 1.5 * 2 ** (52 + Math.max(exponent, -14) - 10);
  return x + place - place;
}
