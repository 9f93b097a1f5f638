// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.source.HubLogin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
      names = "--hub-service-credential",
      paramLabel = "NAME",
      description =
          "On Databricks: log in with this Unity Catalog service credential. Other logins come from the environment: "
              + HubLogin.CONNECTION_STRING
              + ", or "
              + HubLogin.TENANT_ID
              + ", "
              + HubLogin.CLIENT_ID
              + " and "
              + HubLogin.CLIENT_SECRET
              + ".")
  private Optional<String> serviceCredential = Optional.empty();

  @Option(
      names = "--kafka-option",
      paramLabel = "KEY=VALUE",
      description = "Any option of Spark's Kafka source; may be given several times.")
  private final Map<String, String> more = new HashMap<>();

  /** Options of Spark's Kafka source, the login included. */
  Map<String, String> source() {
    Map<String, String> options =
        new HashMap<>(HubLogin.from(System.getenv(), serviceCredential, servers).options());
    options.put("kafka.bootstrap.servers", servers);
    options.put("subscribe", name);
    options.put("startingOffsets", "earliest");
    // What the hub has dropped is gone: go on with what there is. It is logged and counted.
    options.put("failOnDataLoss", "false");
    options.put("maxOffsetsPerTrigger", Long.toString(maxRecords));
    options.putAll(more);
    return options;
  }
}
