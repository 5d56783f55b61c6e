-- A region grouped where its cases lie, and brought down to cells that `drgdip settle` clears.
--   hive --hivevar drgdip="drgdip" --hivevar cells=/data/cells -f region.sql
-- `cases` has canonical column names, amounts and numbers as STRING or DECIMAL: a DOUBLE of 10,000,000 would be sent
-- as 1.0E7 (which is read as the same amount), and a value with a TAB or a line feed shifts its row (which is rejected).

-- Both sides are spelled out, and results are taken as STRING: a typed column makes NULL or another number of what it
-- cannot hold, without a word.
CREATE TABLE case_groups AS
SELECT TRANSFORM(case_id, sex, age_years, age_days, birth_weight_g, admission_weight_g, los_days, discharge_type, dx, px)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
  USING '${hivevar:drgdip} stdio --quiet --scheme chs-drg-2.0 --columns case_id,sex,age_years,age_days,birth_weight_g,admission_weight_g,los_days,discharge_type,dx,px --output case_id,mdc,adrg,group,status,reason,scheme_hash,checksum'
  AS (case_id STRING, mdc STRING, adrg STRING, drg STRING, status STRING, reason STRING, scheme_hash STRING, checksum STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
FROM cases;

-- A program that left early with 0 has answered fewer rows, and nothing tells: compare before the groups are used.
-- Both rows must be equal.
SELECT count(*), sum(CAST(checksum AS BIGINT)), count(DISTINCT scheme_hash) FROM case_groups;

SELECT count(*), sum(crc32(concat_ws('\t', case_id, nvl(sex, '\\N'), nvl(age_years, '\\N'), nvl(age_days, '\\N'),
    nvl(birth_weight_g, '\\N'), nvl(admission_weight_g, '\\N'), nvl(los_days, '\\N'), nvl(discharge_type, '\\N'),
    nvl(dx, '\\N'), nvl(px, '\\N')))), 1 FROM cases;

-- Cells are lines with TABs in them: a separator on the way back that is in none keeps each whole.
INSERT OVERWRITE LOCAL DIRECTORY '${hivevar:cells}'
SELECT TRANSFORM(case_id, sex, age_years, age_days, birth_weight_g, admission_weight_g, los_days, discharge_type, dx, px,
    hospital_id, hospital_level, department, insurance, discharge_date, total_cost, pooled_fund, hospital_cost)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
  USING '${hivevar:drgdip} stdio --quiet --scheme chs-drg-2.0 --columns case_id,sex,age_years,age_days,birth_weight_g,admission_weight_g,los_days,discharge_type,dx,px,hospital_id,hospital_level,department,insurance,discharge_date,total_cost,pooled_fund,hospital_cost --emit cells'
  AS (line STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\002'
FROM cases;
