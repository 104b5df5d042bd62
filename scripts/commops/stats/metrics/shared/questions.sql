-- Questions, and the seconds until another person first replied to each: question (with question_n), reply (question_n, sec).
-- A reply is known from its link (gold); in a channel without any links, from who is spoken to by name (inferred).
with linked as (select distinct channel from m where reply_to is not null),
kind_of as (
  select channel, 'gold' as links from linked
  union all
  select distinct m.channel, 'inferred'
  from m
  left join linked as l on l.channel = m.channel
  where m.addressee is not null and l.channel is null
),
-- Questions that are equal in what numbers them may change places: nothing below tells them apart.
question as (
  select m.source, m.channel, m.msg_id, m.author, m.addressee, m.ts_s, m.tie_n, m.week_n, m.dow, m.hour, k.links,
    row_number() over (order by m.channel, m.ts_s, m.tie_n, m.author, m.addressee) as question_n
  from m
  join kind_of as k on k.channel = m.channel
  where m.kind = 'message' and m.is_question and m.author is not null and (k.links = 'inferred' or m.msg_id is not null)
),
answer as (
  select source, channel, author, reply_to, ts_s from m where kind = 'message' and author is not null and reply_to is not null
),
spoken as (
  select m.channel, m.author, m.addressee, m.ts_s, m.tie_n
  from m
  join kind_of as k on k.channel = m.channel
  where k.links = 'inferred' and m.kind = 'message' and m.author is not null
),
found as (
  select q.question_n, a.ts_s - q.ts_s as sec
  from question as q
  join answer as a on a.source = q.source and a.channel = q.channel and a.reply_to = q.msg_id
  where q.links = 'gold' and a.author <> q.author and a.ts_s >= q.ts_s
  union all
  -- Another person speaks to the asker by name within a day.
  select q.question_n, a.ts_s - q.ts_s
  from question as q
  join spoken as a on a.channel = q.channel and a.addressee = q.author
  where q.links = 'inferred' and a.author <> q.author and a.ts_s < q.ts_s + 86400
    and (a.ts_s > q.ts_s or (a.ts_s = q.ts_s and a.tie_n > q.tie_n))
  union all
  -- The question was put to somebody by name, who says something to nobody in particular within a quarter of an hour.
  select q.question_n, a.ts_s - q.ts_s
  from question as q
  join spoken as a on a.channel = q.channel and a.author = q.addressee
  where q.links = 'inferred' and a.author <> q.author and a.addressee is null and a.ts_s < q.ts_s + 900
    and (a.ts_s > q.ts_s or (a.ts_s = q.ts_s and a.tie_n > q.tie_n))
),
reply as (select question_n, min(sec) as sec from found group by question_n)
