-- How late each table had its quotes over the last day: the worst and the typical micro-batch, in seconds from fetched to commit.
select `table`, count(*) as batches, round(median(lag_seconds.p50), 3) as typical_p50, round(max(lag_seconds.p99), 3) as worst_p99
from event_log
where lag_seconds is not null and committed_at >= current_timestamp() - interval 1 day
group by `table`
order by typical_p50
