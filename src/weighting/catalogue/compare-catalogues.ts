import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { type Decimal, decimalToNumber } from '../../kernel/decimal.js';
import type { DipDocument, DipEntry } from '../../schemes/dip/dip-document.js';
import { combinationText, patternText } from '../../schemes/dip/load/parse-patterns.js';

/** How an entry differs from last year's catalogue. */
export interface EntryChange {
  readonly change: 'new' | 'gone' | 'moved' | 'kept';
  /** Of this year's catalogue; of last year's where the entry is gone. */
  readonly code: string;
  readonly name: string;
  readonly before: Decimal | undefined;
  readonly after: Decimal | undefined;
  /** after / before − 1; NaN where one is missing. */
  readonly relative: number;
}

/**
 * Compares two catalogues by what their entries take (tier, diagnoses, procedures, class), whatever their codes: entries
 * that are new, gone, moved in score by more than a share (exactly the share: kept), or kept. New and gone ones first,
 * then the largest moves; equal ones by code.
 */
export function compareCatalogues(before: DipDocument, after: DipDocument, share: Decimal): EntryChange[] {
  const earlier = new Map(before.entries.map((entry) => [contentOf(entry), entry]));
  const changes: EntryChange[] = [];
  for (const entry of after.entries) {
    const content = contentOf(entry);
    const old = earlier.get(content);
    earlier.delete(content);
    const change = old === undefined ? 'new' : hasMoved(old.score, entry.score, share) ? 'moved' : 'kept';
    changes.push(changeOf(change, entry, old?.score, entry.score));
  }
  for (const entry of earlier.values()) changes.push(changeOf('gone', entry, entry.score, undefined));
  const size = ({ relative }: EntryChange) => (Number.isNaN(relative) ? 0 : Math.abs(relative));
  return changes.sort(
    (a, b) =>
      ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || size(b) - size(a) || compareCodePoints(a.code, b.code),
  );
}

const ORDER: readonly EntryChange['change'][] = ['new', 'gone', 'moved', 'kept'];

function contentOf({ tier, kind, diagnoses, procedureUse, main, related }: DipEntry): string {
  const sort = (texts: readonly string[]) => [...texts].sort(compareCodePoints);
  const parts = [sort(main), ...sort(related.map((part) => sort(part).join('|'))).map((part) => part.split('|'))];
  const procedures = main.length === 0 ? '' : combinationText(parts);
  const treatment = procedureUse === 'class' ? kind : procedureUse;
  // Core and basic entries are the same thing with more or fewer cases.
  const wide = tier === 'comprehensive' || tier === 'fallback' ? tier : '';
  return [wide, sort(diagnoses.map(patternText)).join('|'), treatment, procedures].join('\n');
}

/** |after − before| > share × before, exactly. A score that appears or goes has moved. */
function hasMoved(before: Decimal | undefined, after: Decimal | undefined, share: Decimal): boolean {
  if (before === undefined || after === undefined) return before !== after;
  const scale = Math.max(before.scale, after.scale);
  const old = BigInt(before.digits) * 10n ** BigInt(scale - before.scale);
  const now = BigInt(after.digits) * 10n ** BigInt(scale - after.scale);
  const gap = now > old ? now - old : old - now;
  return gap * 10n ** BigInt(share.scale) > BigInt(share.digits) * old;
}

function changeOf(
  change: EntryChange['change'],
  { code, name }: DipEntry,
  before: Decimal | undefined,
  after: Decimal | undefined,
): EntryChange {
  const relative =
    before === undefined || after === undefined ? Number.NaN : decimalToNumber(after) / decimalToNumber(before) - 1;
  return { change, code, name, before, after, relative };
}
