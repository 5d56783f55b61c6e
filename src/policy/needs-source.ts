/** What names the document itself. */
const IDENTITY = new Set(['id', 'title', 'region', 'year']);

/** Whether a value must say where it comes from: everything but the name, title, region and year of the document itself. */
export function needsSource(path: string): boolean {
  return !IDENTITY.has(path.split('.')[0]!);
}
