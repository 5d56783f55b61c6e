import type { HospitalRecord } from '../../cases/register.js';
import { RandomStream } from '../../kernel/random.js';
import { DEPARTMENTS, type Department, GENERAL_PRACTICE } from './departments.js';
import { byLevel, LEVELS, target } from './targets.js';

/** A hospital of the region (医疗机构), as the model knows it. */
export interface RegionHospital extends HospitalRecord {
  /** Size against others of its level: draws are in proportion to it. */
  readonly size: number;
  /** Multiplier on the cost of every case, around 1 within a level. */
  readonly efficiency: number;
  /** Own cost against charges. */
  readonly costRatio: number;
  /** Emphasis on each department of DEPARTMENTS. */
  readonly departments: Float64Array;
}

/** The invented region that everybody is insured in. */
export const REGION_NAME = '云澜市';

const COUNTIES = ['东岭县', '白桥县', '松浦县', '临溪县', '青禾县', '望川县', '石湾区', '双塔区'];
const TOWNS = ['河口', '柳林', '大坪', '新桥', '红石', '沙溪', '双河', '金牛', '长岭', '龙泉湾'];

type Emphasis = Partial<Record<Department, number>>;
const MATERNITY: Emphasis = { 产科: 14, 妇科: 12, 儿科: 10, 新生儿科: 14, 甲乳外科: 3 };
const TCM: Emphasis = { 康复医学科: 4, 骨科: 2, 风湿免疫科: 2.5, 中医科: 6 };
const CANCER: Emphasis = { 肿瘤科: 14, 血液内科: 4, 甲乳外科: 4, 心胸外科: 2 };
const MENTAL: Emphasis = { 精神科: 60 };
const EYE: Emphasis = { 眼科: 60, 耳鼻咽喉科: 8 };
const BONE: Emphasis = { 骨科: 22, 康复医学科: 6 };
const REHABILITATION: Emphasis = { 康复医学科: 30, 老年医学科: 10, 神经内科: 2 };
/** What a township hospital does little of. */
const SMALL: Emphasis = {
  神经外科: 0.03,
  心胸外科: 0.02,
  血液内科: 0.05,
  新生儿科: 0.03,
  肿瘤科: 0.15,
  烧伤整形科: 0.1,
  眼科: 0.15,
  泌尿外科: 0.2,
  甲乳外科: 0.2,
  重症医学科: 0.05,
};

interface Plan {
  readonly name: string;
  readonly level: string;
  readonly kind: string;
  readonly emphasis: Emphasis;
  /** Emphasis on every department not named. */
  readonly others: number;
  readonly size: number;
}

const plan = (name: string, level: string, kind: string, size: number, emphasis: Emphasis = {}, others = 1): Plan => ({
  name,
  level,
  kind,
  size,
  emphasis,
  others,
});

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function planLevel3(index: number): Plan {
  const special: readonly Plan[] = [
    plan(`${REGION_NAME}第一人民医院`, '三甲', 'general', 2.6),
    plan(`${REGION_NAME}中心医院`, '三甲', 'general', 2.2),
    plan(`${REGION_NAME}第二人民医院`, '三甲', 'general', 1.5),
    plan(`${REGION_NAME}中医医院`, '三甲', 'tcm', 1.1, TCM),
    plan(`${REGION_NAME}妇幼保健院`, '三甲', 'maternity', 0.5, MATERNITY, 0.05),
    plan(`${REGION_NAME}肿瘤医院`, '三甲', 'specialty', 0.6, CANCER, 0.15),
    plan(`${REGION_NAME}第三人民医院`, '三乙', 'general', 1),
    plan(`${REGION_NAME}精神卫生中心`, '三乙', 'specialty', 0.25, MENTAL, 0.02),
  ];
  return special[index] ?? plan(`${REGION_NAME}第${ORDINALS[(index - 4) % 10]}人民医院`, '三乙', 'general', 0.8);
}

function planLevel2(index: number): Plan {
  const county = COUNTIES[index % COUNTIES.length]!;
  if (index < 8) return plan(`${county}人民医院`, '二甲', 'general', 1.7);
  if (index < 14) return plan(`${county}中医院`, index < 11 ? '二甲' : '二级', 'tcm', 0.8, TCM);
  const special: readonly Plan[] = [
    plan(`${county}妇幼保健院`, '二级', 'maternity', 0.4, MATERNITY, 0.05),
    plan(`${REGION_NAME}明澈眼科医院`, '二级', 'specialty', 0.25, EYE, 0.01),
    plan(`${REGION_NAME}康和骨伤医院`, '二级', 'specialty', 0.35, BONE, 0.05),
    plan(`${REGION_NAME}安宁康复医院`, '二级', 'specialty', 0.6, REHABILITATION, 0.3),
    plan(`${county}第二人民医院`, '二级', 'general', 0.7),
  ];
  return special[index - 14] ?? plan(`${county}第${ORDINALS[(index - 17) % 10]}人民医院`, '二级', 'general', 0.6);
}

function planLevel1(index: number): Plan {
  const county = COUNTIES[index % COUNTIES.length]!;
  const town = TOWNS[index % TOWNS.length]!;
  if (index >= 24) return plan(`${county}${town}社区卫生服务中心`, '未定级', 'community', 0.5, SMALL);
  return plan(`${county}${town}镇中心卫生院`, '一级', 'township', 1, SMALL);
}

const PLANS = { 3: planLevel3, 2: planLevel2, 1: planLevel1 } as const;

/** The region's hospitals, level 3 first; the same for every seed of cases. */
export function createHospitals(structureSeed: number): RegionHospital[] {
  const counts = byLevel('hospitals');
  const hospitals: RegionHospital[] = [];
  LEVELS.forEach((levelClass, levelIndex) => {
    for (let index = 0; index < counts[levelIndex]!; index++) {
      const random = new RandomStream(structureSeed, levelClass * 1_000 + index);
      const { name, level, kind, emphasis, others, size } = PLANS[levelClass](index);
      const departments = Float64Array.from(DEPARTMENTS, (department) => {
        const own = emphasis[department] ?? others;
        return own * Math.exp(target('hospital_department_sigma') * random.normal());
      });
      if (levelClass === 1) departments[GENERAL_PRACTICE]! *= 3;
      hospitals.push({
        hospitalId: `H${levelClass}${String(index + 1).padStart(3, '0')}`,
        name,
        level,
        levelClass,
        kind,
        size: size * Math.exp(target('hospital_size_sigma') * 0.5 * random.normal()),
        efficiency: Math.exp(target('hospital_efficiency_sigma') * random.normal()),
        costRatio: target('hospital_cost_ratio') * Math.exp(target('hospital_cost_sigma') * random.normal()),
        departments,
      });
    }
  });
  return hospitals;
}
