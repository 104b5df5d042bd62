-- Who spoke in each week, and in the 28 days to the end of each week for which the log covers all of them: by_week and
-- by_28 (author, week_n, active_days, messages); the weeks: full_28 (week_n).
with by_week as (
  select author, week_n, cast(count(distinct day_n) as integer) as active_days, cast(sum(lines) as bigint) as messages
  from activity
  where kind = 'message' and author is not null
  group by author, week_n
),
week_days as (select week_n, count(*) as days from days group by week_n),
full_28 as (
  select w.week_n
  from week_days as w
  join week_days as p on p.week_n > w.week_n - 4 and p.week_n <= w.week_n
  group by w.week_n
  having sum(p.days) = 28
),
by_28 as (
  select x.author, w.week_n, cast(sum(x.active_days) as integer) as active_days, cast(sum(x.messages) as bigint) as messages
  from full_28 as w
  join by_week as x on x.week_n > w.week_n - 4 and x.week_n <= w.week_n
  group by x.author, w.week_n
)
