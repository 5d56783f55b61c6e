import { element } from '../../report/page/dom.js';

/** Text of a column's head; `num` stands to the right. */
export type PlainHead = readonly [text: string, kind: '' | 'num'];

/**
 * A short table that needs no order and no filter, in a region that scrolls by itself.
 * @param name  of the region: its label, or the id of a heading that says it
 */
export function plainTable(
  name: { readonly 'aria-label': string } | { readonly 'aria-labelledby': string },
  heads: readonly PlainHead[],
  rows: readonly (readonly HTMLElement[])[],
): HTMLElement {
  const head = heads.map(([text, kind]) => element('th', { scope: 'col', class: kind }, text));
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', ...name },
    element(
      'table',
      { class: 'plain' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells))),
    ),
  );
}
