// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.tail;

import dev.quotelake.sandbox.program.ProgramException;
import dev.quotelake.sandbox.run.folder.RunFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hub and how to reach it.
 *
 * @param client settings of the Kafka client
 * @param run the data folder of the ops/run that has the hub, if it is one's
 */
record HubAddress(String name, Map<String, String> client, Optional<Path> run) {
  private static final Pattern ENDPOINT =
      Pattern.compile("Endpoint=sb://([^/;:]+)(?::\\d+)?/?(?:;|$)");
  private static final Pattern ENTITY = Pattern.compile("EntityPath=([^;]+)");

  /** The hub of the run that is on in {@code data}. */
  static HubAddress ofRun(Path data) {
    RunFile run =
        RunFile.of(data)
            .orElseThrow(
                () ->
                    new ProgramException(
                        "no ops/run is running on "
                            + data
                            + ": start one, or name a hub with --bootstrap"));
    return new HubAddress(
        run.hub(), Map.of("bootstrap.servers", run.bootstrap()), Optional.of(data));
  }

  /** A Kafka without login. */
  static HubAddress ofKafka(String bootstrap, String name) {
    return new HubAddress(name, Map.of("bootstrap.servers", bootstrap), Optional.empty());
  }

  /** An Event Hubs namespace, by its connection string. */
  static HubAddress ofEventHubs(String connectionString, String name) {
    Matcher endpoint = ENDPOINT.matcher(connectionString);
    if (!endpoint.find()) {
      throw new ProgramException(
          "the connection string has no Endpoint=sb://NAMESPACE...: copy it whole from the namespace's access policy");
    }
    Matcher entity = ENTITY.matcher(connectionString);
    var client = new HashMap<String, String>();
    client.put("bootstrap.servers", endpoint.group(1) + ":9093");
    client.put("security.protocol", "SASL_SSL");
    client.put("sasl.mechanism", "PLAIN");
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\" password=\""
            + connectionString.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\";");
    return new HubAddress(entity.find() ? entity.group(1) : name, client, Optional.empty());
  }

  HubAddress with(Map<String, String> properties) {
    var all = new HashMap<>(client);
    all.putAll(properties);
    return new HubAddress(name, all, run);
  }
}
