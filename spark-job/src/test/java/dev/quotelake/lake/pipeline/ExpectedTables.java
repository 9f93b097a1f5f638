// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import org.apache.spark.sql.SparkSession;

/**
 * What the tables must hold, worked out by plain SQL from the view {@code known} alone: from single
 * quotes, without partial aggregates and without the calendars.
 */
final class ExpectedTables {

  private ExpectedTables() {}

  static void define(SparkSession spark) {
    quotes(spark);
    bars(spark);
    days(spark);
    reconciliation(spark);
    view(
        spark,
        "expected_latest",
        """
        select provider, symbol, event_id, price, session from (
          select *, row_number() over (partition by provider, symbol order by quoted_at desc, fetched_at desc, event_id desc) as newest
          from dated) where newest = 1""");
  }

  private static void quotes(SparkSession spark) {
    view(
        spark,
        "sighted",
        """
        select *, row_number() over (partition by event_id order by appended_at, partition, offset) as sighting,
               symbol <> '' and price > 0 and coalesce(day_volume, 0) between 0 and 100000000000
                 and quoted_at <= appended_at + interval 5 minutes as valid
        from known""");
    view(
        spark,
        "expected_quarantine",
        """
        select partition, offset from sighted
        where event_id is null or (sighting = 1 and not valid)""");
    view(
        spark,
        "clocked",
        """
        select *, date_format(from_utc_timestamp(quoted_at, 'America/New_York'), 'HH:mm:ss.SSS') as new_york,
               date_format(from_utc_timestamp(quoted_at, 'Asia/Tokyo'), 'HH:mm:ss.SSS') as tokyo,
               date(from_utc_timestamp(quoted_at, 'America/New_York') + interval 4 hours) as new_york_date,
               date(from_utc_timestamp(quoted_at, 'Asia/Tokyo') + interval 8 hours - interval 1 millisecond) as tokyo_date
        from (select *, coalesce(market, 'XNYS') as home from sighted)
        where event_id is not null and sighting = 1 and valid""");
    view(
        spark,
        "dated",
        """
        select *, date_trunc('minute', quoted_at) as minute_start,
          case home when 'XNYS' then %s when 'XTKS' then %s else date(quoted_at) end as trading_date,
          case home
            when '24/7' then 'regular'
            when 'XXXX' then 'unknown'
            when 'XTKS' then case
              when weekday(tokyo_date) > 4 or tokyo < '09:00' or tokyo >= '16:00' then 'closed'
              when tokyo <= '11:30:00.000' then 'regular'
              when tokyo < '12:30' then 'break'
              when tokyo <= '15:00:00.000' then 'regular'
              else 'post' end
            else case
              when weekday(new_york_date) > 4 then 'closed'
              when new_york < '04:00' or new_york >= '20:00' then 'overnight'
              when new_york < '09:30' then 'pre'
              when new_york <= '16:00:00.000' then 'regular'
              else 'post' end end as session
        from clocked"""
            .formatted(nextWeekday("new_york_date"), nextWeekday("tokyo_date")));
    view(
        spark,
        "expected_silver",
        "select event_id, partition, offset, symbol, price, day_volume, quoted_at, home as market, trading_date, session from dated");
    view(spark, "quotes", "select * from dated where session <> 'closed'");
    view(
        spark,
        "hours",
        """
        select home, trading_date,
          case home when 'XNYS' then to_utc_timestamp(timestamp(trading_date) - interval 4 hours, 'America/New_York')
                    else timestamp(trading_date) end as begins,
          case home when 'XNYS' then to_utc_timestamp(timestamp(trading_date) + interval 570 minutes, 'America/New_York')
                    when 'XXXX' then null else timestamp(trading_date) end as opens,
          case home when 'XNYS' then to_utc_timestamp(timestamp(trading_date) + interval 16 hours, 'America/New_York')
                    when 'XTKS' then timestamp(trading_date) + interval 6 hours
                    when '24/7' then timestamp(trading_date) + interval 24 hours end as closes,
          if(home = 'XTKS', timestamp(trading_date) + interval 150 minutes, null) as pause_begins,
          if(home = 'XTKS', timestamp(trading_date) + interval 210 minutes, null) as pause_ends,
          case home when 'XNYS' then 390 when 'XTKS' then 300 when '24/7' then 1440 end as regular_minutes
        from (select distinct home, trading_date from quotes)""");
  }

  private static void bars(SparkSession spark) {
    view(
        spark,
        "bars",
        """
        select provider, symbol, trading_date, minute_start,
          min_by(price, (quoted_at, fetched_at, event_id)) as open, max(price) as high, min(price) as low,
          max_by(price, (quoted_at, fetched_at, event_id)) as close,
          cast(sum(price) / count(*) as decimal(18,8)) as average_price, count(*) as quote_count,
          max_by(day_volume, (quoted_at, fetched_at, event_id)) filter (where day_volume is not null) as counter,
          any_value(home) as home
        from quotes group by provider, symbol, trading_date, minute_start""");
    volumes(spark, "expected_bars", "bars", "minute_start", 60);
    view(
        spark,
        "quarters",
        """
        select provider, symbol, trading_date,
          timestamp_seconds(floor(unix_seconds(minute_start) / 900) * 900) as bar_start,
          min_by(price, (quoted_at, fetched_at, event_id)) as open, max(price) as high, min(price) as low,
          max_by(price, (quoted_at, fetched_at, event_id)) as close,
          cast(sum(price) / count(*) as decimal(18,8)) as average_price, count(*) as quote_count,
          max_by(day_volume, (quoted_at, fetched_at, event_id)) filter (where day_volume is not null) as counter,
          any_value(home) as home
        from quotes group by 1, 2, 3, 4""");
    volumes(spark, "expected_quarters", "quarters", "bar_start", 900);
  }

  /** Each bar beside those before it that know a volume, of which the last one counts. */
  private static void volumes(
      SparkSession spark, String name, String bars, String start, int seconds) {
    view(
        spark,
        name,
        """
        select provider, symbol, trading_date, %2$s, open, high, low, close, average_price, quote_count,
          cast(if(counter < before, 0, counter - before) as decimal(18,4)) as volume,
          cast(if(counter < before, counter - before, 0 * counter) as decimal(18,4)) as volume_correction,
          if(counter is null, null, coalesce(told_at + interval %3$d seconds, begins)) as volume_since
        from (select a.provider, a.symbol, a.trading_date, a.%2$s, a.open, a.high, a.low, a.close, a.average_price,
                a.quote_count, a.counter, coalesce(max_by(b.counter, b.%2$s), 0) as before, max(b.%2$s) as told_at,
                any_value(c.begins) as begins
              from %1$s a
              left join %1$s b on b.provider = a.provider and b.symbol = a.symbol and b.trading_date = a.trading_date
                and b.%2$s < a.%2$s and b.counter is not null
              left join hours c on c.home = a.home and c.trading_date = a.trading_date
              group by a.provider, a.symbol, a.trading_date, a.%2$s, a.open, a.high, a.low, a.close, a.average_price,
                a.quote_count, a.counter)"""
            .formatted(bars, start, seconds));
  }

  private static void days(SparkSession spark) {
    view(
        spark,
        "silences",
        """
        select provider, symbol, trading_date, max(unix_micros(until) - unix_micros(since) - if(pause_begins is null, 0, greatest(0,
                 least(unix_micros(until), unix_micros(pause_ends)) - greatest(unix_micros(since), unix_micros(pause_begins)))))
                 div 1000000 as longest_gap_seconds
        from (select *, lead(since) over (partition by provider, symbol, home, trading_date order by since) as until
              from (select provider, symbol, home, trading_date, quoted_at as since from quotes where session = 'regular'
                    union all
                    select distinct provider, symbol, home, trading_date, stack(2, opens, closes) as since
                    from quotes join hours using (home, trading_date)))
        join hours using (home, trading_date)
        group by provider, symbol, trading_date""");
    view(
        spark,
        "weights",
        """
        select provider, symbol, trading_date,
          cast(sum(average_price * volume) filter (where prompt) / sum(volume) filter (where prompt) as decimal(18,8)) as vwap,
          cast(coalesce(sum(volume) filter (where prompt), 0) / nullif(sum(volume), 0) as decimal(7,6)) as vwap_volume_share
        from (select *, volume > 0 and volume_since >= minute_start - interval 1 minute as prompt from expected_bars)
        group by provider, symbol, trading_date""");
    view(
        spark,
        "expected_days",
        """
        select provider, symbol, trading_date,
          min_by(price, (quoted_at, fetched_at, event_id)) as open, max(price) as high, min(price) as low,
          max_by(price, (quoted_at, fetched_at, event_id)) as close,
          max_by(day_volume, (quoted_at, fetched_at, event_id)) filter (where day_volume is not null) as volume,
          any_value(vwap) as vwap, any_value(vwap_volume_share) as vwap_volume_share,
          cast(sum(price) / count(*) as decimal(18,8)) as average_price, count(*) as quote_count,
          min_by(price, (quoted_at, fetched_at, event_id)) filter (where session = 'regular') as regular_open,
          max(price) filter (where session = 'regular') as regular_high,
          min(price) filter (where session = 'regular') as regular_low,
          max_by(price, (quoted_at, fetched_at, event_id)) filter (where session = 'regular') as regular_close,
          count_if(session = 'regular') as regular_quote_count,
          count(distinct case when session = 'regular' and quoted_at < closes then minute_start end) as minutes_quoted,
          any_value(regular_minutes) as regular_minutes, any_value(longest_gap_seconds) as longest_gap_seconds,
          case when count(currency) > 0 then count(distinct currency) > 1 end as currency_changed,
          max_by(vendor_high, (quoted_at, fetched_at, event_id)) as vendor_high
        from quotes left join hours using (home, trading_date)
        left join silences using (provider, symbol, trading_date)
        left join weights using (provider, symbol, trading_date)
        group by provider, symbol, trading_date""");
  }

  /** The vendor's low is 91 wherever it tells a high; its closes are ours or half of ours. */
  private static void reconciliation(SparkSession spark) {
    view(
        spark,
        "expected_reconciliation",
        """
        select a.provider, a.symbol, a.trading_date,
          cast(greatest(least(a.high, a.vendor_high) - greatest(a.low, 91), 0) / (a.vendor_high - 91) as decimal(7,6)) as range_seen,
          b.previous_close as next_previous_close,
          if(coalesce(a.regular_close, a.close) / b.previous_close between 1.98 and 2.02, '2:1', null) as probable_split,
          a.minutes_quoted, a.longest_gap_seconds, a.currency_changed
        from (select *, date_add(trading_date, case when symbol in ('S3', 'S4') then 1 when weekday(trading_date) = 4 then 3
                                                    else 1 end) as next_date from expected_days) a
        left join (select provider, symbol, trading_date, max_by(previous_close, (quoted_at, fetched_at, event_id)) as previous_close
                   from quotes group by all) b
        on b.provider = a.provider and b.symbol = a.symbol and b.trading_date = a.next_date""");
  }

  /** The date itself, or the Monday after it. */
  private static String nextWeekday(String date) {
    return "date_add(%1$s, if(weekday(%1$s) > 4, 7 - weekday(%1$s), 0))".formatted(date);
  }

  private static void view(SparkSession spark, String name, String sql) {
    spark.sql(sql).createOrReplaceTempView(name);
  }
}
