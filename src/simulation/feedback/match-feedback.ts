import type { BureauCase } from './bureau-case.js';

/** Ids of our cases by row. */
export interface CaseIds {
  readonly caseCount: number;
  readonly caseIdAt: (row: number) => string;
  /** '' where it is not known. */
  readonly settlementIdAt: (row: number) => string;
}

export interface FeedbackMatch {
  /** Row of ours and index of the bureau's, in the order of our rows. */
  readonly pairs: readonly (readonly [row: number, index: number])[];
  readonly onlyOurs: readonly number[];
  /** Indexes of the bureau's rows without a case of ours; `second`: its case already has an earlier row. */
  readonly onlyBureau: readonly { readonly index: number; readonly why: 'not_in_cases' | 'second_row' }[];
}

/** Finds each bureau row's case: by case id, else by settlement id. Linear in both. */
export function matchFeedback(ids: CaseIds, bureau: readonly BureauCase[]): FeedbackMatch {
  const byCase = new Map<string, number>();
  const bySettlement = new Map<string, number>();
  for (let row = 0; row < ids.caseCount; row++) {
    byCase.set(ids.caseIdAt(row), row);
    const settlement = ids.settlementIdAt(row);
    if (settlement !== '') bySettlement.set(settlement, row);
  }
  const indexOfRow = new Map<number, number>();
  const onlyBureau: { index: number; why: 'not_in_cases' | 'second_row' }[] = [];
  bureau.forEach(({ caseId, settlementId }, index) => {
    const row =
      (caseId === '' ? undefined : byCase.get(caseId)) ??
      (settlementId === '' ? undefined : bySettlement.get(settlementId));
    if (row === undefined) onlyBureau.push({ index, why: 'not_in_cases' });
    else if (indexOfRow.has(row)) onlyBureau.push({ index, why: 'second_row' });
    else indexOfRow.set(row, index);
  });
  const pairs: [number, number][] = [];
  const onlyOurs: number[] = [];
  for (let row = 0; row < ids.caseCount; row++) {
    const index = indexOfRow.get(row);
    if (index === undefined) onlyOurs.push(row);
    else pairs.push([row, index]);
  }
  return { pairs, onlyOurs, onlyBureau };
}
