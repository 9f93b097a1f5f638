// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.source.Hub;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to reach the hub. */
final class HubOptions {

  @Option(
      names = "--hub-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The hub's Kafka endpoint.")
  private String servers;

  @Option(
      names = "--hub-name",
      paramLabel = "NAME",
      defaultValue = "quotes",
      description = "The hub (${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      defaultValue = "400000",
      description = "The most records of one micro-batch (${DEFAULT-VALUE}).")
  private long maxRecords;

  @Option(
      names = "--kafka-option",
      paramLabel = "KEY=VALUE",
      description = "Any option of Spark's Kafka source; may be given several times.")
  private final Map<String, String> more = new HashMap<>();

  Hub hub() {
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap.servers", servers);
    options.put("subscribe", name);
    options.put("startingOffsets", "earliest");
    options.put("maxOffsetsPerTrigger", Long.toString(maxRecords));
    options.putAll(more);
    return new Hub(options);
  }
}
