// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import dev.quotelake.gateway.publish.HubException;
import dev.quotelake.gateway.publish.PublishReport;
import dev.quotelake.gateway.publish.PublishReport.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A batch of quotes whose events travel in several lanes; complete when the last is answered. */
final class OpenBatch {

  private final CompletableFuture<PublishReport> report = new CompletableFuture<>();
  private final List<Refused> refused = new ArrayList<>();
  private final int size;
  private int open;

  OpenBatch(int size) {
    this.size = size;
    this.open = size;
  }

  CompletableFuture<PublishReport> report() {
    return report;
  }

  void stored() {
    answered();
  }

  void refused(Refused quote) {
    synchronized (this) {
      refused.add(quote);
    }
    answered();
  }

  /** The gateway ends before all is answered. */
  synchronized void abandoned() {
    report.completeExceptionally(
        new HubException(open + " quotes were not acknowledged before the gateway ended"));
  }

  private void answered() {
    boolean last;
    synchronized (this) {
      open--;
      last = open == 0;
    }
    if (last) {
      report.complete(new PublishReport(size - refused.size(), List.copyOf(refused)));
    }
  }
}
