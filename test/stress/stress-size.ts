/**
 * How much of a stress test is run: the short form within `npm test`, or what `npm run stress` (or a person) asks for.
 * The variable is DRGDIP_STRESS_ and the name of the part.
 */
export function stressSize(part: string, short: number): number {
  const asked = Number(process.env[`DRGDIP_STRESS_${part.toUpperCase()}`] ?? short);
  if (!Number.isSafeInteger(asked) || asked < 1) throw new Error(`DRGDIP_STRESS_${part.toUpperCase()}: a whole number`);
  return asked;
}

/** Seed of what is drawn; a failure comes again under the seed that its message names. */
export const STRESS_SEED = Number(process.env.DRGDIP_STRESS_SEED ?? 23);
