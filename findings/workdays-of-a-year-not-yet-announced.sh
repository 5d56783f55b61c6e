#!/usr/bin/env bash
# chinese-days, chinese-workday: 1 October 2027 is a working day.
#
# Guess: a year whose holidays are not announced yet is refused, or has at least the days that the law names, such as
#        1 January and 1 October.
# Seen:  beyond the last year they know (2026) both count Monday to Friday and say nothing: New Year's Day and National Day
#        are working days, and ten working days after 30 September 2027 end on 14 October, as if there were no holiday
#        and no Saturday to make up for it. date-holidays knows 1 October of any year but not 5 October, which is a day
#        off in 2026 as well. chinesecalendar alone raises an error that names the years it knows.
# drgdip: counts no working days; the days of upload and settlement are data of the record and the policy.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages chinese-days@1.5.7 chinese-workday@1.16.1 date-holidays@3.37.0
python_packages chinesecalendar==1.11.0

seen="$(node --input-type=module <<'JS'
import chineseDays from 'chinese-days';
import * as chineseWorkday from 'chinese-workday';
import Holidays from 'date-holidays';

const other = new Holidays('CN');
for (const day of ['2026-10-01', '2026-10-05', '2026-10-10', '2027-01-01', '2027-10-01', '2027-10-05']) {
  const works = (answer) => (answer ? 'works' : 'rests');
  console.log(day, 'chinese-days', works(chineseDays.isWorkday(day)), '| chinese-workday', works(chineseWorkday.isWorkday(day)),
    '| date-holidays', other.isHoliday(`${day} 12:00:00`) ? 'holiday' : 'no holiday');
}
console.log('ten working days after 30 September 2026:', chineseDays.findWorkday(10, '2026-09-30'), 'and 2027:', chineseDays.findWorkday(10, '2027-09-30'));
JS
python/bin/python - <<'PY'
import datetime
import chinese_calendar
for day in [datetime.date(2026, 10, 1), datetime.date(2027, 10, 1)]:
    try:
        print(day, "chinesecalendar", "works" if chinese_calendar.is_workday(day) else "rests")
    except NotImplementedError as error:
        print(day, "chinesecalendar", error)
PY
)"
expect "$(cat <<'TEXT'
2026-10-01 chinese-days rests | chinese-workday rests | date-holidays holiday
2026-10-05 chinese-days rests | chinese-workday rests | date-holidays no holiday
2026-10-10 chinese-days works | chinese-workday works | date-holidays no holiday
2027-01-01 chinese-days works | chinese-workday works | date-holidays holiday
2027-10-01 chinese-days works | chinese-workday works | date-holidays holiday
2027-10-05 chinese-days works | chinese-workday works | date-holidays no holiday
ten working days after 30 September 2026: 2026-10-20 and 2027: 2027-10-14
2026-10-01 chinesecalendar rests
2027-10-01 chinesecalendar no available data for year 2027, only year between [2004, 2026] supported
TEXT
)" "$seen"
