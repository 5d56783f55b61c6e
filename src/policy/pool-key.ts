/** Where the insured of a stay come from, seen from the place of care (参保人来源): 本地, 省内异地, 跨省. */
export const ORIGINS = ['local', 'other_city', 'other_province'] as const;
export type Origin = (typeof ORIGINS)[number];

const SIGN = '@';

/** The name of a pool: its insurance, or insurance@origin where it is for people of one origin: employee@other_city. */
export function poolKey({ insurance, origin }: { readonly insurance: string; readonly origin?: string | undefined }) {
  return origin === undefined ? insurance : `${insurance}${SIGN}${origin}`;
}

/** The insurance of a pool's name. */
export function insuranceOfPool(key: string): string {
  const at = key.indexOf(SIGN);
  return at < 0 ? key : key.slice(0, at);
}

/** The origin of a pool's name; undefined for a pool of every origin. */
export function originOfPool(key: string): Origin | undefined {
  const text = key.slice(insuranceOfPool(key).length + SIGN.length);
  return ORIGINS.find((origin) => origin === text);
}

/** Whether a list of pools or insurances names a pool: by its own name, or by its insurance. */
export function namesPool(list: readonly string[], key: string): boolean {
  return list.includes(key) || list.includes(insuranceOfPool(key));
}
