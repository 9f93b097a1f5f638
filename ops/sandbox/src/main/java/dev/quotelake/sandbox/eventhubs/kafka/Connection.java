// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.Namespace;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import dev.quotelake.sandbox.eventhubs.kafka.RequestRules.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * One client and its broker connection. Requests are judged and forwarded on one thread; answers
 * come back, in the order of the requests, on another.
 */
final class Connection {

  /** Event Hubs closes the connection of a client that sends more. */
  static final int LARGEST_REQUEST = 1_046_528;

  private record Expected(RequestHeader request, Verdict verdict, long heldUntilNanos) {}

  private final Socket rawClient;
  private final Frames client;
  private final Socket brokerSocket;
  private final Frames broker;
  private final RequestRules rules;
  private final ResponseRewriter rewriter;
  private final Namespace namespace;
  private final BlockingQueue<Expected> expected = new LinkedBlockingQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long lastActiveNanos = System.nanoTime();

  /**
   * @param rawClient the client's TCP socket, closed to cut it
   * @param client TLS on it
   * @param broker an own connection to the broker
   * @param port where the listener is
   */
  Connection(Socket rawClient, Socket client, Socket broker, int port, Namespace namespace)
      throws IOException {
    this.rawClient = rawClient;
    this.client = new Frames(client);
    this.brokerSocket = broker;
    this.broker = new Frames(broker);
    this.rules = new RequestRules(namespace);
    this.rewriter = new ResponseRewriter(port, namespace);
    this.namespace = namespace;
  }

  /** Serves until either side ends it. */
  void serve() {
    Thread answers = new Thread(this::answerAll, Thread.currentThread().getName() + "-answers");
    answers.setDaemon(true);
    answers.start();
    try {
      while (!closed.get()) {
        request(client.read(LARGEST_REQUEST));
      }
    } catch (Frames.TooLongException e) {
      namespace.count(Count.KAFKA_OVERSIZED_REQUESTS);
    } catch (IOException e) {
      // The client went away or was cut: nothing is left to tell it.
      closed.set(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
      answers.interrupt();
    }
  }

  /** How long nothing went either way, or was to go: a client that is held back is not idle. */
  Duration idle() {
    return unanswered.get() > 0
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - lastActiveNanos);
  }

  /** Ends it as a peer that goes away. */
  void close() {
    end(false);
  }

  private void request(ByteBuffer frame) throws IOException, InterruptedException {
    lastActiveNanos = System.nanoTime();
    namespace.awaitSound();
    ByteBuffer reading = frame.duplicate();
    RequestHeader header = RequestHeader.parse(reading);
    Verdict verdict = rules.judge(header, reading);
    if (verdict instanceof Verdict.Cut cut) {
      end(cut.reset());
      return;
    }
    Duration hold = verdict instanceof Verdict.Forward forward ? forward.hold() : Duration.ZERO;
    unanswered.incrementAndGet();
    expected.add(new Expected(header, verdict, System.nanoTime() + hold.toNanos()));
    if (!(verdict instanceof Verdict.Answer)) {
      broker.write(frame);
    }
  }

  private void answerAll() {
    try {
      while (!closed.get()) {
        answer(expected.take());
      }
    } catch (IOException | UncheckedIOException e) {
      // Either side is gone; the other follows.
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Expected next) throws IOException, InterruptedException {
    ByteBuffer answer;
    if (next.verdict() instanceof Verdict.Answer own) {
      answer = ResponseRewriter.serialize(next.request(), own.answer());
    } else {
      answer = broker.read(Integer.MAX_VALUE);
      if (next.verdict() instanceof Verdict.LoseAnswer) {
        close();
        return;
      }
      Duration hold = ((Verdict.Forward) next.verdict()).hold();
      answer = rewriter.rewrite(next.request(), answer, hold);
      TimeUnit.NANOSECONDS.sleep(next.heldUntilNanos() - System.nanoTime());
    }
    namespace.awaitSound();
    client.write(answer);
    lastActiveNanos = System.nanoTime();
    unanswered.decrementAndGet();
  }

  private void end(boolean reset) {
    closed.set(true);
    try {
      if (reset) {
        rawClient.setSoLinger(true, 0);
      }
      rawClient.close();
      brokerSocket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a connection of the Kafka listener failed", e);
    }
  }
}
