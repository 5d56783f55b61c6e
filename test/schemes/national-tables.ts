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
  return {
    'chs-drg-1.1': {
      id: 'chs-drg-1.1',
      title: { zh: 'CHS-DRG 细分组方案 1.1 版', en: 'CHS-DRG grouping scheme 1.1' },
      provenance: {
        issuer: '国家医疗保障局',
        document: '国家医疗保障疾病诊断相关分组（CHS-DRG）细分组方案（1.1版）',
        trust: 'compiled by a third party; the official file itself not opened',
        sources: ['github.com/OpenDRG/DRG_JavaScript (Apache-2.0; data only, no code)'],
      },
      options: { unrelated_procedure: 'medical', code_match: 'exact', missing: 'reference' },
      weight: 'birth_weight_g',
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
    },
    'chs-drg-3.0': {
      id: 'chs-drg-3.0',
      title: { zh: '按病组（DRG）付费分组方案 3.0 版', en: 'Grouping scheme for payment by DRG, version 3.0' },
      provenance: {
        issuer: '国家医疗保障局',
        document: '医保发〔2026〕22号附件1；配置信息（更新）2026-09-09',
        published: '2026-09-02',
        in_force_from: '2027-01-01',
        trust: 'compiled by third parties, compared between two of them; the official file itself not opened',
        sources: ['github.com/goat0330/medical-system-mvp (facts only)', ...sources],
      },
      options: { unrelated_procedure: 'qy', code_match: 'exact', missing: 'strict' },
      weight: 'admission_weight_g',
      diagnoses_folder,
      named_lists: { OBD: { file: 'high_risk_pregnancy.tsv', name: 'high_risk_pregnancy' } },
      named_procedures: { '17.4100,17.4200,17.4300,17.4400,17.4500': 'robot' },
    },
  };
}
