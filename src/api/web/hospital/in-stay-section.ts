import type { ResultTable } from '../../../kernel/result-table.js';
import { decimalsBesideEdges, formatMoney, formatPercent, MISSING_TEXT } from '../../../report/format-number.js';
import { button, element } from '../../../report/page/dom.js';
import { tableTabs } from '../../../report/page/table-tabs.js';
import { numberColumn, textColumn } from '../../../report/report-cell.js';
import type { ReportModel } from '../../../report/report-model.js';
import { askJson } from '../ask-server.js';
import { casesOfFile, type FileCase, requestCase } from '../csv-cases.js';
import { tableIn } from '../in-english.js';
import { emptyNotice, failureNotice, skeleton, wrongNotice } from '../notice.js';
import { type PlainHead, plainTable } from '../plain-table.js';
import { type TableJson, tableOfJson } from '../table-of-json.js';
import type { WebState } from '../web-state.js';
import { say } from '../words.js';
import { weightsOf } from './case-price.js';

const YELLOW = 0.8;
const RED = 1;
const MOST_SHOWN = 30;
const EXAMPLES = 50;

/** Patients not yet discharged: the room left to the standard, those who have least first. */
export function inStaySection(
  state: WebState,
  model: ReportModel,
  policy: string | undefined,
  cases: readonly FileCase[] | undefined,
): HTMLElement {
  const { language } = state;
  const result = element('div', { class: 'in-stay' });
  // The browser's own button speaks the browser's language.
  const file = element('input', { type: 'file', id: 'in-stay-file', accept: '.csv,.txt', class: 'only-read' });
  const ask = async (patients: readonly FileCase[]): Promise<void> => {
    result.replaceChildren(skeleton(say('loadingShort', language)));
    try {
      const body = { policy, weights: weightsOf(model), cases: patients.map(requestCase) };
      const { table } = await askJson<{ readonly table: TableJson }>('/v1/in-stay', body);
      show(tableIn(tableOfJson(table), language));
    } catch (error) {
      result.replaceChildren(failureNotice(error, language, () => void ask(patients)));
    }
  };
  function show(table: ResultTable): void {
    const all = element('div');
    result.replaceChildren(roomTable(table, state), all);
    tableTabs({ tables: [table] }, all, language, state.unit, 'in_stay', () => {});
  }
  file.addEventListener('change', () => {
    const given = file.files?.[0];
    if (given === undefined) return;
    void casesOfFile(given).then((patients) => {
      file.value = '';
      if (patients !== undefined && patients.length > 0) return ask(patients);
      const told = say('inStayWrong', language, { file: given.name });
      result.replaceChildren(wrongNotice(told));
      return undefined;
    });
  });
  const examples = cases?.slice(-EXAMPLES) ?? [];
  return element(
    'section',
    { class: 'in-stay-part', 'aria-labelledby': 'in-stay-title' },
    element('h2', { id: 'in-stay-title', tabindex: '-1' }, say('inStay', language)),
    ...(policy === undefined
      ? [emptyNotice(say('inStayNoPolicy', language, { policy: model.identity.policyHash.slice(0, 12) }))]
      : [
          element('p', { class: 'note' }, say('inStayLead', language)),
          element(
            'div',
            { class: 'tools' },
            file,
            element('label', { class: 'as-button', for: file.id }, say('inStayFile', language)),
            ...(examples.length > 0 ? [button(say('inStayTry', language), () => void ask(examples))] : []),
          ),
          result,
        ]),
  );
}

function roomTable(table: ResultTable, { language }: WebState): HTMLElement {
  const [ids, departments, groups, names] = ['case_id', 'department', 'group', 'group_name'].map((name) =>
    textColumn(table, name),
  );
  const [share, room, standard] = ['share', 'room', 'standard'].map((name) => numberColumn(table, name));
  const rows = [...share!.keys()]
    .sort((a, b) => (Number.isNaN(share![b]) ? -1 : 0) - (Number.isNaN(share![a]) ? -1 : 0) || share![b]! - share![a]!)
    .slice(0, MOST_SHOWN);
  const heads: readonly PlainHead[] = [
    [say('caseNumber', language), ''],
    [say('department', language), ''],
    [say('group', language), ''],
    [say('inStayStandard', language), 'num'],
    [say('inStayRoom', language), 'num'],
    [say('inStayShare', language), ''],
  ];
  return plainTable(
    { 'aria-label': say('inStay', language) },
    heads,
    rows.map((row) => [
      element('th', { scope: 'row' }, ids![row]!),
      element('td', { class: 'one-line' }, departments![row]! || MISSING_TEXT),
      element('td', {}, `${groups![row]!} ${names![row]!}`),
      element('td', { class: 'num' }, formatMoney(standard![row]!, 'yuan')),
      element('td', { class: `num ${room![row]! < 0 ? 'loss' : ''}` }, formatMoney(room![row]!, 'yuan')),
      usedCell(share![row]!, language),
    ]),
  );
}

/** A bar, the share, and the alert in words: never the colour alone. */
function usedCell(share: number, language: WebState['language']): HTMLElement {
  if (Number.isNaN(share)) return element('td', {}, say('noStandard', language));
  const kind = share >= RED ? 'red' : share >= YELLOW ? 'yellow' : 'free';
  const word = say(kind === 'red' ? 'alertRed' : kind === 'yellow' ? 'alertYellow' : 'alertFree', language);
  const width = Math.min(100, Math.round(share * 100));
  return element(
    'td',
    { class: `used ${kind}` },
    element('span', { class: 'track', 'aria-hidden': 'true' }, element('span', { style: `width:${width}%` })),
    // A share just below an edge never reads as the edge.
    `${formatPercent(share, decimalsBesideEdges(share, 2, 1, [YELLOW, RED]))} · ${word}`,
  );
}
