/** How patterns name a list of the shared folder: `$shared.GE2.1`. */
export const SHARED_PREFIX = 'shared.';

/** Names of shared lists that a writer of a wrong one may have meant: those that begin alike. */
export function sharedNamesLike(name: string, names: readonly string[]): string {
  const wanted = name.slice(SHARED_PREFIX.length);
  for (let length = wanted.length; length > 0; length--) {
    const start = `${SHARED_PREFIX}${wanted.slice(0, length)}`;
    const near = names.filter((known) => known.startsWith(start));
    if (near.length > 0) return near.slice(0, 12).join(', ');
  }
  return names.slice(0, 12).join(', ') || '-';
}
