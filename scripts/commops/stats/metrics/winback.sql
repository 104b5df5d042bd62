-- Win-back trials: who spoke again of those written to and of those left alone.
select trial, start_day + n_days - 1 as day_n, contacted, contacted_back, held_out, held_out_back,
  contacted + held_out as everybody, contacted_back + held_out_back as back,
  contacted + held_out - contacted_back - held_out_back as silent,
  contacted_back * held_out - held_out_back * contacted as lift_over,
  cast((start_day + n_days + 2 - (start_day + n_days + 2) % 7) / 7 as integer) as closed_n
from trials
order by day_n, trial
