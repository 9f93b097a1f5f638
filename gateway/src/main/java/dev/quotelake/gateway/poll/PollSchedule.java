// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import java.time.Duration;

/**
 * When one of a provider's loops begins its rounds, and the sign of life it gives. Rounds begin an
 * interval apart; one that took longer is followed at once, and none is made up for.
 */
public final class PollSchedule {

  /** Lets time pass. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  private final Duration interval;
  private final int part;
  private final int parts;
  private final Sleeper sleeper;
  private volatile long lastBeat = System.nanoTime();
  private volatile boolean resting;
  private long roundBegan;

  /**
   * @param interval from the beginning of a round to that of the next
   * @param part which of the provider's loops this is, from 0
   * @param parts how many loops share the watchlist
   */
  public PollSchedule(Duration interval, int part, int parts) {
    this(
        interval,
        part,
        parts,
        time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000));
  }

  PollSchedule(Duration interval, int part, int parts, Sleeper sleeper) {
    this.interval = interval;
    this.part = part;
    this.parts = parts;
    this.sleeper = sleeper;
  }

  int part() {
    return part;
  }

  int parts() {
    return parts;
  }

  void beginRound() {
    roundBegan = System.nanoTime();
    beat();
  }

  Duration roundTime() {
    return Duration.ofNanos(System.nanoTime() - roundBegan);
  }

  void awaitNextRound() throws InterruptedException {
    pause(interval.minus(roundTime()));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Waits; that is no silence. */
  void pause(Duration time) throws InterruptedException {
    rest();
    if (!time.isNegative()) {
      sleeper.sleep(time);
    }
    beat();
  }

  /** The loop waits for others, rightly for as long as it takes. */
  void rest() {
    resting = true;
  }

  /** The loop is alive. */
  void beat() {
    lastBeat = System.nanoTime();
    resting = false;
  }

  /** How long the loop has given no sign of life although it should. */
  public Duration silence() {
    return resting ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastBeat);
  }
}
