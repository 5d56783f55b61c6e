import { pricePass } from '../src/pricing/price-pass.js';

/** Prices one range of rows; the columns of the payload are shared, so nothing comes back. */
export default function price(task: { payload: Parameters<typeof pricePass.rows>[0]; from: number; to: number }): void {
  pricePass.rows(task.payload, task.from, task.to);
}
