-- How late gold was, minute by minute, from stored timestamps alone: each quote of silver against the commit of the gold tables by the
-- micro-batch that held its offset. The same numbers as the histograms quotelake_end_to_end_seconds.
with gold as (
  select o.`partition`, o.`from`, o.`until`, max(committed_at) as committed_at
  from event_log lateral view explode(offsets) as o
  where `table` like 'gold%'
  group by 1, 2, 3
)
select date_trunc('minute', gold.committed_at) as minute, count(*) as quotes,
       percentile_approx(unix_micros(gold.committed_at) - unix_micros(fetched_at), array(0.5, 0.99)) as pipeline_micros_p50_p99,
       percentile_approx(unix_micros(gold.committed_at) - unix_micros(quoted_at), array(0.5, 0.99)) as freshness_micros_p50_p99
from silver_quotes as quote
join gold on quote.`partition` = gold.`partition` and quote.`offset` >= gold.`from` and quote.`offset` < gold.`until`
group by 1
order by minute desc
