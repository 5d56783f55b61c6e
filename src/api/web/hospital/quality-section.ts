import type { ResultTable } from '../../../kernel/result-table.js';
import { renderFigures } from '../../../report/html/render-body.js';
import { button, element } from '../../../report/page/dom.js';
import { tableTabs } from '../../../report/page/table-tabs.js';
import { numberColumn, textColumn } from '../../../report/report-cell.js';
import type { HeadlineFigure } from '../../../report/report-model.js';
import { runFurther } from '../reform/further-run.js';
import { tableOfRun } from '../table-of-json.js';
import type { WebState } from '../web-state.js';
import { say, WORDS } from '../words.js';

const TABLES = ['quality_hospitals', 'quality_departments', 'quality_checks', 'quality_lists'] as const;

/** Scores of the lists by hospital, department and list; judged in the background as a run of its own. */
export function qualitySection(state: WebState): HTMLElement {
  const { language, unit } = state;
  const progress = element('div', { class: 'full-run' });
  const figures = element('div', { class: 'figures' });
  const tables = element('div');
  const again = button(say('qualityStart', language), () => void judge());
  async function judge(): Promise<void> {
    again.hidden = true;
    const done = await runFurther(state.own, { kind: 'monitor' }, progress, language);
    if (done === undefined) {
      again.hidden = false;
      return;
    }
    const found = await Promise.all(TABLES.map((name) => tableOfRun(done.id, name)));
    const place = element('div');
    // Text made by renderFigures, which escapes every value.
    figures.innerHTML = renderFigures({ figures: figuresOf(found[0]!, found[3]!, state.hospital) }, { language, unit });
    tables.replaceChildren(place);
    tableTabs({ tables: found }, place, language, unit, 'quality_departments', () => {});
  }
  void judge().catch(() => {
    again.hidden = false;
  });
  return element(
    'section',
    { class: 'quality', 'aria-labelledby': 'quality-title' },
    element('h2', { id: 'quality-title', tabindex: '-1' }, say('quality', language)),
    element('p', { class: 'note' }, say('qualityLead', language)),
    again,
    progress,
    figures,
    tables,
  );
}

function figuresOf(hospitals: ResultTable, lists: ResultTable, hospital: string): HeadlineFigure[] {
  const row = Math.max(0, textColumn(hospitals, 'hospital_id').indexOf(hospital));
  const at = (name: string): number =>
    hospitals.columns[name] === undefined ? Number.NaN : (numberColumn(hospitals, name)[row] ?? Number.NaN);
  return [
    { label: WORDS.qualityMean, kind: 'number', decimals: 1, value: at('mean_score') },
    { label: WORDS.qualityError, kind: 'ratio', value: at('error_rate') },
    { label: WORDS.qualityFaults, kind: 'count', value: lists.rowCount },
  ];
}
