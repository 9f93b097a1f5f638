// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.LagQuantiles;
import dev.quotelake.lake.pipeline.batch.SourceRange;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.ExclusionTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Before each micro-batch of a running job, the exclusions as they are now; all else is another's.
 */
record ExclusionsFirst(Lake lake, BatchObserver next) implements BatchObserver {

  @Override
  public void batchBegins(Map<String, String> properties) {
    lake.exclusions().loadIfChanged(new ExclusionTable(lake.tables()), properties);
    next.batchBegins(properties);
  }

  @Override
  public Optional<Column> measure(TableDefinition table) {
    return next.measure(table);
  }

  @Override
  public Map<String, LagQuantiles> lags(List<TableCommit> commits, Map<String, Object> measured) {
    return next.lags(commits, measured);
  }

  @Override
  public void batchDone(
      BatchId batch,
      List<SourceRange> source,
      List<TableCommit> commits,
      Map<String, Object> measured) {
    next.batchDone(batch, source, commits, measured);
  }
}
