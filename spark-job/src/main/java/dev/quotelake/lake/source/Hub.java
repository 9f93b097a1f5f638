// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import dev.quotelake.lake.config.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub as a stream of records, through Spark's Kafka source. */
public final class Hub {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Map<String, String> options;

  /**
   * A hub.
   *
   * @param options of the Kafka source, connection and topic included
   */
  public Hub(Map<String, String> options) {
    this.options = Map.copyOf(options);
  }

  /**
   * Asks the hub whether it is there, before anything is begun: Spark would try for minutes. Where
   * no Kafka client can be had, or the login is Databricks' own affair, it is left to Spark.
   *
   * @throws SettingsException if it does not answer, refuses the login or is not known
   */
  public void refuseUnreachable() {
    if (options.containsKey(HubLogin.SERVICE_CREDENTIAL)) {
      return;
    }
    try {
      KafkaClient client = new KafkaClient(options, PATIENCE);
      try {
        refuseUnknown(client);
      } finally {
        client.close();
      }
    } catch (InvocationTargetException e) {
      throw new SettingsException(why(e.getCause()));
    } catch (ReflectiveOperationException e) {
      LOG.info("The hub is not asked whether it is there: no Kafka client here, {}", e.toString());
    }
  }

  private void refuseUnknown(KafkaClient client) throws ReflectiveOperationException {
    if (client.partitions(name()).isEmpty()) {
      throw new SettingsException(
          "There is no hub %s at %s; the login sees %s. Correct --hub-name, or create the hub."
              .formatted(name(), servers(), client.hubs()));
    }
  }

  private String why(Throwable error) {
    Throwable root = ExceptionUtils.getRootCause(error);
    String kind = root.getClass().getSimpleName();
    if (kind.equals("TimeoutException")) {
      return "The hub at %s does not answer within %d s. Look whether it runs, at --hub-servers, and at the network and firewalls between."
          .formatted(servers(), PATIENCE.toSeconds());
    }
    if (kind.contains("Authentication") || kind.contains("Authorization")) {
      return "The hub at %s refuses the login (%s). Correct what the environment says of it, or give it the right to read %s."
          .formatted(servers(), root.getMessage(), name());
    }
    return "The hub at %s cannot be asked: %s. Correct --hub-servers, which is HOST:PORT."
        .formatted(servers(), root.getMessage());
  }

  private String servers() {
    return options.get("kafka.bootstrap.servers");
  }

  private String name() {
    return options.get("subscribe");
  }

  /** All records not read before, as {@link HubRecords#TYPE}. */
  public Dataset<Row> records(SparkSession spark) {
    return spark
        .readStream()
        .format("kafka")
        .options(options)
        .option("includeHeaders", "true")
        .load()
        .select(HubRecords.fromKafka());
  }
}
