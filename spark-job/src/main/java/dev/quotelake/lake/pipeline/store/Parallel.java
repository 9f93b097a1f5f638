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
      List<Future<?>> running = new ArrayList<>();
      works.forEach(work -> running.add(threads.submit(work)));
      await(running);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tables are being written.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(List<Future<?>> running) throws InterruptedException {
    RuntimeException failure = null;
    for (Future<?> work : running) {
      try {
        work.get();
      } catch (ExecutionException e) {
        RuntimeException cause = unwrapped(e);
        if (failure == null) {
          failure = cause;
        } else {
          failure.addSuppressed(cause);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e.getCause());
  }
}
