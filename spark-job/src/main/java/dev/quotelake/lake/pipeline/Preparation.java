// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import org.apache.spark.sql.SparkSession;

/** Makes the stored tables fit the graph before anything runs. */
public final class Preparation {

  private final Schemas schemas;

  public Preparation(SparkSession spark, Tables tables) {
    this.schemas = new Schemas(spark, tables);
  }

  /** Creates and extends the tables of a graph and the event log. */
  public void of(Graph graph) {
    graph.stored().forEach(schemas::prepare);
    schemas.prepare(EventLog.definition());
  }
}
