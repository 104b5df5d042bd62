-- Complaints by month in which they came: first answer within 24 hours, settled within 72; and appeals by month of their answer.
with came as (
  select d.month_n, d.month_week, count(*) as received,
    sum(case when c.replied_s - c.received_s <= 86400 then 1 else 0 end) as replied_24h,
    sum(case when c.resolved_s - c.received_s <= 259200 then 1 else 0 end) as resolved_72h
  from complaints as c
  join dates as d on d.day_n = c.received_day
  group by d.month_n, d.month_week
),
answers as (
  select answered_day, appeal_outcome from complaints where answered_day is not null
  union all
  select answered_day, appeal_outcome from cases where answered_day is not null
),
appealed as (
  select d.month_n, d.month_week, count(*) as appeals,
    sum(case when a.appeal_outcome = 'upheld' or a.appeal_outcome = 'partly' then 1 else 0 end) as upheld
  from answers as a
  join dates as d on d.day_n = a.answered_day
  where a.appeal_outcome <> 'withdrawn' and a.appeal_outcome <> 'pending'
  group by d.month_n, d.month_week
),
months_seen as (
  select month_n, month_week from came
  union all
  select month_n, month_week from appealed
)
select k.month_n, c.received, c.replied_24h, c.resolved_72h, a.appeals, a.upheld, k.month_week + 1 as closed_n
from (select distinct month_n, month_week from months_seen) as k
left join came as c on c.month_n = k.month_n
left join appealed as a on a.month_n = k.month_n
order by k.month_n
