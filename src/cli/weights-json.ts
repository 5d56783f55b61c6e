/** A result with weight tables as one line of JSON: values by group, which are maps, become objects. */
export function weightsJson(result: object): string {
  return `${JSON.stringify(result, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value))}\n`;
}
