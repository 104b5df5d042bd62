-- Speakers in the three days from an event's start beside the same three weekdays of the four weeks before,
-- and the band in which the same ratio lies when there is no event.
with x as (select distinct day_n, author from activity where kind = 'message' and author is not null),
-- In the three days from a day, a person counts on the first of them on which they speak: when the time they spoke before
-- lies further back.
gaps as (select day_n, day_n - lag(day_n) over (partition by author order by day_n) as gap from x),
back as (
  select day_n, case when gap < 3 then gap else 3 end as gap, count(*) as speakers
  from gaps
  group by day_n, case when gap < 3 then gap else 3 end
),
span as (
  select d.day_n, coalesce(sum(b.speakers), 0) as speakers
  from days as d
  cross join params as p
  left join back as b on b.day_n >= d.day_n and b.day_n < d.day_n + 3 and b.day_n - b.gap < d.day_n
  where d.day_n + 2 <= p.as_of_day
  group by d.day_n
),
ranked as (
  select s.day_n, b.speakers, row_number() over (partition by s.day_n order by b.speakers) as rn,
    count(*) over (partition by s.day_n) as cnt
  from span as s
  join span as b on b.day_n < s.day_n and b.day_n >= s.day_n - 28
  where (s.day_n - b.day_n) % 7 = 0
),
-- Four weeks before: the median of four is the mean of the second and the third, so their sum is twice the median.
baseline as (
  select day_n, sum(case when rn = 2 or rn = 3 then speakers else 0 end) as baseline_2 from ranked where cnt = 4 group by day_n
),
quiet as (
  select s.day_n, s.speakers, b.baseline_2,
    row_number() over (order by cast(2 * s.speakers as double) / b.baseline_2, s.day_n) as rn,
    count(*) over () as cnt
  from span as s
  join baseline as b on b.day_n = s.day_n
  left join events as e on e.start_day <= s.day_n + 2 and s.day_n <= case when e.end_day > e.start_day + 2 then e.end_day else e.start_day + 2 end
  where e.event is null and b.baseline_2 > 0
),
band as (
  select max(cnt) as quiet_days,
    max(case when 40 * rn >= cnt and 40 * (rn - 1) < cnt then speakers end) as low_speakers,
    max(case when 40 * rn >= cnt and 40 * (rn - 1) < cnt then baseline_2 end) as low_baseline_2,
    max(case when 40 * rn >= 39 * cnt and 40 * (rn - 1) < 39 * cnt then speakers end) as high_speakers,
    max(case when 40 * rn >= 39 * cnt and 40 * (rn - 1) < 39 * cnt then baseline_2 end) as high_baseline_2
  from quiet
)
select e.event, e.start_day as day_n, s.speakers, b.baseline_2,
  n.quiet_days, n.low_speakers, n.low_baseline_2, n.high_speakers, n.high_baseline_2,
  cast((e.start_day + 5 - (e.start_day + 5) % 7) / 7 as integer) as closed_n
from events as e
join days as d on d.day_n = e.start_day
cross join band as n
left join span as s on s.day_n = e.start_day
left join baseline as b on b.day_n = e.start_day
order by day_n, event
