-- Newcomers by the week (and the day) of their first message: newcomer (author, cohort_n, day_n), and cohort (cohort_n,
-- newcomers). Where a channel shows its joins, a person who spoke without one was there before the log began: no newcomer.
with first_message as (
  select author, min(first_s) as first_s, min(week_n) as week_n, min(day_n) as day_n
  from activity
  where kind = 'message' and author is not null
  group by author
),
joined as (select author, min(first_s) as join_s from activity where kind = 'join' and author is not null group by author),
join_channels as (select distinct channel from activity where kind = 'join'),
first_place as (
  select f.author, f.first_s, f.week_n, f.day_n, max(case when c.channel is null then 0 else 1 end) as shows_joins
  from first_message as f
  join activity as a on a.author = f.author and a.first_s = f.first_s
  left join join_channels as c on c.channel = a.channel
  where a.kind = 'message'
  group by f.author, f.first_s, f.week_n, f.day_n
),
newcomer as (
  select p.author, p.week_n as cohort_n, p.day_n
  from first_place as p
  left join joined as j on j.author = p.author
  where p.shows_joins = 0 or j.join_s <= p.first_s
),
cohort as (select cohort_n, count(*) as newcomers from newcomer group by cohort_n)
