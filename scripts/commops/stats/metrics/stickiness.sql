-- Mean daily speakers beside the speakers of the whole month, and of the trailing 28 days.
with x as (select distinct day_n, week_n, month_n, author from activity where kind = 'message' and author is not null),
month_days as (select month_n, count(*) as days from days group by month_n),
by_month as (select month_n, count(*) as speaker_days, count(distinct author) as speakers from x group by month_n),
week_days as (select week_n, count(*) as days from days group by week_n),
days_28 as (
  select w.week_n, sum(p.days) as days
  from week_days as w
  join week_days as p on p.week_n > w.week_n - 4 and p.week_n <= w.week_n
  group by w.week_n
),
by_28 as (
  select w.week_n, count(*) as speaker_days, count(distinct x.author) as speakers
  from week_days as w
  join x on x.week_n > w.week_n - 4 and x.week_n <= w.week_n
  group by w.week_n
)
select 'month' as grain, d.month_n as period_n, coalesce(b.speakers, 0) as speakers, coalesce(b.speaker_days, 0) as speaker_days,
  d.days, k.last_week as closed_n
from month_days as d
join months as k on k.month_n = d.month_n
left join by_month as b on b.month_n = d.month_n
union all
select '28d', d.week_n, coalesce(b.speakers, 0), coalesce(b.speaker_days, 0), d.days, d.week_n
from days_28 as d
left join by_28 as b on b.week_n = d.week_n
where d.days = 28
order by grain, period_n
