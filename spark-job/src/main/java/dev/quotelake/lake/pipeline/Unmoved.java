// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import java.util.ConcurrentModificationException;
import java.util.function.LongSupplier;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * No rows, but a check at the right moment: Spark asks for the partitions when the job of a write
 * starts, after Delta has opened the write's transaction. Is the table still at the expected
 * version then, Delta itself refuses whatever comes later, and the write is a true
 * compare-and-swap.
 */
final class Unmoved extends RDD<Row> {

  private static final long serialVersionUID = 1L;

  private final transient LongSupplier version;
  private final long expected;

  Unmoved(SparkContext context, LongSupplier version, long expected) {
    super(
        context,
        (Seq) JavaConverters.asScalaBuffer(new java.util.ArrayList<>()).toSeq(),
        ClassTag$.MODULE$.apply(Row.class));
    this.version = version;
    this.expected = expected;
  }

  @Override
  public Partition[] getPartitions() {
    long now = version.getAsLong();
    if (now != expected) {
      throw new ConcurrentModificationException(
          "The table moved from version " + expected + " to " + now + " meanwhile.");
    }
    return new Partition[0];
  }

  @Override
  public Iterator<Row> compute(Partition split, TaskContext context) {
    return JavaConverters.asScalaIterator(java.util.Collections.<Row>emptyIterator());
  }
}
