import type { ResultTable } from '../../kernel/result-table.js';
import type { ChartStyle, ChartView } from '../../report/charts/chart-style.js';
import { hospitalChangeChart } from '../../report/charts/hospital-change-chart.js';
import { marginQuadrantChart } from '../../report/charts/margin-quadrant-chart.js';
import { MISSING_TEXT } from '../../report/format-number.js';
import { element } from '../../report/page/dom.js';
import { numberColumn, textColumn } from '../../report/report-cell.js';
import type { HeadlineFigure } from '../../report/report-model.js';
import type { WebState } from './web-state.js';
import { say, WORDS } from './words.js';

/** Chooses one hospital of a file that holds several; a file of one needs no choice. */
export function hospitalChooser(
  hospitals: ResultTable,
  state: WebState,
  save: () => void,
  onChoice: () => void,
): readonly Node[] {
  const ids = textColumn(hospitals, 'hospital_id');
  const names = textColumn(hospitals, 'hospital_name');
  if (!ids.includes(state.hospital)) state.hospital = ids[0] ?? '';
  if (ids.length < 2) return [];
  const select = element(
    'select',
    { id: 'own-hospital' },
    ...ids.map((id, row) => element('option', { value: id, selected: id === state.hospital }, names[row] || id)),
  );
  select.addEventListener('change', () => {
    state.hospital = select.value;
    save();
    onChoice();
  });
  const name = element('span', {}, say('hospitalInView', state.language));
  return [element('label', { class: 'group' }, name, select)];
}

/** Income, margin, CMI and grouping rate of a hospital. */
export function hospitalFigures(hospitals: ResultTable, hospital: string, side: string): HeadlineFigure[] {
  const row = textColumn(hospitals, 'hospital_id').indexOf(hospital);
  const at = (name: string): number => numberColumn(hospitals, `${side}${name}`)[row] ?? Number.NaN;
  return [
    { label: WORDS.income, kind: 'money', value: at('income') },
    { label: WORDS.margin, kind: 'money', value: at('charge_margin') },
    { label: WORDS.cmi, kind: 'number', value: at('cmi') },
    { label: WORDS.groupingRate, kind: 'ratio', value: at('grouping_rate') },
  ];
}

/** Departments of a hospital by margin of charges. */
export function departmentChart(all: ResultTable, hospital: string, side: string, style: ChartStyle): ChartView {
  const ids = textColumn(all, 'hospital_id');
  const own = rowsOf(all, (row) => ids[row] === hospital);
  const names = textColumn(own, 'department').map((name) => (name === '' ? MISSING_TEXT : name));
  const table = { ...own, columns: { ...own.columns, department: names } };
  const role = {
    table: 'departments',
    key: 'department',
    name: 'department',
    value: `${side}charge_margin`,
    cases: `${side}cases`,
    subject: WORDS.departments,
  };
  const margin = numberColumn(table, role.value);
  const title = say('departmentCounts', style.language, {
    up: margin.filter((value) => value > 0).length,
    down: margin.filter((value) => value < 0).length,
  });
  return { ...hospitalChangeChart(table, role, style, 'all'), id: 'departments-margin', title };
}

/** Case mix against margin of a hospital's departments; undefined where departments have no case mix. */
export function departmentQuadrant(
  all: ResultTable,
  hospital: string,
  side: string,
  style: ChartStyle,
): ChartView | undefined {
  if (all.columns[`${side}cmi`] === undefined) return undefined;
  const ids = textColumn(all, 'hospital_id');
  const names = textColumn(all, 'department');
  const own = rowsOf(all, (row) => ids[row] === hospital && names[row] !== '');
  const role = {
    table: 'departments',
    key: 'department',
    name: 'department',
    caseMixIndex: `${side}cmi`,
    margin: `${side}charge_margin`,
    cases: `${side}cases`,
    subject: WORDS.quadrantDepartments,
  };
  return { ...marginQuadrantChart(own, role, style), id: 'departments-quadrant' };
}

function rowsOf({ schema, rowCount, columns }: ResultTable, isKept: (row: number) => boolean): ResultTable {
  const rows = Array.from({ length: rowCount }, (_, row) => row).filter(isKept);
  return {
    schema,
    rowCount: rows.length,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [
        name,
        values instanceof Float64Array
          ? Float64Array.from(rows, (row) => values[row]!)
          : rows.map((row) => values[row]!),
      ]),
    ),
  };
}
