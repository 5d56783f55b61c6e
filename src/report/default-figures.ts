import type { ResultTable } from '../kernel/result-table.js';
import { formatCount } from './format-number.js';
import { numberColumn, textColumn } from './report-cell.js';
import type { HeadlineFigure, ReportModel } from './report-model.js';

/**
 * The answer in four figures, from the engine's own tables: what the fund pays, what is left of its budget, who loses,
 * and what patients bear. A figure whose columns are missing is left out.
 */
export function defaultFigures(
  tables: readonly ResultTable[],
  scenario: ReportModel['scenario'],
): readonly HeadlineFigure[] {
  const fund = tables.find((table) => table.schema.name === 'fund');
  const hospitals = tables.find((table) => table.schema.name === 'hospitals');
  const figures: (HeadlineFigure | undefined)[] = [];
  if (fund !== undefined) {
    const row = textColumn(fund, 'insurance').indexOf('total');
    const read = (name: string) =>
      row === -1 || fund.columns[name] === undefined ? Number.NaN : numberColumn(fund, name)[row]!;
    const isCompared = scenario === 'comparison';
    const money = (name: string, zh: string, en: string, note?: HeadlineFigure['note']): HeadlineFigure => ({
      label: { zh, en },
      kind: 'money',
      value: read(isCompared ? `reform_${name}` : name),
      ...(isCompared ? { change: read(`change_${name}`) } : {}),
      ...(isCompared && !Number.isNaN(read(`relative_${name}`)) ? { relative: read(`relative_${name}`) } : {}),
      ...(note === undefined ? {} : { note }),
    });
    figures.push(
      money('fund', '基金支付', 'Fund payment'),
      money('balance', '基金结余', 'Balance of the fund', {
        zh: '预算 − 风险金 − 基金支付',
        en: 'budget − reserve − fund payment',
      }),
      money('patient', '患者负担', "Patients' part"),
    );
  }
  if (hospitals !== undefined)
    figures.splice(2, 0, scenario === 'comparison' ? losers(hospitals) : deficits(hospitals));
  return figures.filter((figure) => figure !== undefined).filter((figure) => !Number.isNaN(figure.value));
}

function losers(hospitals: ResultTable): HeadlineFigure | undefined {
  if (hospitals.columns.change_income === undefined) return undefined;
  const changes = numberColumn(hospitals, 'change_income');
  const up = changes.filter((change) => change > 0).length;
  const down = changes.filter((change) => change < 0).length;
  return hospitalFigure({ zh: '收入减少的医院', en: 'Hospitals that lose income' }, down, hospitals.rowCount, {
    zh: `${formatCount(up)} 家增加`,
    en: `${formatCount(up)} gain`,
  });
}

function deficits(hospitals: ResultTable): HeadlineFigure | undefined {
  if (hospitals.columns.charge_margin === undefined) return undefined;
  const margins = numberColumn(hospitals, 'charge_margin');
  const down = margins.filter((margin) => margin < 0).length;
  return hospitalFigure(
    { zh: '费用结余为负的医院', en: 'Hospitals with a negative margin of charges' },
    down,
    hospitals.rowCount,
  );
}

function hospitalFigure(
  label: HeadlineFigure['label'],
  count: number,
  all: number,
  more?: HeadlineFigure['note'],
): HeadlineFigure {
  const total = formatCount(all);
  return {
    label,
    kind: 'count',
    value: count,
    unit: { zh: '家', en: `of ${total}` },
    note: {
      zh: `共 ${total} 家${more === undefined ? '' : `，${more.zh}`}`,
      en: more === undefined ? `${total} hospitals in all` : `${total} hospitals in all, ${more.en}`,
    },
  };
}
