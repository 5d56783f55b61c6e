import type { CompiledScheme } from './compiled-scheme.js';
import type { CompiledDip } from './dip/compile/compiled-dip.js';
import type { DipOptions } from './dip/dip-document.js';
import type { SchemeOptions } from './scheme-document.js';

/** A compiled scheme of either method: every stage behind grouping takes both, told apart by `method` alone. */
export type AnyCompiledScheme = CompiledScheme | CompiledDip;

/**
 * Switches of a run for a scheme of either method. Names are told apart by the scheme they are used with; only
 * `code_match` is one of both, with values of its own in each.
 */
export type AnySwitches = Partial<Omit<SchemeOptions, 'code_match'>> &
  Partial<Omit<DipOptions, 'code_match'>> & {
    readonly code_match?: SchemeOptions['code_match'] | DipOptions['code_match'];
  };
