import { benefitPass } from '../src/pricing/benefit/benefit-pass.js';

/** Computes the benefits of one range of persons; the columns of the payload are shared, so nothing comes back. */
export default function benefit(task: {
  payload: Parameters<typeof benefitPass.rows>[0];
  from: number;
  to: number;
}): void {
  benefitPass.rows(task.payload, task.from, task.to);
}
