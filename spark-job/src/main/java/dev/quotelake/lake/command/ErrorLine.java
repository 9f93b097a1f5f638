// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.table.PipelineException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.AnalysisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people are told when a command fails: one line, with the remedy where one is known. */
final class ErrorLine {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorLine.class);

  private ErrorLine() {}

  /** Of arguments that cannot be; exit code 2. */
  static int tell(ParameterException error, String[] arguments) {
    CommandLine line = error.getCommandLine();
    line.getErr().println(PipelineException.firstLine(error) + " (--help lists the options)");
    UnmatchedArgumentException.printSuggestions(error, line.getErr());
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** Of a command that failed; exit code 1. The trace of an unknown fault is in the log. */
  static int tell(Exception error, CommandLine line, ParseResult parsed) {
    Optional<String> known =
        ExceptionUtils.getThrowableList(error).stream()
            .flatMap(cause -> known(cause).stream())
            .findFirst();
    if (known.isEmpty()) {
      LOG.error("An unknown fault", error);
    }
    line.getErr().println(known.orElseGet(() -> unknown(error)));
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  private static Optional<String> known(Throwable error) {
    if (error instanceof PipelineException || error instanceof SettingsException) {
      return Optional.of(error.getMessage());
    }
    if (error instanceof AnalysisException wrong) {
      return Optional.of(
          "REQUIRES_SINGLE_PART_NAMESPACE".equals(wrong.getErrorClass())
              ? "There is no catalog but spark_catalog here: give --tables a schema alone, or a folder (with a slash)."
              : PipelineException.firstLine(error));
    }
    if (error instanceof IOException) {
      return disk(PipelineException.firstLine(error));
    }
    if (String.valueOf(error.getMessage())
        .matches("(?s).*(SparkContext was shut down|stopped SparkContext).*")) {
      return Optional.of(
          "It was stopped before its end: run it again. If it wrote tables, check says whether they agree; refresh makes anew those that do not.");
    }
    return error.getClass().getName().contains("org.apache.kafka.")
        ? Optional.of(
            "The hub failed: %s. Look whether it runs and the login is still good, then start again: the job goes on where it was."
                .formatted(PipelineException.firstLine(error)))
        : Optional.empty();
  }

  private static Optional<String> disk(String message) {
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return Optional.of(
          "The disk is full (%s). Free space where the tables, the checkpoints and temporary files (%s) are, then start again: the job goes on where it was."
              .formatted(message, System.getProperty("java.io.tmpdir")));
    }
    if (Stream.of("Permission denied", "Read-only file system", "Mkdirs failed")
        .anyMatch(message::contains)) {
      return Optional.of(
          "This user may not write there (%s). Give a folder it owns, or change its rights."
              .formatted(message));
    }
    return Optional.empty();
  }

  private static String unknown(Exception error) {
    return "%s: %s. This is no fault that is known; its trace is in the log."
        .formatted(error.getClass().getSimpleName(), PipelineException.firstLine(error));
  }
}
