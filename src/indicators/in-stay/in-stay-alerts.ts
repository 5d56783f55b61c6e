import { z } from 'zod';
import { compareToMultiple, decimalOf } from '../../kernel/decimal.js';
import type { Fen } from '../../kernel/money.js';
import { source, text } from '../../policy/schema/common.js';

/** Alerts by cost so far ÷ standard, ascending; each says whether a cost exactly on its edge counts. */
export const inStayAlertsSchema = z.strictObject({
  alerts: z
    .array(z.strictObject({ name: z.string().min(1), title: text, at: z.number().positive(), included: z.boolean() }))
    .min(1)
    .refine((alerts) => alerts.every(({ at }, index) => index === 0 || at > alerts[index - 1]!.at)),
  source,
});
export type InStayAlerts = z.infer<typeof inStayAlertsSchema>;

/** The highest alert that a cost reaches; undefined below all. Compared exactly, in fen. */
export function alertOf(
  { alerts }: InStayAlerts,
  costFen: Fen,
  standardFen: Fen,
): InStayAlerts['alerts'][number] | undefined {
  let reached: InStayAlerts['alerts'][number] | undefined;
  for (const alert of alerts) {
    const side = compareToMultiple(costFen, standardFen, decimalOf(alert.at));
    if (side > 0 || (side === 0 && alert.included)) reached = alert;
  }
  return reached;
}
