// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes and ports of a run that is on, to see that none is left after it. */
public record LeftBehind(List<ProcessHandle> processes, List<Integer> ports) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What the run described by a run.json has under way. */
  public static LeftBehind of(JsonNode run) {
    var processes = new ArrayList<ProcessHandle>();
    run.get("parts").forEach(pid -> ProcessHandle.of(pid.asLong()).ifPresent(processes::add));
    ProcessHandle.of(run.get("pid").asLong()).ifPresent(processes::add);
    List.copyOf(processes).forEach(it -> it.descendants().forEach(processes::add));
    var ports = new ArrayList<Integer>();
    run.get("addresses").forEach(address -> ports.add(URI.create(address.asText()).getPort()));
    ports.add(Integer.valueOf(run.get("bootstrap").asText().split(":")[1]));
    return new LeftBehind(processes, ports);
  }

  /** Waits until no process is alive and no port is open; fails when some stay. */
  public void assertNothing() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(processes).noneMatch(ProcessHandle::isAlive);
              assertThat(ports).noneMatch(LeftBehind::listening);
            });
  }

  private static boolean listening(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
