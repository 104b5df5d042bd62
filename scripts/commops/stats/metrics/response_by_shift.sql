-- with shared/questions.sql
,
-- One kind of evidence only, as in the total of first_response.
kind_used as (select min(links) as links from kind_of),
asked as (
  select q.question_n, q.week_n, q.channel, q.dow, q.hour, r.sec
  from question as q
  join kind_used as u on u.links = q.links
  left join reply as r on r.question_n = q.question_n
),
planned as (select count(*) as n from shifts),
timed as (
  select q.week_n, coalesce(s.shift, '-') as shift, q.sec, count(*) as n
  from asked as q
  cross join planned as p
  left join shifts as s on s.channel = q.channel and s.dow = q.dow and s.hour = q.hour
  where p.n > 0
  group by q.week_n, coalesce(s.shift, '-'), q.sec
),
ranked as (
  select week_n, shift, sec, n,
    sum(n) over (partition by week_n, shift order by case when sec is null then 1 else 0 end, sec
      rows between unbounded preceding and current row) as rn,
    sum(n) over (partition by week_n, shift) as cnt
  from timed
),
counted as (
  select week_n, shift, max(cnt) as questions, sum(case when sec is not null then n else 0 end) as answered,
    sum(case when sec < 3600 then n else 0 end) as within_1h,
    max(case when 2 * rn >= cnt and 2 * (rn - n) < cnt then sec end) as low_s,
    max(case when 2 * rn > cnt and 2 * (rn - n) <= cnt then sec end) as high_s
  from ranked
  group by week_n, shift
)
select week_n, shift, questions, questions - answered as unanswered, within_1h,
  case when questions % 2 = 1 then low_s else low_s + high_s end as median_sum, 2 - questions % 2 as median_n,
  week_n as closed_n
from counted
order by week_n, shift
