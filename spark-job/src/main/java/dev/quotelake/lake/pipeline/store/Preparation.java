// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import org.apache.spark.sql.SparkSession;

/** Makes the stored tables fit the graph before anything runs. */
public final class Preparation {

  private final Schemas schemas;
  private final Views published;

  public Preparation(SparkSession spark, Tables tables) {
    this.schemas = new Schemas(spark, tables);
    this.published = new Views(spark, tables);
  }

  /** Creates and extends the tables of a graph, the event log, and the views people read. */
  public void of(Graph graph) {
    graph.allStored().forEach(schemas::prepare);
    published.store(graph);
  }
}
