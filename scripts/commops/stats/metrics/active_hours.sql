-- Messages and distinct speakers by weekday and hour over the 28 days to the last day of the log.
with x as (
  select m.dow, m.hour, m.author
  from m
  cross join params as p
  where m.kind = 'message' and m.author is not null and m.day_n > p.as_of_day - 28 and m.day_n <= p.as_of_day
),
covered as (
  select count(*) as days from days as d cross join params as p where d.day_n > p.as_of_day - 28 and d.day_n <= p.as_of_day
),
total as (select count(*) as messages from x),
counted as (select dow, hour, count(*) as messages, count(distinct author) as speakers from x group by dow, hour),
every_dow as (select distinct dow from x),
every_hour as (select distinct hour from x)
select d.dow, h.hour, coalesce(c.messages, 0) as messages, coalesce(c.speakers, 0) as speakers, t.messages as all_messages,
  v.days, case when v.days = 28 then p.last_week else p.last_week + 1 end as closed_n
from every_dow as d
cross join every_hour as h
cross join total as t
cross join covered as v
cross join params as p
left join counted as c on c.dow = d.dow and c.hour = h.hour
order by dow, hour
