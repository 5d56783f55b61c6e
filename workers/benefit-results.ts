import { benefitResultsPass } from '../src/pricing/benefit/results-pass.js';

/** Writes the benefits of one range of rows into their columns; all is shared, so nothing comes back. */
export default function benefitResults(task: {
  payload: Parameters<typeof benefitResultsPass.rows>[0];
  from: number;
  to: number;
}): void {
  benefitResultsPass.rows(task.payload, task.from, task.to);
}
