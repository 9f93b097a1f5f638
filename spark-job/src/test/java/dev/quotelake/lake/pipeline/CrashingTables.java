// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.pipeline.store.Tables;
import io.delta.tables.DeltaTableBuilder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tables that fail once, before or after one of their writes, as a process that is killed there.
 */
public class CrashingTables implements Tables {

  /** The crash. */
  public static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Tables tables;
  private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
  private String fatal = "";
  private boolean afterwards;

  public CrashingTables(Tables tables) {
    this.tables = tables;
  }

  /** Crashes at one of the next writes: 0 is the next; afterwards: when it is committed. */
  public void crashAt(int write, boolean after) {
    this.writesLeft.set(write);
    this.afterwards = after;
  }

  /** Crashes at the next time rows are saved in a table. */
  public void crashAt(String storedName, boolean after) {
    this.fatal = storedName;
    this.afterwards = after;
  }

  public void neverCrash() {
    this.writesLeft.set(Integer.MAX_VALUE);
    this.fatal = "";
  }

  @Override
  public void save(DataFrameWriter<Row> writer, String storedName) {
    boolean now = writesLeft.getAndDecrement() == 0 || storedName.equals(fatal);
    if (now && !afterwards) {
      throw new Crash();
    }
    tables.save(writer, storedName);
    if (now) {
      throw new Crash();
    }
  }

  @Override
  public SparkSession spark() {
    return tables.spark();
  }

  @Override
  public String identifier(String storedName) {
    return tables.identifier(storedName);
  }

  @Override
  public boolean holdViews() {
    return tables.holdViews();
  }

  @Override
  public boolean exists(String storedName) {
    return tables.exists(storedName);
  }

  @Override
  public List<String> names() {
    return tables.names();
  }

  @Override
  public DeltaTableBuilder place(DeltaTableBuilder builder, String storedName) {
    return tables.place(builder, storedName);
  }
}
