import type { Language, Text } from '../kernel/errors.js';
import { orderRows } from '../report/table-order.js';
import type { MonitorResult } from '../run/monitor/write-monitor.js';
import { figureLines } from './figure-lines.js';
import { fitTable } from './fit-table.js';
import { pagePlaces } from './result-places.js';

const MOST_ROWS = 10;

/** What `monitor` prints: the figures, hospitals, rules that found something, checks that failed, and what lacks. */
export function renderMonitor(
  { folder, tables, model }: MonitorResult,
  language: Language,
  width = Number.POSITIVE_INFINITY,
): string {
  const out: string[] = [`${model.title[language]}${language === 'zh' ? '：' : ': '}${model.subtitle[language]}`, ''];
  out.push(...figureLines(model.figures, language), '');
  const show = (name: string, heading: Text, columns: readonly string[], order: string): void => {
    const table = tables.find(({ schema }) => schema.name === name);
    if (table === undefined || table.rowCount === 0) return;
    const rows = orderRows(table, '', { column: order, direction: 'descending' }, language);
    const kept = columns.filter((column) => table.columns[column] !== undefined);
    out.push(
      heading[language],
      fitTable(table, { language, unit: 'yuan', columns: kept, rows, limit: MOST_ROWS, width }),
      '',
    );
  };
  show(
    'monitor_hospitals',
    { zh: '医院指标', en: 'Hospitals' },
    [
      'hospital_id',
      'level',
      'cases',
      'quadrant',
      'cmi',
      'cost_index',
      'time_index',
      'grouping_rate',
      'charge_margin_share',
    ],
    'cases',
  );
  const name = language === 'zh' ? 'name_zh' : 'name_en';
  show(
    'supervision_rules',
    { zh: '监管规则', en: 'Rules of supervision' },
    ['rule', name, 'state', 'judged', 'findings', 'amount', 'trust'],
    'findings',
  );
  show(
    'quality_checks',
    { zh: '清单检查', en: 'Checks of lists' },
    ['check', name, 'risk_points', 'faults', 'passed', 'not_applicable'],
    'faults',
  );
  for (const notice of model.notices) out.push(`! ${notice[language]}`);
  out.push('', ...pagePlaces(folder, language), '');
  return out.join('\n');
}
