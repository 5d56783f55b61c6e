import type { MonitorRules } from '../../indicators/monitor/rules/monitor-rules-schema.js';
import { SUPERVISION_RULES } from '../../indicators/supervision/supervision-rules.js';
import type { Text } from '../../kernel/errors.js';
import type { ReportParameter } from '../../report/report-model.js';

/** A part of the rules that has one source. */
interface Sourced {
  readonly path: string;
  readonly label: Text;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every threshold of the rules on a line of its own, with its path in the file and its source. */
export function ruleParameters(rules: MonitorRules): ReportParameter[] {
  return partsOf(rules).flatMap(({ path, label, values: { source, title: _, ...values } }) =>
    leaves('', values).map(([leaf, value]) => ({
      path: `${path}.${leaf}`,
      label: { zh: `${label.zh}：${leaf}`, en: `${label.en}: ${leaf}` },
      value,
      ...(source === undefined ? {} : { source: source as NonNullable<ReportParameter['source']> }),
    })),
  );
}

function partsOf({
  readmission_rates,
  high_weight,
  peers,
  leaving,
  list_quality,
  supervision,
  conduct,
}: MonitorRules): Sourced[] {
  const { error_rate, points, source, suspension_days: suspension } = list_quality;
  return [
    { path: 'readmission_rates', label: { zh: '再入院率', en: 'readmission rates' }, values: readmission_rates },
    { path: 'high_weight', label: { zh: '高权重', en: 'heavy cases' }, values: high_weight },
    { path: 'peers', label: { zh: '同级对标', en: 'peers' }, values: peers },
    { path: 'leaving', label: { zh: '退出前核查', en: 'check before leaving' }, values: leaving },
    { path: 'list_quality', label: { zh: '清单质量', en: 'list quality' }, values: { error_rate, points, source } },
    ...list_quality.uploads.map((upload) => ({
      path: `list_quality.uploads.${upload.name}`,
      label: upload.title,
      values: { after: upload.after, days: upload.days, source: upload.source },
    })),
    ...(suspension === undefined
      ? []
      : [
          {
            path: 'list_quality.suspension_days',
            label: { zh: '暂停结算天数', en: 'days of suspension' },
            values: suspension,
          },
        ]),
    ...SUPERVISION_RULES.flatMap(({ key, label }) => {
      const values = supervision[key];
      return values === undefined ? [] : [{ path: `supervision.${key}`, label, values }];
    }),
    ...conduct.map(({ name, title, least, most, source: from }) => ({
      path: `conduct.${name}`,
      label: title,
      values: { least, most, source: from },
    })),
  ];
}

/** Values at the ends of a tree, lists of plain values as one. */
function leaves(path: string, value: unknown): [path: string, value: string][] {
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return [[path, value.join(', ')]];
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[path, String(value)]];
  return Object.entries(value).flatMap(([name, part]) => leaves(path === '' ? name : `${path}.${name}`, part));
}
