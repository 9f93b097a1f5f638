// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.contract.QuoteEventEncoder;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.SampleQuotes;
import dev.quotelake.gateway.sandbox.SandboxBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every way to the hub promises. A subclass says how to open a publisher and how the hub goes
 * away and comes back; whatever way the quotes take, they are read from the broker they end up in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class QuotePublisherContract {

  protected SandboxBroker broker;
  protected String topic;
  protected QuotePublisher publisher;

  /** Called once, when the broker runs. */
  protected void startHub() throws Exception {}

  /** Called once, before the broker stops. */
  protected void stopHub() throws Exception {}

  /** A publisher to a hub (topic) of that name, not yet connected. */
  protected abstract QuotePublisher open(String hub) throws Exception;

  /** Makes the hub unreachable, connections cut. */
  protected abstract void goAway() throws Exception;

  /** Undoes {@link #goAway}. */
  protected abstract void comeBack() throws Exception;

  @BeforeAll
  void start() throws Exception {
    broker = SandboxBroker.start();
    startHub();
  }

  @AfterAll
  void stop() throws Exception {
    stopHub();
    broker.close();
  }

  @BeforeEach
  void openPublisher() throws Exception {
    topic = "quotes-" + UUID.randomUUID();
    broker.create(topic, 4);
    publisher = open(topic);
    publisher.connect();
  }

  @AfterEach
  void closePublisher() {
    publisher.close();
  }

  @Test
  void storesEveryQuoteOnceUnderItsSymbol() throws Exception {
    List<Quote> quotes = SampleQuotes.oneEach(500, 1);

    PublishReport report = get(publisher.publish(quotes));

    assertThat(report).isEqualTo(new PublishReport(500, List.of()));
    assertThat(stored())
        .containsExactlyInAnyOrderElementsOf(quotes.stream().map(this::expected).toList());
  }

  @Test
  void keepsTheOrderWithinASymbol() throws Exception {
    List<CompletionStage<PublishReport>> open = new ArrayList<>();
    for (int n = 0; n < 200; n++) {
      open.add(publisher.publish(List.of(SampleQuotes.quote("A", n), SampleQuotes.quote("B", n))));
    }
    for (CompletionStage<PublishReport> each : open) {
      get(each);
    }

    List<String> ofA = stored().stream().filter(record -> record.startsWith("A ")).toList();

    assertThat(ofA)
        .containsExactlyElementsOf(
            IntStream.range(0, 200).mapToObj(n -> expected(SampleQuotes.quote("A", n))).toList());
  }

  @Test
  void takesBatchesFromSeveralThreads() throws Exception {
    List<CompletableFuture<PublishReport>> open =
        IntStream.range(0, 40)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                            () -> publisher.publish(SampleQuotes.oneEach(50, n)))
                        .thenCompose(stage -> stage))
            .toList();

    for (CompletableFuture<PublishReport> each : open) {
      assertThat(get(each).acknowledged()).isEqualTo(50);
    }
    assertThat(stored()).hasSize(2_000).doesNotHaveDuplicates();
  }

  @Test
  void refusesAQuoteThatIsTooLargeAndStoresTheOthers() throws Exception {
    Quote huge = SampleQuotes.withRaw("HUGE", 1, "x".repeat(1_100_000));

    PublishReport report =
        get(
            publisher.publish(
                List.of(SampleQuotes.quote("A", 1), huge, SampleQuotes.quote("B", 1))));

    assertThat(report.acknowledged()).isEqualTo(2);
    assertThat(report.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.symbol()).isEqualTo("HUGE");
              assertThat(refused.reason()).isEqualTo("hub_too_large");
              assertThat(refused.record()).isEqualTo(huge.raw());
            });
    assertThat(stored()).hasSize(2);
  }

  @Test
  void storesWhatWasSentWhileTheHubWasAway() throws Exception {
    get(publisher.publish(SampleQuotes.oneEach(10, 1)));
    goAway();
    List<CompletionStage<PublishReport>> open = new ArrayList<>();
    try {
      for (int n = 2; n < 7; n++) {
        open.add(publisher.publish(SampleQuotes.oneEach(100, n)));
      }
      assertThat(open).noneMatch(stage -> stage.toCompletableFuture().isDone());
    } finally {
      comeBack();
    }

    for (CompletionStage<PublishReport> each : open) {
      assertThat(get(each).acknowledged()).isEqualTo(100);
    }
    assertThat(stored().stream().distinct().toList()).hasSize(510);
  }

  @Test
  void tellsHowManyQuotesItGaveUpWhenItIsClosed() throws Exception {
    goAway();
    try {
      CompletionStage<PublishReport> open = publisher.publish(SampleQuotes.oneEach(7, 1));

      publisher.close();

      assertThatThrownBy(() -> get(open))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(HubException.class)
          .hasMessageContaining("7 quotes");
    } finally {
      comeBack();
    }
  }

  @Test
  void saysWhichHubItCannotFind() throws Exception {
    QuotePublisher lost = open("no-such-hub");
    try {
      assertThatThrownBy(lost::connect)
          .isInstanceOf(HubException.class)
          .hasMessageContaining("no-such-hub");
    } finally {
      lost.close();
    }
  }

  /** What the broker holds now: key and value, in hex, of each record. */
  protected final List<String> stored() {
    return broker.records(topic).stream().map(QuotePublisherContract::text).toList();
  }

  private String expected(Quote quote) {
    return quote.symbol() + " " + HexFormat.of().formatHex(new QuoteEventEncoder().value(quote));
  }

  private static String text(ConsumerRecord<byte[], byte[]> stored) {
    return new String(stored.key(), StandardCharsets.UTF_8)
        + " "
        + HexFormat.of().formatHex(stored.value());
  }

  /** What became of a batch; waits for it. */
  protected static PublishReport get(CompletionStage<PublishReport> stage) throws Exception {
    return stage.toCompletableFuture().get(90, TimeUnit.SECONDS);
  }
}
