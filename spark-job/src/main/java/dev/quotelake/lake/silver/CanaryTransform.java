// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import dev.quotelake.lake.pipeline.Transform;
import dev.quotelake.lake.source.HubRecords;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps the canaries only. */
final class CanaryTransform implements Transform {

  @Override
  public Dataset<Row> apply(Dataset<Row> records) {
    return DecodedRecords.of(records.where(HubRecords.isCanary()));
  }
}
