// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import org.apache.spark.sql.SparkSession;

/** What the tables must hold, worked out by plain SQL from the view {@code known} alone. */
final class ExpectedTables {

  private ExpectedTables() {}

  static void define(SparkSession spark) {
    view(
        spark,
        "sighted",
        """
        select *, row_number() over (partition by event_id order by appended_at, partition, offset) as sighting,
               symbol <> '' and price > 0 and coalesce(day_volume, 0) >= 0
                 and quoted_at <= appended_at + interval 5 minutes as valid
        from known""");
    view(
        spark,
        "expected_silver",
        """
        select event_id, partition, offset, symbol, price, day_volume, quoted_at
        from sighted where event_id is not null and sighting = 1 and valid""");
    view(
        spark,
        "expected_quarantine",
        """
        select partition, offset from sighted
        where event_id is null or (sighting = 1 and not valid)""");
    view(
        spark,
        "quotes",
        """
        select s.*, k.fetched_at, date(from_utc_timestamp(s.quoted_at, 'America/New_York')) as trading_date,
               date_trunc('minute', s.quoted_at) as minute_start
        from expected_silver s join known k using (partition, offset)""");
    view(
        spark,
        "ranked",
        """
        select *,
          row_number() over (partition by symbol, minute_start order by quoted_at, fetched_at, event_id) as minute_first,
          row_number() over (partition by symbol, minute_start order by quoted_at desc, fetched_at desc, event_id desc) as minute_last,
          row_number() over (partition by symbol, trading_date order by quoted_at, fetched_at, event_id) as day_first,
          row_number() over (partition by symbol, trading_date order by quoted_at desc, fetched_at desc, event_id desc) as day_last,
          row_number() over (partition by symbol order by quoted_at desc, fetched_at desc, event_id desc) as newest
        from quotes""");
    view(
        spark,
        "bars",
        """
        select symbol, trading_date, minute_start,
          max(case when minute_first = 1 then price end) as open, max(price) as high, min(price) as low,
          max(case when minute_last = 1 then price end) as close,
          cast(sum(price) / count(*) as decimal(18,8)) as average_price, count(*) as quote_count,
          max(day_volume) as day_volume
        from ranked group by symbol, trading_date, minute_start""");
    risen(spark, "risen_until", "<=");
    risen(spark, "risen_before", "<");
    view(
        spark,
        "expected_bars",
        """
        select symbol, trading_date, minute_start, open, high, low, close,
          coalesce(u.risen, 0) - coalesce(b.risen, 0) as volume, average_price, quote_count
        from bars left join risen_until u using (symbol, minute_start)
        left join risen_before b using (symbol, minute_start)""");
    view(
        spark,
        "expected_days",
        """
        select symbol, trading_date,
          max(case when day_first = 1 then price end) as open, max(price) as high, min(price) as low,
          max(case when day_last = 1 then price end) as close, max(day_volume) as volume,
          cast(sum(price) / count(*) as decimal(18,8)) as average_price, count(*) as quote_count
        from ranked group by symbol, trading_date""");
    view(spark, "expected_latest", "select symbol, event_id, price from ranked where newest = 1");
  }

  private static void risen(SparkSession spark, String name, String comparison) {
    view(
        spark,
        name,
        """
        select a.symbol, a.minute_start, max(b.day_volume) as risen
        from bars a join bars b
          on b.symbol = a.symbol and b.trading_date = a.trading_date and b.minute_start %s a.minute_start
        group by a.symbol, a.minute_start"""
            .formatted(comparison));
  }

  private static void view(SparkSession spark, String name, String sql) {
    spark.sql(sql).createOrReplaceTempView(name);
  }
}
