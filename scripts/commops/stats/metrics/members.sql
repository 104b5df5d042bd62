-- Members at each week's end: the count typed last, by channel and in total.
with counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
week_end as (select week_n, max(day_n) as day_n from days group by week_n),
known as (
  select w.week_n, c.channel, c.members, w.day_n - c.day_n as age_days
  from week_end as w
  join counts as c on c.day_n <= w.day_n and (c.next_day is null or c.next_day > w.day_n)
)
select week_n, channel, members, age_days, week_n as closed_n
from known
union all
select week_n, '*', sum(members), max(age_days), week_n
from known
group by week_n
order by week_n, channel
