import { groupPass } from '../src/grouping/group-pass.js';

/** Groups one range of rows; the columns of the payload are shared, so nothing comes back. */
export default function group(task: { payload: Parameters<typeof groupPass.rows>[0]; from: number; to: number }): void {
  groupPass.rows(task.payload, task.from, task.to);
}
