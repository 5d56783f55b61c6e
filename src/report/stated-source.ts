import type { Language } from '../kernel/errors.js';
import type { PolicySource } from '../policy/policy-schema.js';

type Stated = Pick<PolicySource, 'document' | 'article' | 'note'>;

/** A source with the English of what the data state in Chinese alone, where somebody has translated it. */
export interface StatedSource extends PolicySource {
  readonly english?: Partial<Stated>;
}

/** Document, article and note for readers of a language; what nobody has translated as it is stated. */
export function sourceIn({ document, article, note, english }: StatedSource, language: Language): Stated {
  const stated = { document, article, note };
  return language === 'en' ? { ...stated, ...english } : stated;
}
