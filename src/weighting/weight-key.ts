import { levelClassOfText } from '../cases/level-class.js';

/**
 * For whom a weight, coefficient or standard holds, where a city tells cases apart. Every part that is written must
 * agree with the case; {} holds for all.
 */
export interface WeightKey {
  readonly hospital?: string | undefined;
  /** Text class of the hospital (三甲, 二乙, A类), in its plain form. */
  readonly grade?: string | undefined;
  /** Settlement level class. */
  readonly level?: '3' | '2' | '1' | undefined;
  readonly insurance?: string | undefined;
}

/** Parts of a key in the order in which they are written. */
export const KEY_PARTS = ['hospital', 'grade', 'level', 'insurance'] as const;

/** 三级甲等 and 三级甲等医院 are written 三甲; other classes stay as they are. */
export function plainGrade(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/(?:医院|医疗机构)$/, '')
    .replace(/^([一二三])级?([甲乙丙特])等?$/, '$1$2');
}

/** "level=3&insurance=employee"; "" for the key that holds for all. The signs % & = inside a value stand as %25 … */
export function formatWeightKey(key: WeightKey): string {
  return KEY_PARTS.flatMap((part) => {
    const value = key[part];
    return value === undefined ? [] : [`${part}=${value.replace(/[%&=]/g, encodeURIComponent)}`];
  }).join('&');
}

/** The key of such a text; undefined where a part is unknown, doubled or empty, or a level is none of 3, 2, 1. */
export function parseWeightKey(text: string): WeightKey | undefined {
  const key: Record<string, string> = {};
  for (const pair of text === '' ? [] : text.split('&')) {
    const [part = '', value = '', ...more] = pair.split('=').map((piece) => piece.trim());
    if (!KEY_PARTS.some((known) => known === part) || value === '' || more.length > 0 || part in key) return undefined;
    if (part === 'level' && !/^[321]$/.test(value)) return undefined;
    const plain = value.replace(/%(25|26|3D)/gi, decodeURIComponent);
    key[part] = part === 'grade' ? plainGrade(plain) : plain;
  }
  return key as WeightKey;
}

/**
 * How exactly a key names the place: hospital before grade before level. No two different sets of parts have the same
 * rank, so among the keys that fit one case the order of places is total.
 */
export function placeRank(key: WeightKey): number {
  return (key.hospital === undefined ? 0 : 4) + (key.grade === undefined ? 0 : 2) + (key.level === undefined ? 0 : 1);
}

/** Can one case fit both keys? 三甲 and level 2 never meet; a hospital may be of any level. */
export function canMeet(a: WeightKey, b: WeightKey): boolean {
  for (const part of KEY_PARTS) {
    if (a[part] !== undefined && b[part] !== undefined && a[part] !== b[part]) return false;
  }
  return isLevelOfGrade(a.grade, b.level) && isLevelOfGrade(b.grade, a.level);
}

function isLevelOfGrade(grade: string | undefined, level: string | undefined): boolean {
  const found = grade === undefined ? undefined : levelClassOfText(grade);
  return found === undefined || level === undefined || String(found) === level;
}
