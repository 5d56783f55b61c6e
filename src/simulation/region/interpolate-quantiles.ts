/**
 * Value at `position` (0 to 1) of a curve given by (position, value) points in ascending order, linear between them in
 * `scale(value)`; positions outside the points take the end values.
 */
export function interpolateQuantiles(
  points: readonly (readonly [position: number, value: number])[],
  position: number,
  scale: 'linear' | 'log',
): number {
  const first = points[0]!;
  const last = points[points.length - 1]!;
  if (position <= first[0]) return first[1];
  if (position >= last[0]) return last[1];
  let upper = 1;
  while (points[upper]![0] < position) upper++;
  const [fromPosition, fromValue] = points[upper - 1]!;
  const [toPosition, toValue] = points[upper]!;
  const part = (position - fromPosition) / (toPosition - fromPosition);
  if (scale === 'linear') return fromValue + part * (toValue - fromValue);
  return Math.exp(Math.log(fromValue) + part * (Math.log(toValue) - Math.log(fromValue)));
}
