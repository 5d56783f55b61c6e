import { join } from 'node:path';
import type { TablesMeta } from '../../src/schemes/import/tables-meta.js';

/**
 * What the plain tables of the three national versions do not say of themselves. The shipped folder of 2.0 is what
 * importTables makes of its tables with this.
 */
const sources = [
  'github.com/qweaszxcdf/CHS-DRG-Grouper (Apache-2.0; compiled from the official PDF; data only, no code)',
];

export function nationalMeta(reference: string): Record<'chs-drg-1.1' | 'chs-drg-2.0' | 'chs-drg-3.0', TablesMeta> {
  const diagnoses_folder = join(reference, 'chs-drg-1.1');
  const shared_lists = { diagnoses: 'diagnoses.txt', procedures: 'procedures.txt' };
  return {
    'chs-drg-1.1': {
      id: 'chs-drg-1.1',
      title: { zh: 'CHS-DRG 细分组方案 1.1 版', en: 'CHS-DRG grouping scheme 1.1' },
      provenance: {
        issuer: '国家医疗保障局',
        document: '国家医疗保障疾病诊断相关分组（CHS-DRG）细分组方案（1.1版，2021年）',
        trust:
          'lists and rules of one open grouper, reproduced on every case tried, unrelated procedures off and on; compared in DECISIONS.md with an independent listing of its codes; names of chapters from general knowledge of the scheme; the official file itself not opened',
        sources: ['github.com/OpenDRG/DRG_JavaScript (commit c07e973 of 2024-02-22, Apache-2.0; data only, no code)'],
      },
      options: {
        unrelated_procedure: 'medical',
        code_match: 'exact',
        missing: 'strict',
        ...Object.fromEntries([...'ASTUWXY'].map((mdc) => [`unrelated_procedure.${mdc}`, 'medical' as const])),
      },
      weight: 'birth_weight_g',
      refused_when: 'age_years == 0 and age_days <= 28 and birth_weight_g == 0',
      unrelated_when: 'apx:OR',
      left_out_chapters: ['W'],
      shared_lists,
    },
    'chs-drg-2.0': {
      id: 'chs-drg-2.0',
      title: { zh: '按病组（DRG）付费分组方案 2.0 版', en: 'Grouping scheme for payment by DRG, version 2.0' },
      provenance: {
        issuer: '国家医疗保障局',
        document: '按病组（DRG）付费分组方案2.0版（nhsa.gov.cn art_53_13314）',
        published: '2024-07-23',
        trust:
          'compiled by third parties; group lists compared between two independent compilations, severity and exclusion lists from one with a character-exact check; the official file itself not opened',
        sources: ['github.com/cymz6/chs-drg (consultation version; data only)', ...sources],
      },
      options: { unrelated_procedure: 'qy', code_match: 'exact', missing: 'strict' },
      weight: 'birth_weight_g',
      diagnoses_folder,
      shared_lists,
    },
    'chs-drg-3.0': {
      id: 'chs-drg-3.0',
      title: { zh: '按病组（DRG）付费分组方案 3.0 版', en: 'Grouping scheme for payment by DRG, version 3.0' },
      provenance: {
        issuer: '国家医疗保障局',
        document:
          '按病组（DRG）付费分组方案3.0版（医保发〔2026〕22号附件1，nhsa.gov.cn art_104_21975）；配置信息（更新）2026-09-09（art_14_22070）',
        published: '2026-09-02',
        in_force_from: '2027-01-01',
        trust:
          'compiled by third parties, compared between two of them, the official file itself not opened; MCC, CC, exclusion lists and valid procedures exact by count and length, group lists open by 20 entries',
        sources: ['github.com/goat0330/medical-system-mvp (no licence; facts only)', ...sources],
      },
      options: { unrelated_procedure: 'qy', code_match: 'exact', missing: 'strict' },
      weight: 'admission_weight_g',
      diagnoses_folder,
      shared_lists,
      named_lists: { OBD: { file: 'high_risk_pregnancy.tsv', name: 'high_risk_pregnancy' } },
      named_procedures: { '17.4100,17.4200,17.4300,17.4400,17.4500': 'robot' },
    },
  };
}
