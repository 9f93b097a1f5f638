// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class GraphTest {

  @Test
  void ordersTablesByWhatTheyRead() {
    Graph graph =
        Graph.of(List.of(table("gold", "silver"), table("silver", "bronze"), hub("bronze")));

    assertThat(graph.tables())
        .extracting(TableDefinition::name)
        .containsExactly("bronze", "silver", "gold");
  }

  @Test
  void refusesAnUnknownUpstream() {
    assertThatThrownBy(() -> Graph.of(List.of(table("gold", "sliver"), hub("silver"))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("gold reads sliver, which is not defined")
        .hasMessageContaining("silver");
  }

  @Test
  void refusesACircle() {
    assertThatThrownBy(
            () ->
                Graph.of(List.of(hub("bronze"), table("a", "c"), table("b", "a"), table("c", "b"))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("[a, b, c]");
  }

  @Test
  void refusesTwoTablesOfOneName() {
    assertThatThrownBy(() -> Graph.of(List.of(hub("bronze"), hub("bronze"))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("bronze");
  }

  @Test
  void refusesATableThatTakesTheNameOfAQuarantine() {
    TableDefinition validated =
        TableDefinition.table("silver").reads(TableDefinition.HUB).quarantine(hub("aside")).build();

    assertThatThrownBy(() -> Graph.of(List.of(validated, hub("aside"))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("aside");
  }

  @Test
  void aColumnThatNobodyCombinesIsRefused() {
    TableDefinition table = merged(new WriteMode.Merge(List.of("symbol"), Map.of())).build();

    assertThatThrownBy(() -> Graph.of(List.of(table)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("column price");
  }

  @Test
  void aColumnThatIsCombinedAndNotThereIsRefused() {
    TableDefinition table =
        merged(
                new WriteMode.Merge(
                    List.of("symbol"), Map.of("price", Combine.LEAST, "prise", Combine.LEAST)))
            .build();

    assertThatThrownBy(() -> Graph.of(List.of(table)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("column prise, which it does not have")
        .hasMessageContaining("[symbol, price]");
  }

  @Test
  void aSumThatWouldOverflowIsRefused() {
    TableDefinition table =
        merged(new WriteMode.Merge(List.of("symbol"), Map.of("price", Combine.SUM)))
            .columns(StructType.fromDDL("symbol string, price int"))
            .build();

    assertThatThrownBy(() -> Graph.of(List.of(table)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("sums up its column price, which is INT");
  }

  @Test
  void aPartitionThatIsNoKeyIsRefused() {
    TableDefinition table =
        merged(new WriteMode.Merge(List.of("symbol"), Map.of("price", Combine.LEAST)))
            .partitionBy("price")
            .build();

    assertThatThrownBy(() -> Graph.of(List.of(table)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("partitioned by [price]");
  }

  private static TableDefinition.Builder merged(WriteMode.Merge mode) {
    return TableDefinition.table("bars")
        .reads(TableDefinition.HUB)
        .columns(
            new StructType()
                .add("symbol", DataTypes.StringType)
                .add("price", DataTypes.createDecimalType(18, 8)))
        .mode(mode);
  }

  private static TableDefinition hub(String name) {
    return table(name, TableDefinition.HUB);
  }

  private static TableDefinition table(String name, String upstream) {
    return TableDefinition.table(name).reads(upstream).columns(new StructType()).build();
  }
}
