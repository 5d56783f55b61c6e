import { join } from 'node:path';
import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { formatCount, formatMoney, formatPercent } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { HeadlineFigure } from '../report/report-model.js';
import { orderRows } from '../report/table-order.js';
import type { WrittenResult } from '../run/write-results.js';
import { drivingGroups } from '../simulation/driving-groups.js';
import { summariseClasses } from '../simulation/hospital-classes.js';
import type { Options } from './options.js';

const MOST_HOSPITALS = 5;
const MOST_GROUPS = 10;

/** Prints what a reader wants from a finished run: the answer, the fund, levels, winners and losers, driving groups. */
export function printSimulation(result: WrittenResult, options: Options, language: Language): void {
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ folder: result.folder, manifest: result.manifest, figures: result.model.figures })}\n`,
    );
    return;
  }
  const out: string[] = [];
  const heading = (text: Text): void => void out.push('', text[language]);
  const { model } = result;
  out.push(model.title[language], model.subtitle[language], '');
  for (const figure of model.figures) out.push(`  ${figureLine(figure, language)}`);
  const named = (name: string): ResultTable => result.tables.find((table) => table.schema.name === name)!;
  const show = (table: ResultTable, columns: readonly string[], rows?: readonly number[]): void =>
    void out.push(
      renderTextTable(table, { language, unit: 'wan', columns, ...(rows === undefined ? {} : { rows }) }).trimEnd(),
    );

  if (model.scenario === 'comparison') {
    heading({ zh: '基金', en: 'The fund' });
    show(named('fund'), [
      'insurance',
      'reform_budget',
      'baseline_fund',
      'reform_fund',
      'change_fund',
      'relative_fund',
      'reform_balance',
    ]);
    heading({ zh: '按医院等级', en: 'By level of hospital' });
    show(named('levels'), [
      'level_class',
      'hospitals',
      'reform_cases',
      'reform_cmi',
      'baseline_income',
      'change_income',
      'relative_income',
      'reform_charge_margin',
    ]);
    heading({ zh: '受益与受损', en: 'Winners and losers' });
    show(summariseClasses(named('hospitals')), [
      'class',
      'hospitals',
      'hospital_share',
      'baseline_income',
      'change_income',
    ]);
    const hospitals = named('hospitals');
    const columns = [
      'hospital_id',
      'hospital_name',
      'level_class',
      'reform_cases',
      'change_income',
      'relative_income',
      'reform_charge_margin',
    ];
    const relative = hospitals.columns.relative_income as Float64Array;
    const order = orderRows(hospitals, '', { column: 'relative_income', direction: 'ascending' }, language).filter(
      (row) => !Number.isNaN(relative[row]),
    );
    heading({ zh: '收入下降最多的医院（按变化率）', en: 'Hospitals that lose most (by share)' });
    show(hospitals, columns, order.slice(0, MOST_HOSPITALS));
    heading({ zh: '收入上升最多或下降最少的医院', en: 'Hospitals that gain most or lose least' });
    show(hospitals, columns, order.slice(-MOST_HOSPITALS).reverse());
    heading({ zh: '影响最大的病组', en: 'Groups that drive the change' });
    show(drivingGroups(named('groups'), MOST_GROUPS), [
      'rank',
      'group',
      'group_name',
      'reform_cases',
      'change_income',
      'change_share',
    ]);
  } else {
    heading({ zh: '基金', en: 'The fund' });
    show(named('fund'), [
      'insurance',
      'budget',
      'cases',
      'recorded_fund',
      'fund_before_clearing',
      'clearing_adjustment',
      'fund',
      'balance',
    ]);
    heading({ zh: '按医院等级', en: 'By level of hospital' });
    show(named('levels'), [
      'level_class',
      'hospitals',
      'cases',
      'cmi',
      'total_cost',
      'income',
      'charge_margin',
      'cost_margin',
    ]);
    heading({ zh: '医院', en: 'Hospitals' });
    const hospitals = named('hospitals');
    const order = orderRows(hospitals, '', { column: 'charge_margin', direction: 'ascending' }, language);
    show(
      hospitals,
      ['hospital_id', 'hospital_name', 'level_class', 'cases', 'cmi', 'income', 'charge_margin'],
      order.slice(0, 2 * MOST_HOSPITALS),
    );
  }
  if (model.notices.length > 0) {
    heading({ zh: '提示', en: 'Notices' });
    for (const notice of model.notices) out.push(`  · ${notice[language]}`);
  }
  const { manifest } = result;
  const short = (hash: string): string => (hash === '' ? '—' : hash.slice(0, 12));
  out.push(
    '',
    language === 'zh'
      ? `对账：${manifest.checks} 项全部一致；分组方案 ${manifest.scheme.id} ${short(manifest.scheme.hash)}，政策 ${short(manifest.policy.hash)}，改革 ${short(manifest.reform_hash)}，输入 ${short(manifest.input_hash)}`
      : `reconciled: all ${manifest.checks} checks agree; scheme ${manifest.scheme.id} ${short(manifest.scheme.hash)}, policy ${short(manifest.policy.hash)}, reform ${short(manifest.reform_hash)}, input ${short(manifest.input_hash)}`,
    model.caveat[language],
    language === 'zh'
      ? `打开报告：${join(result.folder, 'report.html')}`
      : `Open the report: ${join(result.folder, 'report.html')}`,
    '',
  );
  process.stdout.write(out.join('\n'));
}

function figureLine(figure: HeadlineFigure, language: Language): string {
  const show = (value: number, sign: 'negative' | 'always'): string => {
    if (figure.kind === 'money')
      return `${formatMoney(value, 'wan', sign)} ${language === 'zh' ? '万元' : '×10⁴ yuan'}`;
    if (figure.kind === 'ratio') return formatPercent(value, 2, sign);
    return `${formatCount(value, sign)} ${figure.unit?.[language] ?? ''}`.trimEnd();
  };
  const change =
    figure.change === undefined
      ? ''
      : `  (${show(figure.change, 'always')}${figure.relative === undefined || Number.isNaN(figure.relative) ? '' : `, ${formatPercent(figure.relative, 2, 'always')}`})`;
  const note = figure.note === undefined ? '' : `  ${figure.note[language]}`;
  return `${figure.label[language]}  ${show(figure.value, 'negative')}${change}${note}`;
}
