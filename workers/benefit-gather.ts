import { benefitGatherPass } from '../src/pricing/benefit/gather-pass.js';

/** Gathers the stays of one range of rows for the pass by person; all is shared, so nothing comes back. */
export default function benefitGather(task: {
  payload: Parameters<typeof benefitGatherPass.rows>[0];
  from: number;
  to: number;
}): void {
  benefitGatherPass.rows(task.payload, task.from, task.to);
}
