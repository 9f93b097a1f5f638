// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.table.PipelineException;
import org.apache.spark.sql.AnalysisException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what is wrong in a line where the error is meant for people, and all of it where not. */
final class ErrorsForPeople implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
    if (error instanceof PipelineException || error instanceof SettingsException) {
      line.getErr().println(error.getMessage());
    } else if (error instanceof AnalysisException) {
      line.getErr().println(error.getMessage().strip().lines().findFirst().orElse(""));
    } else {
      error.printStackTrace(line.getErr());
    }
    return 1;
  }
}
