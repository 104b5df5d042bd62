-- Parts of the health score by week: each value on its way from the warning (0) to the target (100), and their weighted mean.
with w as (select week_n, max(day_n) as sunday from days group by week_n having count(*) = 7),
parts as (select distinct metric, weight from health_targets),
aims as (
  select w.week_n, t.metric, t.warn, t.target,
    row_number() over (partition by w.week_n, t.metric order by t.to_day - t.from_day, t.from_day, t.warn, t.target) as rn
  from w
  join health_targets as t on t.from_day <= w.sunday and t.to_day >= w.sunday
),
counts as (
  select channel, day_n, members, lead(day_n) over (partition by channel order by day_n) as next_day from members
),
grown as (
  select w.week_n, sum(b.members - a.members) as top, sum(a.members) as bottom
  from w
  join counts as b on b.day_n <= w.sunday and (b.next_day is null or b.next_day > w.sunday)
  join counts as a on a.channel = b.channel and a.day_n <= w.sunday - 28 and (a.next_day is null or a.next_day > w.sunday - 28)
  group by w.week_n
),
kept as (
  select w.week_n, sum(r.active) as top, sum(r.newcomers) as bottom
  from w
  join retention_classic as r on r.closed_n <= w.week_n and r.closed_n > w.week_n - 4
  where r.grain = 'week' and r.age = 4
  group by w.week_n
),
said as (select week_n, sum(lines) as messages from activity where kind = 'message' group by week_n),
written as (
  select w.week_n, sum(s.messages) as messages
  from w
  join said as s on s.week_n <= w.week_n and s.week_n > w.week_n - 4
  group by w.week_n
),
-- Spam is known for weeks whose whole 28 days lie after the first case on record.
recorded as (select min(decided_day) as first_day from cases),
judged as (
  select w.week_n, sum(c.covered) as spam
  from w
  join cases as c on c.decided_day <= w.sunday and c.decided_day > w.sunday - 28
  where c.acted = 1 and (c.category = 'spam' or c.category = 'ads')
  group by w.week_n
),
complained as (
  select w.week_n, sum(case when c.replied_s - c.received_s <= 86400 then 1 else 0 end) as top, count(*) as bottom
  from w
  join complaints as c on c.received_day < w.sunday and c.received_day >= w.sunday - 28
  group by w.week_n
),
-- Each value in thousandths of its unit is scale * top / bottom; people are counted in those with head = 1.
measured as (
  select week_n, 'growth_rate' as metric, top, bottom, 100000 as scale, 0 as head, bottom as n from grown
  union all
  select period_n, 'active_rate', speakers, members, 100000, 1, speakers from active_rate where grain = '28d' and channel = '*'
  union all
  select week_n, 'retention_classic', top, bottom, 100000, 1, bottom from kept
  union all
  select week_n, 'first_response', median_sum, 60 * median_n, 1000, 0, questions from first_response where channel = '*'
  union all
  select x.week_n, 'spam_rate', coalesce(j.spam, 0), x.messages, 100000, 1, x.messages
  from written as x
  join w on w.week_n = x.week_n
  join recorded as b on b.first_day <= w.sunday - 27
  left join judged as j on j.week_n = x.week_n
  union all
  select week_n, 'case_sla', top, bottom, 100000, 1, bottom from complained
),
valued as (
  select w.week_n, p.metric, p.weight, a.warn, a.target, v.n,
    case when a.target is null or a.target = a.warn then 'no-target'
      when v.top is null or v.bottom is null or v.bottom = 0 then 'no-data'
      when v.n < 5 or (v.head = 1 and ((v.top > 0 and v.top < 5) or (v.bottom - v.top > 0 and v.bottom - v.top < 5)))
        then 'few' end as missing,
    case when v.bottom > 0 then cast((v.scale * v.top - (v.scale * v.top) % v.bottom) / v.bottom as bigint) end as value
  from w
  cross join parts as p
  left join aims as a on a.week_n = w.week_n and a.metric = p.metric and a.rn = 1
  left join measured as v on v.week_n = w.week_n and v.metric = p.metric
),
placed as (
  select week_n, metric, weight, warn, target, n, missing, value,
    case when target > warn then value - warn else warn - value end as gone,
    case when target > warn then target - warn else warn - target end as way
  from valued
),
scored as (
  select week_n, metric, weight, warn, target, missing,
    case when missing is null then n end as n,
    case when missing is null then value end as value,
    case when missing is not null then null when gone <= 0 then 0 when gone >= way then 1000
      else cast((1000 * gone - (1000 * gone) % way) / way as bigint) end as tenths
  from placed
)
select week_n, metric as part, value, warn, target, n, weight, weight * tenths as weighted,
  case when tenths is not null then weight end as weight_known, missing, week_n as closed_n
from scored
union all
select week_n, '*', null, null, null, null, sum(weight), sum(weight * tenths),
  sum(case when tenths is not null then weight end), case when count(tenths) < count(*) then 'some' end, week_n
from scored
group by week_n
order by week_n, part
