// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What is sent again because the hub did not take it: counted, and told in the log when it begins,
 * when its reason changes and when it is over, not at each attempt. Safe for several threads.
 */
public final class Resends {

  private static final Logger LOG = Logger.getLogger(Resends.class);

  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private String reason = "";
  private long count;

  /**
   * A sender tries once more.
   *
   * @param sender a batch, or what sends batches one after the other
   * @param why in words, with a remedy where one is known
   */
  public synchronized void again(Object sender, String why) {
    count++;
    open.add(sender);
    String kind = kind(why);
    if (!kind.equals(reason)) {
      reason = kind;
      LOG.warnf("The hub does not take quotes, they are sent again until it does: %s", why);
    }
  }

  /** A sender's quotes are stored, or given up. */
  public synchronized void done(Object sender) {
    if (open.remove(sender) && open.isEmpty()) {
      reason = "";
      LOG.info("The hub takes quotes again");
    }
  }

  /** How often something was sent again since the start. */
  public synchronized long count() {
    return count;
  }

  /** Sizes, times, partitions and ids differ from attempt to attempt; the reason is the same. */
  static String kind(String why) {
    return why.replaceAll("[0-9a-fA-F_-]*[0-9][0-9a-fA-F_-]*", "#");
  }
}
