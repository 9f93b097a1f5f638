// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.bronze;

import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.pipeline.Transform;
import dev.quotelake.lake.source.HubRecords;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps the market's records and leaves canaries to their own table. */
final class BronzeQuotesTransform implements Transform {

  @Override
  public Dataset<Row> apply(Dataset<Row> records) {
    return records.where(not(HubRecords.isCanary()));
  }
}
