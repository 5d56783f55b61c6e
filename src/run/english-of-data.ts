import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../kernel/package-root.js';
import type { PolicySource } from '../policy/policy-schema.js';
import type { StatedSource } from '../report/stated-source.js';

/** Kinds of texts that shipped data have in Chinese alone, each with its English in weights/english.json. */
type Kind = 'regions' | 'sources' | 'departments' | 'policies' | 'chapters';
type English = Readonly<Record<Kind, Readonly<Record<string, string>>>>;

let known: English | undefined;

/** English of a text of the data, the same that the page shows; undefined for what nobody has translated. */
export function englishOf(kind: Kind, text: string): string | undefined {
  known ??= JSON.parse(readFileSync(join(packageRoot(), 'weights', 'english.json'), 'utf8')) as English;
  return Object.hasOwn(known[kind], text) ? known[kind][text] : undefined;
}

/** A source with what is known of it in English. */
export function withEnglish(source: PolicySource): StatedSource {
  const english = Object.fromEntries(
    (['document', 'article', 'note'] as const).flatMap((part) => {
      const known = englishOf('sources', source[part] ?? '');
      return known === undefined ? [] : [[part, known]];
    }),
  );
  return Object.keys(english).length === 0 ? source : { ...source, english };
}
