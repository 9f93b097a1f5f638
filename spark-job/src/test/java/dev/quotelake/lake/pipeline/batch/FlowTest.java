// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FlowTest {

  private final Flow flow =
      new Flow(
          Graph.of(List.of()),
          Tables.at(LocalSpark.session(), "/nowhere/"),
          () -> {},
          properties -> {},
          BatchObserver.NONE);
  private final Thread batches = new Thread(this::nextBatch);

  @Test
  @Timeout(60)
  void aStopBetweenTwoBatchesDoesNotWaitForTheNext() {
    batches.setDaemon(true);

    flow.stop(query());

    assertThat(batches.isAlive()).isFalse();
  }

  /** Stops as Spark's does: it interrupts the thread of the batches and waits for its end. */
  private StreamingQuery query() {
    return (StreamingQuery)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StreamingQuery.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("stop");
              batches.start();
              while (batches.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              batches.interrupt();
              batches.join();
              return null;
            });
  }

  private void nextBatch() {
    try {
      flow.call(null, 1L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
