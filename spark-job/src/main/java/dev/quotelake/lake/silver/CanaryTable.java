// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import dev.quotelake.lake.contract.QuoteEvents;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The canaries that crossed the chain: quotes the gateway makes up, kept out of market tables. */
public final class CanaryTable {

  public static final String NAME = "canary";

  private static final StructType COLUMNS =
      new StructType()
          .add("event_id", DataTypes.StringType)
          .add("provider", DataTypes.StringType)
          .add("quoted_at", DataTypes.TimestampType)
          .add("fetched_at", DataTypes.TimestampType)
          .add(HubRecords.APPENDED_AT, DataTypes.TimestampType)
          .add(HubRecords.INGESTED_AT, DataTypes.TimestampType)
          .add(HubRecords.PARTITION, DataTypes.IntegerType)
          .add(HubRecords.OFFSET, DataTypes.LongType);

  private CanaryTable() {}

  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("Canaries that crossed the chain.")
        .reads(TableDefinition.HUB)
        .where(HubRecords.isCanary())
        .through(records -> QuoteEvents.decoded(records, HubRecords.VALUE))
        .columns(COLUMNS)
        .skipBy(HubRecords.APPENDED_AT)
        .build();
  }
}
