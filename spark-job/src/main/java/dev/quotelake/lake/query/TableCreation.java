// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.query.NamedTables.NamedTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The statement that would create a table or a view as it is. */
final class TableCreation {

  private static final StructType ANSWER =
      new StructType().add("createtab_stmt", DataTypes.StringType);

  private final SparkSession spark;
  private final NamedTables tables;

  TableCreation(SparkSession spark, NamedTables tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /** As the one row of {@code show create table}. */
  Dataset<Row> of(NamedTable table) {
    return spark.createDataFrame(List.of(RowFactory.create(statement(table))), ANSWER);
  }

  private String statement(NamedTable table) {
    String query = tables.query(table);
    return table.isView()
        ? "CREATE VIEW " + table.name() + " AS\n" + query.strip()
        : stored(table, spark.sql(query).schema());
  }

  private String stored(NamedTable table, StructType columns) {
    Row detail = spark.sql("describe detail " + tables.identifier(table)).head();
    StringBuilder text = new StringBuilder("CREATE TABLE " + table.name() + " (\n  ");
    text.append(
        Arrays.stream(columns.fields())
            .map(StructField::toDDL)
            .collect(Collectors.joining(",\n  ")));
    text.append(")\nUSING delta");
    List<String> partitioning = detail.getList(detail.fieldIndex("partitionColumns"));
    if (!partitioning.isEmpty()) {
      text.append("\nPARTITIONED BY (" + String.join(", ", partitioning) + ")");
    }
    List<String> clustering = detail.getList(detail.fieldIndex("clusteringColumns"));
    if (!clustering.isEmpty()) {
      text.append("\nCLUSTER BY (" + String.join(", ", clustering) + ")");
    }
    text.append("\nCOMMENT " + quoted(detail.<String>getAs("description")));
    text.append("\nLOCATION " + quoted(detail.<String>getAs("location")));
    Map<String, String> properties =
        new TreeMap<>(detail.<String, String>getJavaMap(detail.fieldIndex("properties")));
    text.append(
        properties.entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + " = " + quoted(entry.getValue()))
            .collect(Collectors.joining(",\n  ", "\nTBLPROPERTIES (\n  ", ")")));
    return text.toString();
  }

  private static String quoted(String text) {
    return "'" + (text == null ? "" : text.replace("\\", "\\\\").replace("'", "\\'")) + "'";
  }
}
