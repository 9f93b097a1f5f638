-- Five-minute bars from the minute bars: prices by first and last, volume by sum, averages weighted by quotes.
select symbol, window(minute_start, '5 minutes').start as bar_start,
       min_by(open, minute_start) as open, max(high) as high, min(low) as low, max_by(close, minute_start) as close,
       sum(volume) as volume, cast(sum(price_sum) / sum(quote_count) as decimal(18,8)) as average_price
from gold_minute_bars
where trading_date = (select max(trading_date) from gold_minute_bars)
group by symbol, window(minute_start, '5 minutes')
order by symbol, bar_start
