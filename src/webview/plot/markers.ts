/** Outlines of markers of radius `r` round a point. */
export const markers: ((context: CanvasRenderingContext2D, x: number, y: number, r: number) => void)[] = [
  (context, x, y, r) => context.arc(x, y, r, 0, 2 * Math.PI),
  (context, x, y, r) => context.rect(x - r, y - r, 2 * r, 2 * r),
  (context, x, y, r) =>
    trace(context, [
      [x, y - 1.2 * r],
      [x + 1.1 * r, y + 0.8 * r],
      [x - 1.1 * r, y + 0.8 * r],
    ]),
  (context, x, y, r) =>
    trace(context, [
      [x, y - 1.4 * r],
      [x + 1.4 * r, y],
      [x, y + 1.4 * r],
      [x - 1.4 * r, y],
    ]),
  (context, x, y, r) =>
    trace(context, [
      [x, y + 1.2 * r],
      [x + 1.1 * r, y - 0.8 * r],
      [x - 1.1 * r, y - 0.8 * r],
    ]),
];

function trace(context: CanvasRenderingContext2D, points: [number, number][]): void {
  for (const [x, y] of points) {
    context.lineTo(x, y);
  }
  context.closePath();
}
