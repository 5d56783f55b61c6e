import { bootstrapPass } from '../src/simulation/intervals/bootstrap-pass.js';

/** Draws one range of hospitals × replicates; the sums of the payload are shared, so nothing comes back. */
export default function bootstrap(task: {
  payload: Parameters<typeof bootstrapPass.rows>[0];
  from: number;
  to: number;
}): void {
  bootstrapPass.rows(task.payload, task.from, task.to);
}
