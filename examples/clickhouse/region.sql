-- A region grouped where its cases lie, and brought down to cells that `drgdip settle` clears.
-- The programs of user_scripts/ lie in the server's user_scripts folder; year.csv has canonical column names.

-- Amounts are read as Decimal from text. A column of Float64 must be rounded on its way to Decimal,
-- toDecimal64(round(cost * 100), 2) / 100: the bare conversion cuts, and 8.03 becomes 8.02.
-- What may be missing is Nullable: a plain column would hold 0, which is an age.
CREATE TABLE cases
(
    case_id String,
    sex String,
    age_years Nullable(UInt16),
    age_days Nullable(UInt16),
    birth_weight_g Nullable(UInt32),
    admission_weight_g Nullable(UInt32),
    los_days Nullable(UInt32),
    discharge_type String,
    dx String,
    px String,
    hospital_id String,
    hospital_level String,
    department String,
    insurance String,
    discharge_date Nullable(Date),
    total_cost Nullable(Decimal(18, 2)),
    pooled_fund Nullable(Decimal(18, 2)),
    hospital_cost Nullable(Decimal(18, 2))
)
ENGINE = MergeTree ORDER BY case_id;

INSERT INTO cases SELECT
    case_id, sex, age_years, age_days, birth_weight_g, admission_weight_g, los_days, discharge_type, dx, px,
    hospital_id, hospital_level, department, insurance, discharge_date, total_cost, pooled_fund, hospital_cost
FROM file('year.csv', CSVWithNames,
    'case_id String, sex String, age_years Nullable(UInt16), age_days Nullable(UInt16), birth_weight_g Nullable(UInt32), admission_weight_g Nullable(UInt32), los_days Nullable(UInt32), discharge_type String, dx String, px String, hospital_id String, hospital_level String, department String, insurance String, discharge_date Nullable(Date), total_cost Nullable(Decimal(18, 2)), pooled_fund Nullable(Decimal(18, 2)), hospital_cost Nullable(Decimal(18, 2))')
SETTINGS input_format_skip_unknown_fields = 1;

-- One program for the whole table; rows come back in the order in which they went. check_exit_code: without it a
-- program that failed would only lose rows.
CREATE TABLE groups ENGINE = MergeTree ORDER BY case_id AS
SELECT * FROM executable('drgdip-groups', TabSeparated,
    'case_id String, mdc String, adrg String, group String, status String, reason String, scheme_hash String, checksum UInt64',
    (SELECT case_id, sex, age_years, age_days, birth_weight_g, admission_weight_g, los_days, discharge_type, dx, px FROM cases),
    SETTINGS command_read_timeout = 120000, check_exit_code = 1);

-- A program that failed may have answered fewer rows: compare before the groups are used. Both rows must be equal.
SELECT count() AS rows, sum(checksum) AS checksum, uniqExact(scheme_hash) AS schemes FROM groups;

SELECT count() AS rows, sum(CRC32(concat(
    case_id, '\t', sex, '\t', ifNull(toString(age_years), '\\N'), '\t', ifNull(toString(age_days), '\\N'), '\t',
    ifNull(toString(birth_weight_g), '\\N'), '\t', ifNull(toString(admission_weight_g), '\\N'), '\t',
    ifNull(toString(los_days), '\\N'), '\t', discharge_type, '\t', dx, '\t', px))) AS checksum, 1 AS schemes
FROM cases;

-- Cells are lines of text: the format must neither split nor escape them, on both ways.
SELECT line FROM executable('drgdip-cells', LineAsString, 'line String', (SELECT * FROM cases),
    SETTINGS command_read_timeout = 120000, check_exit_code = 1)
INTO OUTFILE 'region.cells' FORMAT TSVRaw;
