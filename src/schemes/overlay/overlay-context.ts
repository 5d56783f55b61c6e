import type { ConditionReader } from '../load/read-condition.js';
import type { OverlayLists } from './overlay-lists.js';

/** What the parts of an overlay are read with: the lists and names of base and overlay together. */
export interface OverlayContext {
  readonly lists: { readonly diagnoses: OverlayLists; readonly procedures: OverlayLists };
  readonly named: { readonly diagnoses: ReadonlySet<string>; readonly procedures: ReadonlySet<string> };
  readonly conditions: ConditionReader;
}
