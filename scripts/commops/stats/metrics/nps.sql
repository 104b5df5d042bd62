-- Net promoter score of each survey with at least 30 answers, and what its standard error is made of.
with counted as (
  select survey, question, closes_day, invited, answers, high as promoters, middle as passives, low as detractors
  from survey_answers
  where measure = 'nps'
)
select survey, question, closes_day as day_n, invited, answers, promoters, passives, detractors,
  case when answers >= 30 then promoters - detractors end as score,
  case when answers >= 30
    then answers * (promoters + detractors) - (promoters - detractors) * (promoters - detractors) end as spread,
  cast((closes_day + 3 - (closes_day + 3) % 7) / 7 as integer) as closed_n
from counted
order by day_n, survey, question
