// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.sandbox.AlpacaDouble;
import dev.quotelake.gateway.sandbox.GatewayProgram;
import dev.quotelake.gateway.sandbox.SandboxBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Three gateways share a watchlist; one is killed. */
class ControlGroupIT {

  private static final List<String> SYMBOLS =
      IntStream.range(0, 60).mapToObj(i -> "S" + i).toList();
  private static final Duration SESSION = Duration.ofSeconds(10);

  @Test
  void theOthersTakeOverTheSymbolsOfADeadReplica() throws Exception {
    List<GatewayProgram> replicas = new ArrayList<>();
    try (SandboxBroker broker = SandboxBroker.start();
        AlpacaDouble alpaca = new AlpacaDouble()) {
      broker.create("quotes", 4);
      broker.create("quotes-dead-letters", 1);
      broker.create("quotelake-control", 12);
      for (int i = 0; i < 3; i++) {
        replicas.add(GatewayProgram.start(settings(broker, alpaca, "replica-" + i)));
      }
      for (GatewayProgram replica : replicas) {
        replica.awaitStarted();
      }
      await()
          .until(
              () ->
                  owners(alpaca, Duration.ofSeconds(2)).values().stream()
                          .allMatch(by -> by.size() == 1)
                      && pollers(alpaca, Duration.ofSeconds(2)).size() == 3
                      && owners(alpaca, Duration.ofSeconds(2)).keySet().containsAll(SYMBOLS));

      replicas.get(1).kill();
      Instant killed = Instant.now();

      await()
          .until(
              () ->
                  SYMBOLS.stream()
                      .allMatch(symbol -> alpaca.lastPollOf(symbol).at().isAfter(killed)));
      await()
          .until(
              () ->
                  owners(alpaca, Duration.ofSeconds(2)).values().stream()
                      .allMatch(by -> by.size() == 1));
      assertThat(pollers(alpaca, Duration.ofSeconds(2)))
          .containsExactlyInAnyOrder("replica-0", "replica-2");
      assertThat(replicas.get(0).terminate()).isZero();
      await()
          .until(
              () ->
                  owners(alpaca, Duration.ofSeconds(1)).keySet().containsAll(SYMBOLS)
                      && pollers(alpaca, Duration.ofSeconds(1)).equals(Set.of("replica-2")));
    } finally {
      replicas.forEach(GatewayProgram::close);
    }
  }

  /** Who polled each symbol lately. */
  private static Map<String, Set<String>> owners(AlpacaDouble alpaca, Duration lately) {
    Instant since = Instant.now().minus(lately);
    Map<String, Set<String>> owners = new HashMap<>();
    alpaca.polls().stream()
        .filter(poll -> poll.at().isAfter(since))
        .forEach(
            poll ->
                poll.symbols()
                    .forEach(
                        symbol ->
                            owners
                                .computeIfAbsent(symbol, any -> new HashSet<>())
                                .add(poll.key())));
    return owners;
  }

  private static Set<String> pollers(AlpacaDouble alpaca, Duration lately) {
    return owners(alpaca, lately).values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> settings(
      SandboxBroker broker, AlpacaDouble alpaca, String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put("quotelake.instance", name);
    settings.put("quotelake.hub.bootstrap-servers", broker.bootstrapServers());
    settings.put("quotelake.watchlist.share", "group");
    settings.put("quotelake.watchlist.session-timeout", SESSION.toSeconds() + "s");
    settings.put("quotelake.providers.alpaca.definition", "alpaca");
    settings.put("quotelake.providers.alpaca.base-url", alpaca.url());
    settings.put("quotelake.providers.alpaca.watchlist", String.join(",", SYMBOLS));
    settings.put("quotelake.providers.alpaca.interval", "200ms");
    settings.put("quotelake.providers.alpaca.credentials.key-id", name);
    settings.put("quotelake.providers.alpaca.credentials.secret", "secret");
    return settings;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200));
  }
}
