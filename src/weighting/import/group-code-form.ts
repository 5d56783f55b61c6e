/**
 * What a published group code looks like. Nothing is changed by it: unusual forms are told, so that a code is held
 * against the scheme by a person.
 */
export type GroupCodeForm =
  | 'usual'
  /** 0000, 000P, P000, 0: what a city writes for ungrouped or psychiatric per-diem cases. */
  | 'ungrouped'
  /** BQY: an operation that does not belong to the principal diagnosis. */
  | 'unrelated'
  /** VS2: an ADRG, not a group. */
  | 'adrg'
  /** AG19a, CB59a: a city's own split of a group. */
  | 'split'
  /** IE1A: a letter where the national code has its severity digit. */
  | 'local_severity'
  /** 0Z13: a zero where the chapter's letter stands, perhaps O. */
  | 'zero_for_letter'
  | 'other';

const FORMS: readonly (readonly [RegExp, GroupCodeForm])[] = [
  [/^(?:0+|0{3}[A-Z]|[A-Z]0{3})$/, 'ungrouped'],
  [/^[A-Z]QY$/, 'unrelated'],
  [/^[A-Z]{2}\d{2}$/, 'usual'],
  [/^[A-Z]{2}\d$/, 'adrg'],
  [/^[A-Z]{2}\d{2}[A-Za-z]$/, 'split'],
  [/^[A-Z]{2}\d[A-Z]$/, 'local_severity'],
  [/^0[A-Z]\d{1,2}$/, 'zero_for_letter'],
  // Catalogues of diseases: a diagnosis, perhaps with operations behind a colon.
  [/^[A-Z]\d{2}(?:\.\S*)?(?::\S+)?$/, 'usual'],
];

export function groupCodeForm(code: string): GroupCodeForm {
  return FORMS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}
