/** A density on the plane up to a constant, for samplers that run many chains at once. */
export interface PlanarTarget {
  name: string;
  /** Defines `float logDensity(vec2 at)` and its gradient `vec2 slope(vec2 at)`. */
  glsl: string;
  logDensity(x: number, y: number): number;
  slopeX(x: number, y: number): number;
  slopeY(x: number, y: number): number;
}

/** Two normal coordinates with mean 0, variance 1 and this correlation, above -1 and below 1. */
export function createNormalTarget(correlation: number): PlanarTarget {
  const precision = 1 / (1 - correlation * correlation);
  return {
    name: `normal of correlation ${correlation}`,
    glsl: `
vec2 slope(vec2 at) { return ${float(precision)} * (${float(correlation)} * at.yx - at); }
float logDensity(vec2 at) { return 0.5 * dot(at, slope(at)); }`,
    logDensity: (x, y) => -0.5 * precision * (x * x - 2 * correlation * x * y + y * y),
    slopeX: (x, y) => precision * (correlation * y - x),
    slopeY: (x, y) => precision * (correlation * x - y),
  };
}

/**
 * A curved ridge: u = x/2 and v = 2y + 0.4(x² + 4) - 4 are normal with mean 0, variance 1 and correlation ½, and the map
 * from (x, y) to (u, v) keeps areas.
 */
export const banana: PlanarTarget = {
  name: "banana",
  glsl: `
vec2 straighten(vec2 at) { return vec2(0.5 * at.x, 2.0 * at.y + 0.4 * (at.x * at.x + 4.0) - 4.0); }
float logDensity(vec2 at) {
  vec2 d = straighten(at);
  return (-2.0 / 3.0) * (d.x * d.x - d.x * d.y + d.y * d.y);
}
vec2 slope(vec2 at) {
  vec2 d = straighten(at);
  vec2 g = (-4.0 / 3.0) * (d - 0.5 * d.yx);
  return vec2(0.5 * g.x + 0.8 * at.x * g.y, 2.0 * g.y);
}`,
  logDensity: (x, y) => {
    const u = 0.5 * x;
    const v = 2 * y + 0.4 * (x * x + 4) - 4;
    return (-2 / 3) * (u * u - u * v + v * v);
  },
  slopeX: (x, y) => {
    const u = 0.5 * x;
    const v = 2 * y + 0.4 * (x * x + 4) - 4;
    return (-4 / 3) * (0.5 * (u - 0.5 * v) + 0.8 * x * (v - 0.5 * u));
  },
  slopeY: (x, y) => (-8 / 3) * (2 * y + 0.4 * (x * x + 4) - 4 - 0.25 * x),
};

/** A ring of radius 3: in the plane its density is proportional to exp(-2(r - 3)²). */
export const ring: PlanarTarget = {
  name: "ring",
  glsl: `
float logDensity(vec2 at) { float off = length(at) - 3.0; return -2.0 * off * off; }
vec2 slope(vec2 at) { float r = max(length(at), 1e-6); return (-4.0 * (r - 3.0) / r) * at; }`,
  logDensity: (x, y) => {
    const off = Math.sqrt(x * x + y * y) - 3;
    return -2 * off * off;
  },
  slopeX: (x, y) => ringSlope(x, y) * x,
  slopeY: (x, y) => ringSlope(x, y) * y,
};

const ringSlope = (x: number, y: number): number => {
  const r = Math.max(Math.sqrt(x * x + y * y), 1e-6);
  return (-4 * (r - 3)) / r;
};

/** Two modes: the even mixture of normals with unit variance round (-4, 0) and (4, 0). */
export const mixture: PlanarTarget = {
  name: "mixture",
  glsl: `
float logDensity(vec2 at) {
  float far = abs(at.x);
  return -0.5 * ((far - 4.0) * (far - 4.0) + at.y * at.y) + log(1.0 + exp(-8.0 * far));
}
vec2 slope(vec2 at) { return vec2(4.0 * tanh(clamp(4.0 * at.x, -20.0, 20.0)) - at.x, -at.y); }`,
  logDensity: (x, y) => {
    const far = Math.abs(x);
    return -0.5 * ((far - 4) * (far - 4) + y * y) + Math.log(1 + Math.exp(-8 * far));
  },
  slopeX: (x) => 4 * Math.tanh(4 * x) - x,
  slopeY: (_, y) => -y,
};

/** A funnel: x is normal with standard deviation 3, and y given x is normal with variance e^x. Source: Neal 2003, "Slice sampling". */
export const funnel: PlanarTarget = {
  name: "funnel",
  glsl: `
float logDensity(vec2 at) { return at.x * at.x * (-1.0 / 18.0) - 0.5 * at.x - 0.5 * at.y * at.y * exp(-at.x); }
vec2 slope(vec2 at) {
  float narrow = exp(-at.x);
  return vec2(at.x * (-1.0 / 9.0) - 0.5 + 0.5 * at.y * at.y * narrow, -at.y * narrow);
}`,
  logDensity: (x, y) => (x * x) / -18 - 0.5 * x - 0.5 * y * y * Math.exp(-x),
  slopeX: (x, y) => x / -9 - 0.5 + 0.5 * y * y * Math.exp(-x),
  slopeY: (x, y) => -y * Math.exp(-x),
};

/** A number as GLSL writes it. */
const float = (value: number): string => value.toExponential();
