import { normaliseCode } from '../../../cases/codes/normalise-code.js';
import { compareCodePoints } from '../../../kernel/hash.js';
import type { ReadEntry } from './entry-row.js';
import type { RowProblems } from './row-problems.js';

export type NumberedEntry = ReadEntry & { readonly sequence: number };

/** A group index is 16 bits wide, and 0 is 0000. */
const MOST_ENTRIES = 65_535;

/**
 * Entries in order of their numbers. Those without one follow in code-point order of their codes, never in the order of
 * the file. Doubled codes (in any case and
 * width) and numbers are problems of the later row.
 */
export function numberEntries(entries: readonly ReadEntry[], problems: RowProblems): NumberedEntry[] {
  const byCode = new Map<string, ReadEntry>();
  const byNumber = new Map<number, ReadEntry>();
  let last = 0;
  for (const entry of entries) {
    const { code, place, sequence } = entry;
    // Codes that differ only in case, width or spaces are one to whoever joins tables by them.
    const plain = normaliseCode(code);
    const first = byCode.get(plain);
    if (first === undefined) byCode.set(plain, entry);
    else
      problems.error(
        'dip_code_doubled',
        place,
        `病种编码 ${code} 出现了两次（先见于 ${first.place}）。请删去或改名其中一行；多个诊断请用 | 写在一行。`,
        `code ${code} stands twice (first at ${first.place}). Remove or rename one row; several diagnoses go into one row, joined by |.`,
      );
    if (sequence === undefined) continue;
    last = Math.max(last, sequence);
    const other = byNumber.get(sequence);
    if (other === undefined) byNumber.set(sequence, entry);
    else
      problems.error(
        'dip_number_doubled',
        place,
        `${code} 与 ${other.code} 的序号同为 ${sequence}（先见于 ${other.place}）。请给每行一个不同的序号。`,
        `${code} and ${other.code} both have number ${sequence} (first at ${other.place}). Give each row its own number.`,
      );
  }
  if (entries.length >= MOST_ENTRIES)
    problems.error(
      'dip_too_many',
      entries[MOST_ENTRIES - 1]!.place,
      `病种有 ${entries.length} 个，最多 ${MOST_ENTRIES - 1} 个。请拆分目录。`,
      `there are ${entries.length} entries; at most ${MOST_ENTRIES - 1} are possible. Split the catalogue.`,
    );
  const unnumbered = entries.filter(({ sequence }) => sequence === undefined);
  unnumbered.sort((a, b) => compareCodePoints(a.code, b.code));
  const numbered = entries.filter((entry): entry is NumberedEntry => entry.sequence !== undefined);
  return [
    ...numbered.sort((a, b) => a.sequence - b.sequence),
    ...unnumbered.map((entry, index) => ({ ...entry, sequence: last + 1 + index })),
  ];
}
