-- Messages that moderators judged to be spam or forbidden advertising, and the accounts behind them.
with said as (
  select week_n, month_n, day_n, sum(lines) as messages from activity where kind = 'message' group by week_n, month_n, day_n
),
judged as (
  select d.week_n, d.month_n, sum(c.covered) as spam, sum(c.accounts) as accounts
  from cases as c
  join dates as d on d.day_n = c.decided_day
  where c.acted = 1 and (c.category = 'spam' or c.category = 'ads')
  group by d.week_n, d.month_n
),
spans as (
  select 'week' as grain, week_n as period_n, week_n as closed_n from days group by week_n
  union all
  select 'month', d.month_n, x.last_week
  from days as d
  join months as x on x.month_n = d.month_n
  group by d.month_n, x.last_week
),
all_said as (
  select 'week' as grain, week_n as period_n, sum(messages) as messages from said group by week_n
  union all
  select 'month', month_n, sum(messages) from said group by month_n
),
all_judged as (
  select 'week' as grain, week_n as period_n, sum(spam) as spam, sum(accounts) as accounts from judged group by week_n
  union all
  select 'month', month_n, sum(spam), sum(accounts) from judged group by month_n
),
-- Before the first case of any kind nobody kept a record, which is not the same as no spam.
start as (
  select 'week' as grain, min(d.week_n) as period_n from cases as c join dates as d on d.day_n = c.decided_day
  union all
  select 'month', min(d.month_n) from cases as c join dates as d on d.day_n = c.decided_day
)
select s.grain, s.period_n, case when b.period_n <= s.period_n then coalesce(j.spam, 0) end as spam,
  case when b.period_n <= s.period_n then coalesce(j.accounts, 0) end as accounts,
  coalesce(a.messages, 0) as messages, s.closed_n
from spans as s
join start as b on b.grain = s.grain
left join all_said as a on a.grain = s.grain and a.period_n = s.period_n
left join all_judged as j on j.grain = s.grain and j.period_n = s.period_n
order by s.grain, s.period_n
