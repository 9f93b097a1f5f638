// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is wrong with the double at the moment. Counts say how many more times something goes wrong;
 * -1 stands for always. A fault that is left out does not happen.
 *
 * @param throttleEventsPerSecond events taken a second before clients are held back; 0 = no limit
 * @param throttleBytesPerSecond bytes of events taken a second; 0 = no limit
 * @param silence nothing is answered while set
 * @param refuseConnections new connections are closed at once
 * @param authFailure every credential is refused
 * @param forbidden credentials are good, but lack the role to send
 * @param resetOnApiVersions4 Kafka: the connection is reset when a client sends ApiVersions 4
 * @param invalidPidMapping Kafka: produce requests still to be answered INVALID_PRODUCER_ID_MAPPING
 * @param serverBusy AMQP: sends still to be rejected with {@code com.microsoft:server-busy}
 * @param reject AMQP: sends still to be rejected with {@code rejectCondition}
 * @param rejectCondition AMQP: the error of {@code reject}; {@code amqp:internal-error} if left out
 * @param detach AMQP: sends still to be answered by detaching the link
 * @param drop both: sends still to be answered by dropping the connection before storing
 * @param loseAcknowledgement both: sends still to be stored, with the connection dropped instead of
 *     an acknowledgement
 * @param withholdCredit AMQP: no credit is given while set
 */
@JsonInclude(Include.NON_NULL)
public record Faults(
    long throttleEventsPerSecond,
    long throttleBytesPerSecond,
    boolean silence,
    boolean refuseConnections,
    boolean authFailure,
    boolean forbidden,
    boolean resetOnApiVersions4,
    AtomicInteger invalidPidMapping,
    AtomicInteger serverBusy,
    AtomicInteger reject,
    String rejectCondition,
    AtomicInteger detach,
    AtomicInteger drop,
    AtomicInteger loseAcknowledgement,
    boolean withholdCredit) {

  /** Fills in what was left out. */
  public Faults {
    invalidPidMapping = orNever(invalidPidMapping);
    serverBusy = orNever(serverBusy);
    reject = orNever(reject);
    rejectCondition = rejectCondition == null ? "amqp:internal-error" : rejectCondition;
    detach = orNever(detach);
    drop = orNever(drop);
    loseAcknowledgement = orNever(loseAcknowledgement);
  }

  /** A double in good health. */
  public static Faults none() {
    return new Faults(
        0, 0, false, false, false, false, false, null, null, null, null, null, null, null, false);
  }

  /** Uses up one of the times a fault is to happen; false when none is left. */
  public static boolean strikes(AtomicInteger times) {
    return times.getAndUpdate(left -> left > 0 ? left - 1 : left) != 0;
  }

  private static AtomicInteger orNever(AtomicInteger times) {
    return times == null ? new AtomicInteger() : times;
  }
}
