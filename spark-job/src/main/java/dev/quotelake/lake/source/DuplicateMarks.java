// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Adds to a stream of hub records whether each repeats an event seen within a window. */
public final class DuplicateMarks {

  /** True for a record whose event was kept within the window before. */
  public static final String DUPLICATE = "duplicate";

  /** Records with their mark. */
  public static final StructType TYPE = HubRecords.TYPE.add(DUPLICATE, DataTypes.BooleanType);

  private static final String SLOT = "slot";

  private final Duration window;

  /**
   * Makes the marks.
   *
   * @param window how long after its append time an event is remembered
   */
  public DuplicateMarks(Duration window) {
    this.window = window;
  }

  /** The same records, none marked: for a flow whose tables do not ask. */
  public static Dataset<Row> none(Dataset<Row> records) {
    return records.withColumn(DUPLICATE, lit(false));
  }

  /**
   * The same records, marked. The state is part of a stream's checkpoint; all records of a stored
   * table can be marked at once, too.
   */
  public Dataset<Row> on(Dataset<Row> records) {
    return records
        .withColumn(
            SLOT,
            udf(new EventSlot(), DataTypes.LongType)
                .apply(col(HubRecords.KEY), col(HubRecords.VALUE), col(HubRecords.PARTITION)))
        .groupBy(col(SLOT))
        .as(Encoders.LONG(), Encoders.row(HubRecords.TYPE.add(SLOT, DataTypes.LongType)))
        .flatMapGroupsWithState(
            new MarkDuplicates(window.toMillis()),
            OutputMode.Append(),
            Encoders.BINARY(),
            Encoders.row(TYPE),
            GroupStateTimeout.NoTimeout());
  }
}
