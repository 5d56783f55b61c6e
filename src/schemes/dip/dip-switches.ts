import type { DipOptions } from './dip-document.js';

const KINDS = ['conservative', 'diagnostic', 'therapeutic', 'surgical', 'procedure'] as const;
const FALLBACK = ['fallback', 'ungrouped'] as const;

/** Switches of a DIP scheme that a run may set, with the values each may take; what they mean stands at DipOptions. */
export const DIP_SWITCHES = {
  excluded_first: ['conservative', 'next'],
  not_main_first: ['conservative', 'next'],
  conservative_entries: ['without_procedure', 'any_case'],
  main_procedure: ['first', 'any'],
  class_by: ['first', 'highest'],
  unclassed_procedure: KINDS,
  comprehensive: ['on', 'off'],
  unmatched: FALLBACK,
  no_principal: FALLBACK,
  excluded_principal: FALLBACK,
  code_match: ['text', 'exact'],
} as const satisfies { readonly [Name in keyof DipOptions]: readonly DipOptions[Name][] };

/** What a scheme has that states no option. */
export const DIP_DEFAULTS: DipOptions = {
  excluded_first: 'conservative',
  not_main_first: 'conservative',
  conservative_entries: 'without_procedure',
  main_procedure: 'first',
  class_by: 'highest',
  unclassed_procedure: 'procedure',
  comprehensive: 'on',
  unmatched: 'ungrouped',
  no_principal: 'ungrouped',
  excluded_principal: 'ungrouped',
  code_match: 'text',
};
