-- Main reasons that people gave after they had left, by quarter in which the exit survey closed.
with counted as (
  select d.quarter_n, d.quarter_week, x.reason, sum(x.answers) as answers
  from exit_reasons as x
  join dates as d on d.day_n = x.closes_day
  group by d.quarter_n, d.quarter_week, x.reason
)
select quarter_n, reason, answers, sum(answers) over (partition by quarter_n) as answers_all, quarter_week as closed_n
from counted
order by quarter_n, reason
