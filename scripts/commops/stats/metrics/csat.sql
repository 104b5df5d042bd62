-- Answers of 4 or 5 among all answers, for surveys and for events, with how many were asked.
select survey as subject, question, closes_day as day_n, invited as asked, answers, high as satisfied,
  cast((closes_day + 3 - (closes_day + 3) % 7) / 7 as integer) as closed_n
from survey_answers
where measure = 'csat'
union all
select event, 'event', end_day, attended, csat_n, csat_good, cast((end_day + 3 - (end_day + 3) % 7) / 7 as integer)
from event_results
where csat_n is not null
order by day_n, subject, question
