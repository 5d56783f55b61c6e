import type { Explanation } from '../../grouping/explain/explanation.js';
import { explanationTree } from '../../grouping/explain/render-explanation.js';
import type { TreeNode } from '../../grouping/explain/text-tree.js';
import type { Language } from '../../kernel/errors.js';
import { formatDecimals } from '../../report/format-number.js';
import { button, element } from '../../report/page/dom.js';
import type { ReportModel } from '../../report/report-model.js';
import { askJson } from './ask-server.js';
import { type FileCase, groupRequestCase } from './csv-cases.js';
import { casePrice } from './hospital/case-price.js';
import { chapterIn } from './in-english.js';
import { emptyNotice, failureNotice } from './notice.js';
import { say } from './words.js';

const MOST_SHOWN = 10;

interface Grouped {
  readonly results: readonly { readonly case_id: string; readonly group: string }[];
}

/** What groups the cases and pays them; without a policy of the program the price is not shown. */
export interface CasesPaidBy {
  readonly scheme: string;
  readonly policy: string | undefined;
  readonly model: ReportModel;
}

/** The costliest cases of a group, each with a button that says why it is there. */
export async function caseList(
  place: HTMLElement,
  group: string,
  cases: readonly FileCase[] | undefined,
  { scheme, policy, model }: CasesPaidBy,
  language: Language,
): Promise<void> {
  if (cases === undefined) {
    place.replaceChildren(emptyNotice(say('noCases', language)));
    return;
  }
  try {
    const grouped = await groupsOf(cases, scheme);
    const own = cases
      .filter((one) => grouped.get(one.case_id!) === group)
      .sort((a, b) => Number(b.total_cost) - Number(a.total_cost))
      .slice(0, MOST_SHOWN);
    const tree = element('div', { class: 'tree' });
    const price = element('div');
    const look = (one: FileCase): void => {
      void explainCase(tree, one, scheme, language);
      if (policy !== undefined)
        void casePrice(one, policy, model, language).then((node) => price.replaceChildren(node));
    };
    const rows = own.map((one) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, one.case_id!),
        element('td', { class: 'num' }, formatDecimals(Number(one.total_cost), 2)),
        element('td', {}, (one.dx ?? '').replaceAll('|', ' ')),
        element(
          'td',
          {},
          button(say('explain', language), () => look(one)),
        ),
      ),
    );
    const head = ['caseNumber', 'charges', 'explain'] as const;
    place.replaceChildren(
      element('h3', {}, say('casesOf', language, { group })),
      element(
        'table',
        { class: 'plain' },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, say(head[0], language)),
            element('th', { scope: 'col', class: 'num' }, say(head[1], language)),
            element('th', { scope: 'col' }, say('diagnoses', language)),
            element('th', { scope: 'col' }, say(head[2], language)),
          ),
        ),
        element('tbody', {}, ...rows),
      ),
      tree,
      price,
    );
  } catch (error) {
    const again = () => void caseList(place, group, cases, { scheme, policy, model }, language);
    place.replaceChildren(failureNotice(error, language, again));
  }
}

const kept = new WeakMap<readonly FileCase[], Promise<ReadonlyMap<string, string>>>();

function groupsOf(cases: readonly FileCase[], scheme: string): Promise<ReadonlyMap<string, string>> {
  const known = kept.get(cases) ?? ask();
  kept.set(cases, known);
  known.catch(() => kept.delete(cases));
  return known;

  async function ask(): Promise<ReadonlyMap<string, string>> {
    const { results } = await askJson<Grouped>('/v1/group', { scheme, cases: cases.map(groupRequestCase) });
    return new Map(results.map(({ case_id, group }) => [case_id, group]));
  }
}

async function explainCase(place: HTMLElement, one: FileCase, scheme: string, language: Language): Promise<void> {
  try {
    const answer = await askJson<{ readonly explanations: readonly Explanation[] }>('/v1/group', {
      scheme,
      explain: true,
      cases: [groupRequestCase(one)],
    });
    place.replaceChildren(branch(explanationTree(answer.explanations[0]!, language), 0, language));
    place.scrollIntoView({ block: 'nearest' });
  } catch (error) {
    place.replaceChildren(failureNotice(error, language, () => void explainCase(place, one, scheme, language)));
  }
}

/** A node with what is below it folded, but for the first two levels. */
function branch({ text: own, children = [] }: TreeNode, depth: number, language: Language): HTMLElement {
  const text = chapterIn(own, language);
  if (children.length === 0) return element('p', { class: 'leaf' }, text);
  return element(
    'details',
    { class: 'branch', open: depth === 0 || children.length <= 4 },
    element('summary', {}, text),
    element('div', {}, ...children.map((child) => branch(child, depth + 1, language))),
  );
}
