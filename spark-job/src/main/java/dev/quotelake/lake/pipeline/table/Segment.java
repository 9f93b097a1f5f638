// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.List;

/**
 * The part of a graph that one stream writes.
 *
 * @param source the hub, or the stored table that is read as a stream
 * @param tables what the stream writes, upstream first
 */
public record Segment(String source, List<TableDefinition> tables) {

  /** Whether the stream has to mark which records repeat an event. */
  public boolean needsMarks() {
    return tables.stream().anyMatch(TableDefinition::readsMarks);
  }

  public boolean readsHub() {
    return source.equals(TableDefinition.HUB);
  }

  /** Names the stream and its checkpoint. */
  public String streamName() {
    return readsHub() ? "quotelake" : "quotelake-" + source;
  }
}
