/** A heading without case, spaces and the difference of full-width and narrow signs, for comparing. */
export function plainHeading(heading: string): string {
  return heading.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}
