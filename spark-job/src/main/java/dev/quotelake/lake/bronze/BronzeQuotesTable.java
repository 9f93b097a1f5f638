// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.bronze;

import static org.apache.spark.sql.functions.not;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;

/**
 * Every market record of the hub, bytes as they came. Append only; nothing is filtered or changed.
 */
public final class BronzeQuotesTable {

  public static final String NAME = "bronze_quotes";

  private BronzeQuotesTable() {}

  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("Every market record of the hub, as it came.")
        .reads(TableDefinition.HUB)
        .where(not(HubRecords.isCanary()))
        .columns(HubRecords.TYPE)
        .clusterBy(HubRecords.APPENDED_AT)
        .skipBy(HubRecords.PARTITION, HubRecords.OFFSET, HubRecords.APPENDED_AT)
        .build();
  }
}
