// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import dev.quotelake.sandbox.eventhubs.Faults;
import dev.quotelake.sandbox.eventhubs.Namespace;
import dev.quotelake.sandbox.eventhubs.Namespace.Count;
import dev.quotelake.sandbox.eventhubs.kafka.RequestRules.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.requests.ProduceRequest;

/** What Event Hubs lets in, and how fast. */
final class ProduceRules {

  private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

  private final Namespace namespace;

  ProduceRules(Namespace namespace) {
    this.namespace = namespace;
  }

  /** Judges a produce request of an authenticated client. */
  Verdict judge(ProduceRequest request, SaslDialogue sasl) {
    namespace.count(Count.KAFKA_PRODUCE_REQUESTS);
    Faults faults = namespace.faults();
    if (faults.forbidden() || !mayUseAll(request.data(), sasl)) {
      return refusal(request, Errors.TOPIC_AUTHORIZATION_FAILED);
    }
    List<MutableRecordBatch> batches = batchesOf(request.data());
    if (batches.stream().anyMatch(batch -> batch.compressionType() != CompressionType.NONE)) {
      namespace.count(Count.KAFKA_COMPRESSED_REFUSED);
      return refusal(request, Errors.UNSUPPORTED_FOR_MESSAGE_FORMAT);
    }
    if (Faults.strikes(faults.invalidPidMapping())) {
      return refusal(request, Errors.INVALID_PRODUCER_ID_MAPPING);
    }
    if (Faults.strikes(faults.drop())) {
      return new Verdict.Cut(false);
    }
    return admit(request, batches, faults);
  }

  private Verdict admit(ProduceRequest request, List<MutableRecordBatch> batches, Faults faults) {
    long events = batches.stream().mapToLong(batch -> batch.countOrNull()).sum();
    long bytes = batches.stream().mapToLong(MutableRecordBatch::sizeInBytes).sum();
    Duration hold = namespace.throttle().take(events, bytes);
    if (!hold.isZero()) {
      namespace.count(Count.THROTTLED);
    }
    if (hold.compareTo(LONGEST_HOLD) > 0) {
      return refusal(request, Errors.POLICY_VIOLATION);
    }
    namespace.count(Count.KAFKA_EVENTS, events);
    namespace.count(Count.KAFKA_BYTES, bytes);
    return Faults.strikes(faults.loseAcknowledgement())
        ? new Verdict.LoseAnswer()
        : new Verdict.Forward(hold);
  }

  private static boolean mayUseAll(ProduceRequestData data, SaslDialogue sasl) {
    return data.topicData().stream().allMatch(topic -> sasl.mayUse(topic.name()));
  }

  private static Verdict refusal(ProduceRequest request, Errors error) {
    return new Verdict.Answer(request.getErrorResponse(0, error.exception()).data());
  }

  private static List<MutableRecordBatch> batchesOf(ProduceRequestData data) {
    List<MutableRecordBatch> batches = new ArrayList<>();
    for (var topic : data.topicData()) {
      for (var partition : topic.partitionData()) {
        ((MemoryRecords) partition.records()).batches().forEach(batches::add);
      }
    }
    return batches;
  }
}
