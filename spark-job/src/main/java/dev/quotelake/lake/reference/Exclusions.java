// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The quotes that somebody said are wrong, as they are known now; none until they are loaded. A
 * running job looks before each micro-batch whether they changed.
 */
public final class Exclusions {

  /** The column a quote gets; null for one that is not excluded. */
  public static final String EXCLUSION = "exclusion";

  /** Who excluded a quote, when, for which reason, and under which name it can be undone. */
  public static final StructType TYPE =
      StructType.fromDDL("id string, excluded_by string, excluded_at timestamp, reason string");

  private static final String EVENT_ID = "event_id";

  private volatile List<Row> known = List.of();
  private volatile String version = "";

  /** Takes them as they are stored. */
  public void load(ExclusionTable table) {
    known = table.rows().collectAsList();
  }

  /**
   * Takes them as they are stored, if they have changed since.
   *
   * @param properties of the event log, among which is {@link ExclusionTable#VERSION}
   */
  public void loadIfChanged(ExclusionTable table, Map<String, String> properties) {
    String now = properties.getOrDefault(ExclusionTable.VERSION, "");
    if (!now.equals(version)) {
      load(table);
      version = now;
    }
  }

  /** Quotes with {@link #EXCLUSION}; as many as before. */
  public Dataset<Row> onto(Dataset<Row> quotes) {
    List<Row> excluded = known;
    if (excluded.isEmpty()) {
      return quotes.withColumn(EXCLUSION, lit(null).cast(TYPE));
    }
    Column[] fields = Stream.of(TYPE.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> named =
        quotes
            .sparkSession()
            .createDataFrame(excluded, ExclusionTable.COLUMNS)
            .select(col(EVENT_ID).as("excluded_event"), struct(fields).as(EXCLUSION));
    return quotes
        .join(broadcast(named), col(EVENT_ID).equalTo(col("excluded_event")), "left")
        .drop("excluded_event");
  }
}
