// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From the new rows of the upstream table to new rows (or partial aggregates) of a table. Pure: no
 * session, no settings, no streaming, so the same transform serves a micro-batch and a rebuild of
 * the table.
 */
@FunctionalInterface
public interface Transform {

  /** The rows this table gets for these rows of its upstream. */
  Dataset<Row> apply(Dataset<Row> upstream);
}
