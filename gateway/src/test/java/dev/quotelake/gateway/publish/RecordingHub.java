// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.Quote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub that writes down what it gets, and answers when the test says so. */
public final class RecordingHub implements QuotePublisher, DeadLetters.Hub, DeliveryObserver {

  public final List<String> journal = new CopyOnWriteArrayList<>();
  private final List<Runnable> unanswered = new ArrayList<>();
  private final List<CompletableFuture<PublishReport>> open = new ArrayList<>();
  private boolean answersAtOnce = true;
  private volatile boolean failsDeadLetters;
  private volatile long lastFetchedAtMicros = -1;
  private final Deque<String> troubles = new ConcurrentLinkedDeque<>();

  /** From now on batches stay open until {@link #answerAll}. */
  public synchronized void stall() {
    answersAtOnce = false;
  }

  /** Acknowledges what is open. */
  public synchronized void answerAll() {
    answersAtOnce = true;
    List<Runnable> answers = List.copyOf(unanswered);
    unanswered.clear();
    answers.forEach(Runnable::run);
  }

  /** From now on dead letters are not stored. */
  public void failDeadLetters() {
    failsDeadLetters = true;
  }

  /** When the quotes of the last delivery were fetched, in microseconds. */
  public long lastFetchedAtMicros() {
    return lastFetchedAtMicros;
  }

  /** Batches without an answer. */
  public synchronized int unanswered() {
    return unanswered.size();
  }

  /** The hub cannot be reached for so many attempts, each for its reason. */
  public void troubles(String... reasons) {
    troubles.addAll(List.of(reasons));
  }

  @Override
  public void connect() throws HubException {
    String trouble = troubles.poll();
    if (trouble != null) {
      throw new HubException(trouble);
    }
  }

  @Override
  public synchronized CompletionStage<PublishReport> publish(List<Quote> quotes) {
    journal.add("publish " + quotes.stream().map(Quote::symbol).toList());
    CompletableFuture<PublishReport> report = new CompletableFuture<>();
    open.add(report);
    Runnable answer = () -> report.complete(judge(quotes));
    if (answersAtOnce) {
      answer.run();
    } else {
      unanswered.add(answer);
    }
    return report;
  }

  private static PublishReport judge(List<Quote> quotes) {
    List<Reject> refused =
        quotes.stream()
            .filter(quote -> quote.symbol().startsWith("HUGE"))
            .map(quote -> new Reject(quote.symbol(), "hub_too_large", "too large", quote.raw()))
            .toList();
    return new PublishReport(quotes.size() - refused.size(), refused);
  }

  @Override
  public CompletionStage<Void> send(byte[] key, byte[] json) {
    journal.add(
        "dead letter "
            + new String(key, StandardCharsets.UTF_8)
            + " "
            + new String(json, StandardCharsets.UTF_8));
    return failsDeadLetters
        ? CompletableFuture.failedFuture(new HubException("no such hub"))
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized void close() {
    open.forEach(report -> report.completeExceptionally(new HubException("closed")));
  }

  @Override
  public void delivered(String provider, PublishReport report, long fetchedAtMicros) {
    lastFetchedAtMicros = fetchedAtMicros;
    journal.add("delivered " + report.acknowledged() + " of " + provider);
  }

  @Override
  public void lost(String provider, int quotes) {
    journal.add("lost " + quotes + " of " + provider);
  }

  @Override
  public void deadLettered(String reason) {
    journal.add("dead-lettered " + reason);
  }

  @Override
  public void deadLetterSuppressed() {
    journal.add("suppressed");
  }

  @Override
  public double throttleSeconds() {
    return 0;
  }

  @Override
  public long retries() {
    return 0;
  }

  @Override
  public long recreations() {
    return 0;
  }
}
