import { auxiliaryPass } from '../src/grouping/auxiliary/auxiliary-pass.js';

/** Computes auxiliary facts of one range of rows; the columns of the payload are shared, so nothing comes back. */
export default function auxiliary(task: {
  payload: Parameters<typeof auxiliaryPass.rows>[0];
  from: number;
  to: number;
}): void {
  auxiliaryPass.rows(task.payload, task.from, task.to);
}
