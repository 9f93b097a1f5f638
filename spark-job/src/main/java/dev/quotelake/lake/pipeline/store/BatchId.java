// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A micro-batch of a flow. As text it stands in the metadata of every commit the batch makes.
 *
 * @param flow identifies the checkpoint: another checkpoint counts its batches from zero again, and
 *     must not be taken for this one
 * @param number counts up from 0
 */
public record BatchId(String flow, long number) {

  private static final Pattern TEXT = Pattern.compile("quotelake (\\S+) batch (\\d+)");

  static final String REQUEUE = "requeue-";

  /** The one batch in which a requeue brings its rows back. */
  public static BatchId ofRequeue(String run) {
    return new BatchId(REQUEUE + run, 0);
  }

  /** Whether a flow, as the event log names it, was a requeue. */
  static boolean isRequeue(String flow) {
    return flow.startsWith(REQUEUE);
  }

  @Override
  public String toString() {
    return "quotelake " + flow + " batch " + number;
  }

  static Optional<BatchId> of(String text) {
    Matcher matcher = TEXT.matcher(text == null ? "" : text);
    return matcher.matches()
        ? Optional.of(new BatchId(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}
