-- with shared/speakers.sql
-- Mean daily speakers beside the speakers of the whole month, and of the trailing 28 days.
,
x as (select distinct day_n, month_n, author from activity where kind = 'message' and author is not null),
month_days as (select month_n, count(*) as days from days group by month_n),
by_month as (select month_n, count(*) as speaker_days, count(distinct author) as speakers from x group by month_n),
over_28 as (select week_n, sum(active_days) as speaker_days, count(*) as speakers from by_28 group by week_n)
select 'month' as grain, d.month_n as period_n, coalesce(b.speakers, 0) as speakers, coalesce(b.speaker_days, 0) as speaker_days,
  d.days, k.last_week as closed_n
from month_days as d
join months as k on k.month_n = d.month_n
left join by_month as b on b.month_n = d.month_n
union all
select '28d', d.week_n, coalesce(b.speakers, 0), coalesce(b.speaker_days, 0), 28, d.week_n
from full_28 as d
left join over_28 as b on b.week_n = d.week_n
order by grain, period_n
