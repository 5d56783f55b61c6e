import { z } from 'zod';
import type { Text } from '../kernel/errors.js';

/** What `scheme check` finds and the scheme has decided to keep. */
export interface Acknowledgement {
  /** Code of the finding, e.g. "codes_never_decide". */
  readonly finding: string;
  /** Rules, entries, files or sections it is found at. */
  readonly at: readonly string[];
  readonly reason: Text;
  /** Stated by a base: it may meet nothing in what an overlay makes of it. */
  readonly isInherited?: boolean;
}

/** `acknowledged` of scheme.yaml, of either method. */
export const acknowledgedSchema = z.array(
  z.strictObject({
    finding: z.string().regex(/^[a-z_]+$/, 'expected the code of a finding (scheme check --json prints it)'),
    at: z.array(z.string().min(1)).min(1),
    reason: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  }),
);

/** Those of a base, as an overlay takes them over. */
export function inherited(acknowledgements: readonly Acknowledgement[] | undefined): Acknowledgement[] {
  return (acknowledgements ?? []).map((one) => ({ ...one, isInherited: true }));
}
