import type { Chapter, SchemeDocument } from '../../schemes/scheme-document.js';
import type { CodeChooser } from './choose-codes.js';
import { ageProfile, medicalCost } from './diagnosis-habits.js';
import { procedureFamily } from './procedure-habits.js';
import { type Alternative, visitLists } from './solve-condition.js';

/** How common and how dear the cases of an ADRG are, before the region's curves are laid over the ranking. */
export interface GroupPrior {
  readonly frequency: number;
  readonly cost: number;
  /** Days against other stays of the same cost. */
  readonly losFactor: number;
}

/** A chapter that takes any diagnosis (transplants, long ventilation) is rare. */
const MASS_WITHOUT_DIAGNOSES = 4;
/** Asking for a second list, or for principal and procedure both, leaves a part of the cases. */
const SECOND_DEMAND = 0.4;
/** Injuries of more than one body region among all injuries. */
const SEVERAL_REGIONS = 0.08;
/** Groups that any valid first procedure reaches within a chapter. */
const ANY_PROCEDURE = 0.01;

/** Judges groups by the ICD habits of their lists, whatever the scheme calls them. */
export class PriorJudge {
  private readonly chapterMass = new Map<Chapter, number>();
  /** Procedure → cases of all chapters that list it, to share a procedure's frequency among chapters. */
  private readonly ownersMass = new Map<string, number>();

  constructor(
    private readonly document: SchemeDocument,
    private readonly chooser: CodeChooser,
  ) {
    for (const chapter of document.chapters) {
      let mass = chapter.diagnoses.size === 0 ? MASS_WITHOUT_DIAGNOSES : 0;
      for (const code of chapter.diagnoses) mass += chooser.principalWeight(code);
      this.chapterMass.set(chapter, mass);
      const listed = new Set<string>();
      for (const rule of chapter.rules) {
        visitLists(rule.when, { document, chapter, rule }, (word, codes) => {
          if (word.endsWith('px') && codes !== document.validProcedures) for (const code of codes) listed.add(code);
        });
      }
      for (const code of listed) this.ownersMass.set(code, (this.ownersMass.get(code) ?? 0) + mass);
    }
  }

  judge(ways: readonly Alternative[], chapter: Chapter): GroupPrior {
    let best: GroupPrior = { frequency: 0, cost: 1, losFactor: 1 };
    for (const way of ways) {
      const prior = this.judgeWay(way, chapter);
      if (prior.frequency > best.frequency) best = prior;
    }
    return best;
  }

  private judgeWay(way: Alternative, chapter: Chapter): GroupPrior {
    const positive = way.demands.filter((demand) => !demand.isNegated);
    const procedures = positive.filter((demand) => demand.word.endsWith('px'));
    const { principals } = this.chooser.candidates(way);
    let principalMass = 0;
    let cost = 0;
    let losFactor = 0;
    for (const code of principals) {
      const weight = this.chooser.principalWeight(code);
      principalMass += weight;
      cost += weight * medicalCost(code);
      losFactor += weight * ageProfile(code).losFactor;
    }
    const mass = Math.max(principalMass, 1e-9);
    const narrowing = SECOND_DEMAND ** Math.max(0, positive.length - (chapter.diagnoses.size === 0 ? 1 : 2));
    const rareNumbers = way.ranges.has('regions') ? SEVERAL_REGIONS : way.ranges.has('age_days') ? 0.5 : 1;
    const list = procedures.find((demand) => demand.word === 'ppx') ?? procedures[0];
    if (list === undefined) {
      return { frequency: principalMass * narrowing * rareNumbers, cost: cost / mass, losFactor: losFactor / mass };
    }
    const chapterMass = this.chapterMass.get(chapter)!;
    if (list.codes === this.document.validProcedures) {
      return {
        frequency: chapterMass * ANY_PROCEDURE * narrowing,
        cost: (2.2 * cost) / mass,
        losFactor: losFactor / mass,
      };
    }
    let frequency = 0;
    let dear = 0;
    let codeWeight = 0;
    for (const code of list.codes) {
      const weight = this.chooser.procedureWeight(code);
      frequency += (weight * chapterMass) / (this.ownersMass.get(code) ?? chapterMass);
      dear += weight * procedureFamily(code).relativeCost;
      codeWeight += weight;
    }
    return {
      frequency: frequency * narrowing * rareNumbers,
      cost: codeWeight > 0 ? (dear / codeWeight) * (1 + 0.15 * (procedures.length - 1)) : 2,
      losFactor: losFactor / mass,
    };
  }
}
