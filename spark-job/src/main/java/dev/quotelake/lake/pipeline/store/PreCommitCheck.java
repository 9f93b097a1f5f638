// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;

/**
 * No rows, but a check at the right moment: Spark asks for the partitions when the job of a write
 * starts, after Delta has opened the write's transaction. What the check sees then, nobody can
 * change before the commit without Delta refusing it.
 */
final class PreCommitCheck extends RDD<Row> {

  private static final long serialVersionUID = 1L;

  private final transient Runnable check;

  private PreCommitCheck(SparkContext context, Runnable check) {
    super(
        context,
        JavaConverters.<Dependency<?>>asScalaBuffer(List.of()).toSeq(),
        ClassTag$.MODULE$.apply(Row.class));
    this.check = check;
  }

  /**
   * The same rows, to be written only if the check passes.
   *
   * @param check throws if they may not be written
   */
  static Dataset<Row> on(Dataset<Row> rows, Runnable check) {
    PreCommitCheck none = new PreCommitCheck(rows.sparkSession().sparkContext(), check);
    return rows.union(rows.sparkSession().createDataFrame(none, rows.schema()));
  }

  @Override
  public Partition[] getPartitions() {
    check.run();
    return new Partition[0];
  }

  @Override
  public Iterator<Row> compute(Partition split, TaskContext context) {
    return JavaConverters.asScalaIterator(List.<Row>of().iterator());
  }
}
