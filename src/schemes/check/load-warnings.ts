import type { Finding } from '../../kernel/finding.js';
import { type Acknowledgement, inherited } from '../acknowledgement.js';
import { acknowledgeFindings } from './acknowledge-findings.js';

/** What the loader warns of and the scheme has not acknowledged: every run under the scheme says it too. */
export function loadWarnings({
  loadFindings = [],
  acknowledged,
}: {
  readonly loadFindings?: readonly Finding[];
  readonly acknowledged?: readonly Acknowledgement[];
}): Finding[] {
  return acknowledgeFindings(loadFindings, inherited(acknowledged)).filter(({ severity }) => severity === 'warning');
}
