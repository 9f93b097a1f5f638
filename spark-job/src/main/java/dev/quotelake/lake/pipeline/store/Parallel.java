// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs pieces of work at the same time. Each has a thread that the caller started, because Spark
 * hands its session and local properties down from a thread to those it starts.
 */
public final class Parallel {

  private Parallel() {}

  /**
   * Returns when all are done.
   *
   * @throws RuntimeException what the first failed one threw, the failures of others suppressed
   */
  public static void run(List<Runnable> works) {
    if (works.size() <= 1) {
      works.forEach(Runnable::run);
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    List<RuntimeException> failures = new ArrayList<>();
    try {
      for (Future<?> done : threads.invokeAll(works.stream().map(Executors::callable).toList())) {
        failure(done).ifPresent(failures::add);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tables are being written.", e);
    } finally {
      threads.shutdownNow();
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static Optional<RuntimeException> failure(Future<?> done) throws InterruptedException {
    try {
      done.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return Optional.of(
          e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause()));
    }
  }
}
