// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.metrics.HopLatency.CommitTimes;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.LagQuantiles;
import dev.quotelake.lake.pipeline.batch.SourceRange;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.batch.TableCommit.ExpectationCount;
import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.silver.CanaryTable;
import dev.quotelake.lake.silver.SilverQuotesTable;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;

/** What each micro-batch did to each table, as metrics, and the clocks of its records. */
public final class BatchMetrics implements BatchObserver {
  private static final String TABLE = "table";
  private static final Set<String> BEFORE_GOLD =
      Set.of(BronzeQuotesTable.NAME, SilverQuotesTable.NAME, CanaryTable.NAME);

  private final Graph graph;
  private final HopLatency latency;
  private final QueryMetrics queries;
  private final RecentBatches recent;
  private final Counter rows;
  private final Counter duplicates;
  private final Counter expectations;
  private final Counter writeSeconds;
  private final Gauge committed;

  /** Registers the series of all tables with zeros. */
  public BatchMetrics(
      PrometheusRegistry registry, Graph graph, QueryMetrics queries, RecentBatches recent) {
    this.graph = graph;
    this.queries = queries;
    this.recent = recent;
    this.latency = new HopLatency(registry);
    rows =
        Counter.builder()
            .name("quotelake_lake_rows_total")
            .help("Rows written to a table (for merged tables, rows inserted or updated).")
            .labelNames(TABLE)
            .register(registry);
    duplicates =
        Counter.builder()
            .name("quotelake_lake_duplicates_total")
            .help("Records that repeat an event already in silver; they are kept in bronze only.")
            .register(registry);
    expectations =
        Counter.builder()
            .name("quotelake_lake_expectation_records_total")
            .help("Rows judged by an expectation, by result.")
            .labelNames(TABLE, "expectation", "result")
            .register(registry);
    writeSeconds =
        Counter.builder()
            .name("quotelake_lake_table_write_seconds_total")
            .help("Time spent writing a table, within addBatch.")
            .labelNames(TABLE)
            .register(registry);
    committed =
        Gauge.builder()
            .name("quotelake_lake_commit_timestamp_seconds")
            .help("When a table was last committed with rows, as a Unix time.")
            .labelNames(TABLE)
            .register(registry);
    graph.stored().forEach(this::expect);
  }

  private void expect(TableDefinition table) {
    rows.initLabelValues(table.name());
    writeSeconds.initLabelValues(table.name());
    committed.initLabelValues(table.name());
    for (Expectation rule : table.expectations()) {
      expectations.initLabelValues(table.name(), rule.name(), "passed");
      expectations.initLabelValues(table.name(), rule.name(), "failed");
    }
  }

  @Override
  public Optional<Column> measure(TableDefinition table) {
    return switch (table.name()) {
      case SilverQuotesTable.NAME -> Optional.of(clocks(size(col("rules")).equalTo(0)));
      case CanaryTable.NAME -> Optional.of(clocks(lit(true)));
      default -> Optional.empty();
    };
  }

  private static Column clocks(Column stored) {
    Column told = when(col("quoted_at_source").equalTo("provider"), col("quoted_at"));
    return FlowClocks.measure(
        stored.and(col("fetched_at").isNotNull()), told, col("fetched_at"), col("appended_at"));
  }

  /** Of the market's quotes in silver; for the canaries' own table of those. */
  @Override
  public Map<String, LagQuantiles> lags(List<TableCommit> commits, Map<String, Object> measured) {
    FlowClocks market = clocks(measured, SilverQuotesTable.NAME);
    FlowClocks canaries = clocks(measured, CanaryTable.NAME);
    Map<String, LagQuantiles> lags = new HashMap<>();
    for (TableCommit commit : commits) {
      FlowClocks clocks = commit.table().equals(CanaryTable.NAME) ? canaries : market;
      clocks.lag(micros(commit.committedAt())).ifPresent(lag -> lags.put(commit.table(), lag));
    }
    return lags;
  }

  @Override
  public void batchDone(
      BatchId batch,
      List<SourceRange> source,
      List<TableCommit> commits,
      Map<String, Object> measured) {
    commits.forEach(this::count);
    duplicates.inc(source.stream().mapToLong(SourceRange::duplicates).sum());
    queries.batchDone(batch.flow(), source);
    Map<String, LagCounts> lags =
        commitTimes(commits)
            .map(
                times ->
                    latency.record(
                        clocks(measured, SilverQuotesTable.NAME),
                        clocks(measured, CanaryTable.NAME),
                        times))
            .orElse(Map.of());
    recent.written(batch.number(), commits, lags);
  }

  private void count(TableCommit commit) {
    count(commit.table(), commit.rowsOut(), commit.committedAt());
    graph
        .table(commit.table())
        .quarantine()
        .ifPresent(
            quarantine -> count(quarantine.name(), commit.rowsQuarantined(), commit.committedAt()));
    writeSeconds.labelValues(commit.table()).inc(commit.duration().toNanos() / 1e9);
    for (ExpectationCount result : commit.expectations()) {
      expectations.labelValues(commit.table(), result.name(), "passed").inc(result.passed());
      expectations.labelValues(commit.table(), result.name(), "failed").inc(result.failed());
    }
  }

  private void count(String table, long written, Instant committedAt) {
    rows.labelValues(table).inc(written);
    if (written > 0) {
      committed.labelValues(table).set(micros(committedAt) / 1e6);
    }
  }

  /** Empty when this flow does not go all the way from bronze to gold. */
  private static Optional<CommitTimes> commitTimes(List<TableCommit> commits) {
    Optional<Long> bronze = committedAt(commits, BronzeQuotesTable.NAME);
    Optional<Long> silver = committedAt(commits, SilverQuotesTable.NAME);
    Optional<Long> gold =
        commits.stream()
            .filter(commit -> !BEFORE_GOLD.contains(commit.table()))
            .map(commit -> micros(commit.committedAt()))
            .max(Long::compare);
    if (bronze.isEmpty() || silver.isEmpty() || gold.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new CommitTimes(bronze.get(), silver.get(), gold.get()));
  }

  private static Optional<Long> committedAt(List<TableCommit> commits, String table) {
    return commits.stream()
        .filter(commit -> commit.table().equals(table))
        .map(commit -> micros(commit.committedAt()))
        .findFirst();
  }

  private static FlowClocks clocks(Map<String, Object> measured, String table) {
    Object value = measured.get(table);
    return value == null ? new FlowClocks() : FlowClocks.of((byte[]) value);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
