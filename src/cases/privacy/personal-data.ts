import { plainHeading } from '../plain-heading.js';

export type PersonalKind = 'name' | 'id_number' | 'telephone' | 'address';

/** Headings of personal data: free texts, the front page N041, HQMS and the settlement list. */
const HEADINGS: readonly (readonly [RegExp, PersonalKind])[] = [
  [/姓名|^(?:xm|lxrxm|a11|a32|psn_name|patient_?name|name)$/, 'name'],
  // Doctors are people too: the settlement list names them.
  [
    /(?:医师|医生|术者|护士|编码员|填报人)$|_(?:dr|psn)_name$|^(?:chfpdr_name|medins_fill_psn|[sye]z\d*|mzys\d*|kzr|zrys|zzys|zyys|jxys|sxys|zrhs|bmy|c(?:18|19|20|23|39|40|41|44)x\d+)$/,
    'name',
  ],
  [/身份证|证件号|护照|^(?:sfzh|a20|certno|id_?card|id_?no|psn_cert_no)$/, 'id_number'],
  [/电话|手机|联系方式|^(?:dh|lxdh|lxrdh|dwdh|a27|a31|a35|phone|mobile|tel|telephone)$/, 'telephone'],
  [/住址|地址|^(?:xzz|hkdz|dwdz|lxrdz|gzdwjdz|a24|a26|a29|a34|address|addr)$/, 'address'],
];
/** Headings that speak of such data without holding it. */
const NOT_PERSONAL = /(?:机构|医院|科室|诊断|手术|操作|病种|病组|药品|项目|材料)名?称?$|类型|类别|编码$|代码$|邮编/;

/** What personal data a heading announces. */
export function personalHeading(heading: string): PersonalKind | undefined {
  const plain = plainHeading(heading);
  if (NOT_PERSONAL.test(plain)) return undefined;
  return HEADINGS.find(([pattern]) => pattern.test(plain))?.[1];
}

const ID_NUMBER = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';
const MOBILE = /^(?:\+?86[- ]?)?1[3-9]\d{9}$/;

/** What personal data a text is: an 18-digit ID number whose check digit holds, or an 11-digit mobile number. */
export function personalText(text: string): 'id_number' | 'telephone' | undefined {
  if (ID_NUMBER.test(text)) {
    let sum = 0;
    for (let i = 0; i < ID_WEIGHTS.length; i++) sum += Number(text[i]) * ID_WEIGHTS[i]!;
    if (ID_CHECKS[sum % 11] === text[17]!.toUpperCase()) return 'id_number';
  }
  return MOBILE.test(text) ? 'telephone' : undefined;
}

const LEAST_TEXTS = 3;

/** What most of these texts are; undefined where fewer than half, or than three, are personal data. */
export function personalTexts(texts: Iterable<string>): 'id_number' | 'telephone' | undefined {
  const counts = { id_number: 0, telephone: 0 };
  let all = 0;
  for (const text of texts) {
    if (text === '') continue;
    all++;
    const kind = personalText(text);
    if (kind !== undefined) counts[kind]++;
  }
  const kind = counts.id_number >= counts.telephone ? 'id_number' : 'telephone';
  return counts[kind] >= LEAST_TEXTS && counts[kind] * 2 >= all ? kind : undefined;
}
