-- How unevenly the messages of a month, or of the trailing 28 days, are spread over their speakers.
with x as (
  select week_n, month_n, author, sum(lines) as messages
  from activity
  where kind = 'message' and author is not null
  group by week_n, month_n, author
),
week_days as (select week_n, count(*) as days from days group by week_n),
full_28 as (
  select w.week_n
  from week_days as w
  join week_days as p on p.week_n > w.week_n - 4 and p.week_n <= w.week_n
  group by w.week_n
  having sum(p.days) = 28
),
by_author as (
  select 'month' as grain, x.month_n as period_n, k.last_week as closed_n, x.author, sum(x.messages) as messages
  from x
  join months as k on k.month_n = x.month_n
  group by x.month_n, k.last_week, x.author
  union all
  select '28d', w.week_n, w.week_n, x.author, sum(x.messages)
  from full_28 as w
  join x on x.week_n > w.week_n - 4 and x.week_n <= w.week_n
  group by w.week_n, x.author
),
ranked as (
  select grain, period_n, closed_n, messages,
    row_number() over (partition by grain, period_n order by messages desc, author) as rn,
    count(*) over (partition by grain, period_n) as speakers,
    sum(messages) over (partition by grain, period_n) as total
  from by_author
),
summed as (
  select grain, period_n, closed_n, messages, rn, speakers, total,
    sum(messages) over (partition by grain, period_n order by rn rows between unbounded preceding and current row) as running
  from ranked
)
select grain, period_n, max(speakers) as speakers, max(total) as messages,
  -- Gini = 2 * sum(i * x_i) / (n * total) - (n + 1) / n with x ascending; here rn counts from the largest.
  2 * sum((speakers - rn + 1) * messages) - (max(speakers) + 1) * max(total) as gini_over,
  sum(case when 100 * (rn - 1) < speakers then 1 else 0 end) as top1_speakers,
  sum(case when 100 * (rn - 1) < speakers then messages else 0 end) as top1_messages,
  sum(case when 10 * (rn - 1) < speakers then 1 else 0 end) as top10_speakers,
  sum(case when 10 * (rn - 1) < speakers then messages else 0 end) as top10_messages,
  sum(case when 2 * (running - messages) < total then 1 else 0 end) as half_speakers,
  max(closed_n) as closed_n
from summed
group by grain, period_n
order by grain, period_n
