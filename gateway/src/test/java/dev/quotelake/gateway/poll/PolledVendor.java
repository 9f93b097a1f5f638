// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.base.Backoff;
import dev.quotelake.gateway.base.LogLines;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.TestServer;
import dev.quotelake.gateway.publish.Outlets;
import dev.quotelake.gateway.publish.RecordingHub;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor on real HTTP and the loop that polls it, round by round at the test's word: the pauses
 * between and in the rounds only move the loop's clock.
 */
final class PolledVendor implements AutoCloseable {

  /** Answers a request for these symbols. */
  @FunctionalInterface
  interface Answerer {
    void answer(List<String> symbols, OutputStream out) throws IOException;
  }

  private static final Pattern SYMBOLS = Pattern.compile("symbols?=([^& ]*)");

  private final Instant start = Instant.parse("2026-03-17T15:00:00Z");
  private final TestServer server = new TestServer((request, out) -> answer(request.line(), out));
  private final LogLines log = new LogLines(Parking.class, ProviderState.class);
  private final List<String> failures = new ArrayList<>();
  private final List<List<String>> asked = new ArrayList<>();
  private final QuoteProvider provider;
  private final ProviderPolling polling;
  private final PollLoop loop;
  private volatile Answerer answerer;
  private volatile Instant now = start;

  /**
   * A vendor that is polled for these symbols.
   *
   * @param open makes the provider that asks a URL
   * @param interval from round to round
   */
  PolledVendor(Function<String, QuoteProvider> open, Duration interval, List<String> symbols) {
    provider = open.apply(server.url());
    ChangeFilter changes = new ChangeFilter(false);
    Parking parking =
        new Parking(
            provider.name(),
            new Backoff(interval, Duration.ofHours(1)),
            changes::hasSeen,
            () -> now);
    polling =
        new ProviderPolling(
            provider,
            new Watchlist(() -> symbols, Watchlist.ALL, parking),
            changes,
            new ProviderState(provider, () -> now));
    PollObserver observer =
        new PollObserver() {
          @Override
          public void failed(String name, int count, ProviderException failure) {
            failures.add(count + " " + failure.getMessage());
          }
        };
    PollSchedule schedule = new PollSchedule(interval, 0, 1, time -> now = now.plus(time));
    loop =
        new PollLoop(polling, Outlets.to(new RecordingHub(), 20_000), List.of(observer), schedule);
  }

  /** How it answers from now on. */
  PolledVendor answering(Answerer next) {
    answerer = next;
    return this;
  }

  /** Polls through so many rounds. */
  PolledVendor rounds(int rounds) throws InterruptedException {
    for (int round = 0; round < rounds; round++) {
      loop.roundAndPause();
    }
    return this;
  }

  /** Polls until so much time has passed. */
  PolledVendor pass(Duration time) throws InterruptedException {
    for (Instant end = now.plus(time); now.isBefore(end); ) {
      loop.roundAndPause();
    }
    return this;
  }

  /** The symbols of each request since the last time this was asked. */
  List<List<String>> asked() {
    synchronized (asked) {
      List<List<String>> since = List.copyOf(asked);
      asked.clear();
      return since;
    }
  }

  /** The failures that observers were told of: how many symbols, and the message. */
  List<String> failures() {
    return failures;
  }

  List<String> log() {
    return log.lines();
  }

  List<String> parked() {
    return polling.watchlist().parked();
  }

  ProviderState.Report state() {
    return polling.state().report();
  }

  Duration elapsed() {
    return Duration.between(start, now);
  }

  @Override
  public void close() throws Exception {
    log.close();
    provider.close();
    server.close();
  }

  private void answer(String line, OutputStream out) throws IOException {
    Matcher matcher = SYMBOLS.matcher(line);
    List<String> symbols =
        matcher.find()
            ? Arrays.asList(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8).split(","))
            : List.of();
    synchronized (asked) {
      asked.add(symbols);
    }
    answerer.answer(symbols, out);
  }
}
