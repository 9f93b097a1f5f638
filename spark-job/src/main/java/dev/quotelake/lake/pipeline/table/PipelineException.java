// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

/** A pipeline that cannot run, or must not go on. Its message says what, why, and what to do. */
public final class PipelineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PipelineException(String message) {
    super(message);
  }

  /** The first line of what any error says: Spark's go on over many, with a plan or a trace. */
  public static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).strip().lines().findFirst().orElse("");
  }
}
