// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quotelake.gateway.sandbox.AlpacaDouble;
import dev.quotelake.gateway.sandbox.GatewayProgram;
import dev.quotelake.gateway.sandbox.SandboxBroker;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built gateway, as a process, between a provider and a real broker. */
class GatewayIT {

  private static final String SECRET = "planted-secret-7f3a";

  private static SandboxBroker broker;

  @TempDir private Path folder;
  private AlpacaDouble alpaca;
  private final Map<String, String> settings = new HashMap<>();
  private String hub;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = SandboxBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    alpaca = new AlpacaDouble();
    hub = "quotes-" + UUID.randomUUID();
    broker.create(hub, 4);
    broker.create(hub + "-dead", 1);
    settings.put("quotelake.hub.bootstrap-servers", broker.bootstrapServers());
    settings.put("quotelake.hub.name", hub);
    settings.put("quotelake.hub.dead-letter-name", hub + "-dead");
    settings.put("quotelake.canary.interval", "500ms");
    settings.put("quotelake.providers.alpaca.definition", "alpaca");
    settings.put("quotelake.providers.alpaca.base-url", alpaca.url());
    settings.put("quotelake.providers.alpaca.watchlist", "IBM,AIG");
    settings.put("quotelake.providers.alpaca.interval", "100ms");
    settings.put("quotelake.providers.alpaca.credentials.key-id", "it");
    settings.put("quotelake.providers.alpaca.credentials.secret", SECRET);
  }

  @AfterEach
  void stopProvider() {
    alpaca.close();
  }

  @Test
  void carriesQuotesFromProviderToHubAndEndsCleanly() throws Exception {
    try (GatewayProgram gateway = GatewayProgram.start(settings).awaitStarted()) {
      await().until(() -> published(gateway) >= 20);
      assertThat(gateway.health("ready")).isEqualTo(200);
      assertThat(gateway.health("live")).isEqualTo(200);

      assertThat(gateway.terminate()).as(gateway.log()).isZero();

      assertThat(gateway.log()).contains("Drained");
    }
    List<ConsumerRecord<byte[], byte[]>> stored = broker.records(hub);
    Map<String, Long> bySymbol =
        stored.stream().collect(Collectors.groupingBy(GatewayIT::key, Collectors.counting()));
    assertThat(bySymbol).containsOnlyKeys("IBM", "AIG", "~canary");
    assertThat(bySymbol.get("IBM") + bySymbol.get("AIG")).isGreaterThanOrEqualTo(20);
    assertThat(ids(stored)).doesNotHaveDuplicates();
    GenericRecord quote =
        decode(stored.stream().filter(record -> key(record).equals("IBM")).findFirst().get());
    assertThat(quote.get("symbol")).hasToString("IBM");
    assertThat(quote.get("provider")).hasToString("alpaca");
    assertThat(quote.get("quoted_at_source")).hasToString("provider");
    assertThat((long) quote.get("fetched_at")).isGreaterThan((long) quote.get("quoted_at"));
  }

  @Test
  void countsDeadLettersAndParksWithoutLettingTheRestWait() throws Exception {
    settings.put("quotelake.providers.alpaca.watchlist", "IBM,XUNKNOWN,BADPRICE");
    try (GatewayProgram gateway = GatewayProgram.start(settings).awaitStarted()) {
      await().until(() -> published(gateway) >= 5);
      await()
          .until(
              () ->
                  gateway
                      .metric("quotelake_gateway_parked_symbols{provider=\"alpaca\"}")
                      .equals(Optional.of(1.0)));

      String letter =
          text(broker.readUntil(hub + "-dead", letters -> !letters.isEmpty()).get(0).value());
      assertThat(letter).contains("\"symbol\":\"BADPRICE\"", "\"provider\":\"alpaca\"");
      await().until(() -> gateway.page().contains("XUNKNOWN"));
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.log())
          .containsOnlyOnce("alpaca does not answer for XUNKNOWN: asked for ever more rarely");
    }
    assertThat(alpaca.polls()).anyMatch(poll -> !poll.symbols().contains("XUNKNOWN"));
  }

  @Test
  void followsItsWatchlistFile() throws Exception {
    Path list = Files.writeString(folder.resolve("watchlist.txt"), "IBM\n");
    settings.put("quotelake.providers.alpaca.watchlist", list.toUri().toString());
    settings.put("quotelake.watchlist.refresh", "100ms");
    try (GatewayProgram gateway = GatewayProgram.start(settings).awaitStarted()) {
      await().until(() -> published(gateway) >= 1);

      Files.writeString(list, "AIG\nJPM\n");

      await().until(() -> alpaca.lastPollOf("JPM") != null);
      assertThat(alpaca.lastPollOf("AIG").symbols()).containsExactlyInAnyOrder("AIG", "JPM");
    }
  }

  @Test
  void takesSecretsFromFilesAndShowsThemNowhere() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), SECRET + "\n");
    settings.put("quotelake.providers.alpaca.credentials.key-id", "secret:file:" + file);
    settings.put("quarkus.log.level", "DEBUG");
    settings.put("quotelake.providers.alpaca.watchlist", "IBM,BADPRICE");
    try (GatewayProgram gateway = GatewayProgram.start(settings).awaitStarted()) {
      await().until(() -> published(gateway) >= 1);
      assertThat(alpaca.polls().get(0).key()).isEqualTo(SECRET);
      alpaca.answerWith(403);
      await().until(() -> gateway.page().contains("forbidden"));
      await().until(() -> gateway.page().contains("<td class=\"bad\">fails</td>"));

      assertThat(gateway.page()).doesNotContain(SECRET);
      assertThat(gateway.metrics()).doesNotContain(SECRET);
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.log())
          .doesNotContain(SECRET)
          .contains("DEBUG")
          .containsOnlyOnce("alpaca fails: alpaca answered 403");
    }
    assertThat(broker.readUntil(hub + "-dead", letters -> !letters.isEmpty()))
        .allSatisfy(letter -> assertThat(text(letter.value())).doesNotContain(SECRET));
  }

  @Test
  void usesAChangedKeyWithoutARestart() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "first\n");
    settings.put("quotelake.providers.alpaca.credentials.key-id", "secret:file:" + file);
    settings.put("quotelake.secrets.refresh", "100ms");
    try (GatewayProgram gateway = GatewayProgram.start(settings).awaitStarted()) {
      await().until(() -> lastKey().equals("first"));

      Files.writeString(file, "second\n");

      await().until(() -> lastKey().equals("second"));
      assertThat(gateway.log()).contains("credentials.key-id has changed").doesNotContain("second");
    }
  }

  private String lastKey() {
    List<AlpacaDouble.Poll> polls = alpaca.polls();
    return polls.get(polls.size() - 1).key();
  }

  @Test
  void takesItsSettingsFromTheEnvironmentToo() throws Exception {
    Map<String, String> environment = new HashMap<>();
    settings.forEach(
        (name, value) ->
            environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    try (GatewayProgram gateway = GatewayProgram.start(Map.of(), environment).awaitStarted()) {
      await().until(() -> published(gateway) >= 1);
      assertThat(alpaca.polls().get(0).key()).isEqualTo("it");
    }
  }

  @Test
  void namesEveryMistakeInItsSettingsAndDoesNotStart() throws Exception {
    settings.remove("quotelake.hub.bootstrap-servers");
    settings.remove("quotelake.providers.alpaca.credentials.key-id");
    settings.put("quotelake.publish.window", "0");
    settings.put("quotelake.hub.auth", "managed-identity");
    try (GatewayProgram gateway = GatewayProgram.start(settings)) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.log())
          .contains("3 mistakes")
          .contains("quotelake.hub.namespace is missing")
          .contains("quotelake.publish.window=0 is less than 1")
          .contains("quotelake.providers.alpaca.credentials.key-id is missing")
          .doesNotContain("Exception");
    }
  }

  @Test
  void namesWhatTheFrameworkRefusesInTheSameMessage() throws Exception {
    settings.put("quotelake.publisher", "kafak");
    settings.put("quotelake.hub.bootstrap-servers", "localhost");
    settings.put("quotelake.hub.nam", "mine");
    settings.put("quotelake.providers.alpaca.interval", "fast");
    settings.put("quotelake.providers.alpaca.credentials.key-id", "${NO_SUCH_VARIABLE}");
    settings.put("quotelake.providers.alpaca.credentials.secret", "");
    settings.remove("quotelake.providers.alpaca.watchlist");
    try (GatewayProgram gateway = GatewayProgram.start(settings)) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.log().lines())
          .containsExactlyInAnyOrder(
              "7 mistakes in the settings:",
              "  - quotelake.publisher=kafak is not one of eventhubs, kafka",
              "  - quotelake.hub.nam is no setting; do you mean quotelake.hub.name?",
              "  - quotelake.providers.alpaca.interval=fast cannot be read: the default is 1s",
              "  - quotelake.providers.alpaca.credentials.key-id refers to NO_SUCH_VARIABLE, which is"
                  + " not set in the environment",
              "  - quotelake.providers.alpaca.credentials.secret is empty: give a value, or leave it"
                  + " out",
              "  - quotelake.providers.alpaca.watchlist is missing",
              "  - quotelake.hub.bootstrap-servers: 'localhost' is not HOST:PORT, as localhost:9092"
                  + " is");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quarkus.http.port", "quarkus.management.port"})
  void namesThePortThatIsInUse(String setting) throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      settings.put(setting, String.valueOf(taken.getLocalPort()));
      try (GatewayProgram gateway = GatewayProgram.start(settings)) {
        assertThat(gateway.awaitExit()).isEqualTo(2);
        assertThat(gateway.log())
            .contains(setting + "=" + taken.getLocalPort() + " cannot be used on ")
            .doesNotContain("Exception", "\tat ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void tellsOnceThatTheHubCannotBeReached(Map<String, String> hub, String told) throws Exception {
    hub.forEach((name, value) -> settings.put("quotelake." + name, value));
    Map<String, String> nobody = Map.of("IDENTITY_ENDPOINT", "http://localhost:1/token");
    try (GatewayProgram gateway = GatewayProgram.start(settings, nobody)) {
      await().until(() -> gateway.log().contains("Not polling yet"));
      await().until(() -> gateway.health("live") == 200);

      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.log().lines().filter(line -> !line.contains(" INFO ")))
          .singleElement()
          .asString()
          .contains(told);
      assertThat(gateway.log()).doesNotContain(SECRET);
    }
  }

  static List<Arguments> tellsOnceThatTheHubCannotBeReached() {
    return List.of(
        arguments(
            Map.of("hub.bootstrap-servers", "localhost:1"),
            "check quotelake.hub.bootstrap-servers"),
        arguments(
            Map.of("hub.bootstrap-servers", "no-such-host.invalid:9092"),
            "No resolvable bootstrap urls"),
        arguments(
            Map.of("hub.auth", "managed-identity", "hub.namespace", "localhost"),
            "cannot log in to the hub: no token from localhost"),
        arguments(
            Map.of(
                "publisher", "eventhubs",
                "hub.auth", "connection-string",
                "hub.connection-string",
                    "Endpoint=sb://localhost;SharedAccessKeyName=x;SharedAccessKey=" + SECRET),
            "the network way to port 5671"));
  }

  @Test
  void isNotReadyBeforeTheHubAnswersAndPollsNothing() throws Exception {
    settings.put("quotelake.hub.name", "no-such-hub");
    try (GatewayProgram gateway = GatewayProgram.start(settings)) {
      await().until(() -> gateway.log().contains("Not polling yet"));

      assertThat(gateway.health("started")).isEqualTo(503);
      assertThat(gateway.health("ready")).isEqualTo(503);
      assertThat(gateway.health("live")).isEqualTo(200);
      assertThat(alpaca.polls()).isEmpty();
      assertThat(gateway.log()).contains("no-such-hub");
      assertThat(gateway.terminate()).isZero();
    }
  }

  private static double published(GatewayProgram gateway) throws Exception {
    return gateway
        .metric("quotelake_gateway_quotes_total{outcome=\"published\",provider=\"alpaca\"}")
        .orElse(0.0);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions();
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return text(record.key());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(each -> HexFormat.of().formatHex(each.value(), 10, 26)).toList();
  }

  private static GenericRecord decode(ConsumerRecord<byte[], byte[]> record) throws Exception {
    try (var in = GatewayIT.class.getResourceAsStream("/contract/quote-event.avsc")) {
      return new BinaryMessageDecoder<GenericRecord>(
              new GenericData(), new Schema.Parser().parse(in))
          .decode(record.value());
    }
  }
}
