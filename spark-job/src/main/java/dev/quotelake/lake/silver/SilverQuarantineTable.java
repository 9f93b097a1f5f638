// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.source.HubRecords;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Records that are no valid quotes: their bytes, the names of the rules they failed, the reason, or
 * who excluded them.
 */
public final class SilverQuarantineTable {

  public static final String NAME = "silver_quarantine";

  private static final StructType COLUMNS =
      HubRecords.TYPE
          .add("event_id", DataTypes.StringType)
          .add("rules", DataTypes.createArrayType(DataTypes.StringType))
          .add("reason", DataTypes.StringType)
          .add(Exclusions.EXCLUSION, Exclusions.TYPE);

  private SilverQuarantineTable() {}

  static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("Records that failed a rule, with their bytes.")
        .reads(SilverQuotesTable.NAME)
        .columns(COLUMNS)
        .skipBy(HubRecords.PARTITION, HubRecords.OFFSET)
        .build();
  }
}
