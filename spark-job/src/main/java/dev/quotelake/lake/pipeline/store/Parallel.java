// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import java.util.ArrayList;
import java.util.List;
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
    try {
      await(threads.invokeAll(works.stream().map(Executors::callable).toList()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Waits for what runs beside the caller.
   *
   * @throws RuntimeException what the first failed one threw, the failures of others suppressed
   */
  public static void await(List<? extends Future<?>> works) {
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> work : works) {
      try {
        work.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    if (!failures.isEmpty()) {
      Throwable first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      if (first instanceof Error error) {
        throw error;
      }
      throw first instanceof RuntimeException cause ? cause : new IllegalStateException(first);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while tables are being written.", e);
  }
}
