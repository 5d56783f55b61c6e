import type { PolicyFile } from '../policy/policy-file.js';

/**
 * A policy's rules in another year than the one it is written for: values by date hold as far as their days reach.
 * @param year  undefined: its own
 */
export function policyInYear(file: PolicyFile, year: number | undefined): PolicyFile {
  if (year === undefined || typeof file.document !== 'object' || file.document === null) return file;
  return { ...file, document: { ...file.document, year } };
}
