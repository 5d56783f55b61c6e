import { dipPass } from '../src/grouping/dip/compiled/dip-pass.js';

/** Groups one range of rows under a DIP catalogue; the columns of the payload are shared, so nothing comes back. */
export default function groupDip(task: {
  payload: Parameters<typeof dipPass.rows>[0];
  from: number;
  to: number;
}): void {
  dipPass.rows(task.payload, task.from, task.to);
}
