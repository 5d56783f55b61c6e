import { DATED, DATED_COLUMNS, HOSPITAL_ID, type InputTable } from './input-table.js';

/** distances.csv: how far the insured of a place live from a hospital. */
export const DISTANCES_TABLE: InputTable = {
  kind: 'distances',
  label: { zh: '就医距离', en: 'distances to hospitals' },
  purpose: {
    zh: '用于医院退出后病例转往最近的医院；流向与可及性分析尚未实现。每个地点到每家医院一行。',
    en: 'For the nearest hospital of cases that a leaving hospital leaves behind; analyses of flows and access are not built. One row for each place and hospital.',
  },
  columns: [
    {
      name: 'place',
      form: 'text',
      isNeeded: true,
      label: { zh: '地点（参保地、乡镇）', en: 'place (region, township)' },
      synonyms: ['地点', '参保地'],
    },
    HOSPITAL_ID,
    {
      name: 'kilometres',
      form: 'decimal',
      isNeeded: true,
      least: 0,
      most: 5000,
      label: { zh: '公里', en: 'kilometres by road' },
      synonyms: ['距离'],
    },
    { name: 'minutes', form: 'decimal', least: 0, most: 6000, label: { zh: '分钟', en: 'minutes by road' } },
    ...DATED_COLUMNS,
  ],
  key: ['place', 'hospital_id'],
  spans: DATED,
};
