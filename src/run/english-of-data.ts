import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../kernel/package-root.js';

/** Kinds of texts that shipped data have in Chinese alone, each with its English in weights/english.json. */
type Kind = 'regions' | 'sources' | 'departments' | 'policies' | 'chapters';
type English = Readonly<Record<Kind, Readonly<Record<string, string>>>>;

let known: English | undefined;

/** English of a text of the data, the same that the page shows; undefined for what nobody has translated. */
export function englishOf(kind: Kind, text: string): string | undefined {
  known ??= JSON.parse(readFileSync(join(packageRoot(), 'weights', 'english.json'), 'utf8')) as English;
  return Object.hasOwn(known[kind], text) ? known[kind][text] : undefined;
}
