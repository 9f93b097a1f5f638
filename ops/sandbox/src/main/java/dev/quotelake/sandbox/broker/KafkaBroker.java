// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.broker;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One running broker that is its own controller. Like Event Hubs it stamps records with its own
 * time and creates no topic by itself.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  /** Always the same, so that formatting a formatted folder changes nothing. */
  private static final String CLUSTER_ID = "cXVvdGVsYWtlc2FuZGJveA";

  private final KafkaRaftServer server;
  private final int port;

  private KafkaBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker on what {@code data} holds; {@code port} 0 takes a free one. Returns when it
   * serves.
   */
  public static KafkaBroker start(Path data, int port) throws Exception {
    Files.createDirectories(data);
    int served = port == 0 ? freePort() : port;
    format(data);
    var server =
        new KafkaRaftServer(new KafkaConfig(settings(data, served, freePort())), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, served);
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path data) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(CLUSTER_ID)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setDirectories(List.of(data.toString()))
        .setMetadataLogDirectory(data.toString())
        .setControllerListenerName(CONTROLLER)
        .setIgnoreFormatted(true)
        .run();
  }

  private static Map<String, String> settings(Path data, int port, int controllerPort) {
    return Map.ofEntries(
        entry("process.roles", "broker,controller"),
        entry("node.id", String.valueOf(NODE)),
        entry("controller.quorum.voters", NODE + "@localhost:" + controllerPort),
        entry(
            "listeners",
            "PLAINTEXT://localhost:" + port + "," + CONTROLLER + "://localhost:" + controllerPort),
        entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
        entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
        entry("controller.listener.names", CONTROLLER),
        entry("log.dirs", data.toString()),
        entry("log.message.timestamp.type", "LogAppendTime"),
        entry("log.retention.ms", "-1"),
        entry("auto.create.topics.enable", "false"),
        entry("offsets.topic.num.partitions", "1"),
        entry("offsets.topic.replication.factor", "1"),
        entry("transaction.state.log.num.partitions", "1"),
        entry("transaction.state.log.replication.factor", "1"),
        entry("transaction.state.log.min.isr", "1"),
        entry("group.initial.rebalance.delay.ms", "0"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
