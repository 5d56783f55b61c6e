import { nearestNames } from '../../kernel/nearest-names.js';

const MOST_ALL = 100;
const MOST_FIRST = 30;
const LONGEST = 40;

/**
 * Headings of a file in a message about one that is missing: all of them, or of a file with more than a hundred the first
 * thirty, those further on that may be meant with their column, and how many there are.
 */
export function headingsFound(names: readonly string[], likely: readonly string[] = []): string {
  if (names.length <= MOST_ALL) return names.map(shortened).join(', ');
  const further = [...new Set(likely)].flatMap((name) => {
    const place = names.findIndex((one) => one.trim() === name);
    return place < MOST_FIRST ? [] : [`${shortened(name)} (${place + 1})`];
  });
  const dots = further.length === 0 ? [] : ['…', ...further];
  return [...names.slice(0, MOST_FIRST).map(shortened), ...dots, `… (${names.length})`].join(', ');
}

/** The same where the missing heading is known by its name: those nearest to it may be meant. */
export function headingsNear(wanted: string, names: readonly string[]): string {
  const comparable =
    names.length <= MOST_ALL ? [] : names.slice(MOST_FIRST).filter((name) => name.length <= 2 * LONGEST);
  return headingsFound(names, nearestNames(wanted.slice(0, 2 * LONGEST), comparable));
}

function shortened(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}
