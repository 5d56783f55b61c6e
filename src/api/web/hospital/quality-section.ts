import type { ResultTable } from '../../../kernel/result-table.js';
import { renderFigures } from '../../../report/html/render-body.js';
import { button, element } from '../../../report/page/dom.js';
import { tableTabs } from '../../../report/page/table-tabs.js';
import { numberColumn, textColumn } from '../../../report/report-cell.js';
import type { HeadlineFigure } from '../../../report/report-model.js';
import { finishedRun } from '../full-run.js';
import { tableIn } from '../in-english.js';
import { failureNotice } from '../notice.js';
import { runFurther } from '../reform/further-run.js';
import { tableOfRun } from '../table-of-json.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';
import { faultsInWords } from './faults-in-words.js';
import { peersTable } from './peers-table.js';

const TABLES = ['quality_hospitals', 'quality_departments', 'quality_checks', 'quality_lists'] as const;

/** Points of a hundred: a list's are whole, of a mean more than two decimals say nothing. */
const DECIMALS: Readonly<Record<string, number>> = { score: 0, mean_score: 2 };
export interface QualitySection {
  readonly node: HTMLElement;
  /** Another hospital of the file is in view. */
  readonly show: () => void;
}

/** A file's run → the run that judges its lists: in another language nothing is judged again. */
const judged = new Map<string, string>();

/**
 * Scores of the lists by hospital, department and list, and each figure among the hospitals of the level; judged in the
 * background as a run of its own.
 */
export function qualitySection(state: WebState): QualitySection {
  const { language, unit } = state;
  const progress = element('div', { class: 'full-run' });
  const figures = element('div', { class: 'figures' });
  const tables = element('div');
  const again = button(say('qualityStart', language), () => void start());
  let shown: readonly ResultTable[] | undefined;
  function show(): void {
    if (shown === undefined) return;
    const told = figuresOf(shown[0]!, shown[3]!, state.hospital);
    // Text made by renderFigures, which escapes every value.
    figures.innerHTML = renderFigures({ figures: told }, { language, unit });
  }
  async function judge(): Promise<void> {
    again.hidden = true;
    const { own } = state;
    const known = judged.get(own);
    const place = { place: progress, language, again: () => void start() };
    const done =
      known === undefined
        ? await runFurther(own, { kind: 'monitor' }, { ...place, onStart: ({ id }) => judged.set(own, id) })
        : await finishedRun(known, place);
    if (done === undefined) {
      judged.delete(own);
      again.hidden = false;
      return;
    }
    const tableOf = async (name: string): Promise<ResultTable> =>
      withScores(tableIn(await tableOfRun(done.id, name), language));
    const [found, peers] = await Promise.all([
      Promise.all(TABLES.map(tableOf)),
      Promise.all([tableOf('monitor_peers'), tableOfRun(done.id, 'monitor_indicators')]),
    ]);
    const below = element('div');
    shown = found;
    show();
    tables.replaceChildren(below);
    const [hospitals, departments, checks, lists] = found;
    const all = [
      ...[hospitals!, departments!, checks!],
      ...[faultsInWords(lists!, checks!, language), peersTable(...peers, language)],
    ];
    tableTabs({ tables: all }, below, language, unit, 'quality_departments', () => {});
    tables.append(element('p', { class: 'note' }, say('peersNote', language)));
  }
  async function start(): Promise<void> {
    try {
      await judge();
    } catch (error) {
      progress.replaceChildren(failureNotice(error, language, () => void start()));
    }
  }
  void start();
  const node = element(
    'section',
    { class: 'quality', 'aria-labelledby': 'quality-title' },
    element('h2', { id: 'quality-title', tabindex: '-1' }, say('quality', language)),
    element('p', { class: 'note' }, say('qualityLead', language)),
    again,
    progress,
    figures,
    tables,
  );
  return { node, show };
}

function withScores(table: ResultTable): ResultTable {
  const columns = table.schema.columns.map((column) => {
    const decimals = DECIMALS[column.name];
    return decimals === undefined ? column : { ...column, decimals };
  });
  return { ...table, schema: { ...table.schema, columns } };
}

function figuresOf(hospitals: ResultTable, lists: ResultTable, hospital: string): HeadlineFigure[] {
  const row = Math.max(0, textColumn(hospitals, 'hospital_id').indexOf(hospital));
  const faults = textColumn(lists, 'hospital_id').filter((id) => hospital === '' || id === hospital);
  const at = (name: string): number =>
    hospitals.columns[name] === undefined ? Number.NaN : (numberColumn(hospitals, name)[row] ?? Number.NaN);
  return [
    { label: WORDS.qualityMean, kind: 'number', decimals: 1, value: at('mean_score') },
    { label: WORDS.qualityError, kind: 'ratio', value: at('error_rate') },
    { label: WORDS.qualityFaults, kind: 'count', value: faults.length },
  ];
}
