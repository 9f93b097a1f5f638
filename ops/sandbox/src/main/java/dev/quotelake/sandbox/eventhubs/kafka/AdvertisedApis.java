// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import static java.util.Map.entry;

import java.util.Map;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * The APIs and newest versions that Event Hubs advertises, as logged by clients of the service in
 * 2022; the oldest such table, so what works with it works with later ones.
 */
final class AdvertisedApis {

  private static final Map<ApiKeys, Integer> NEWEST =
      Map.ofEntries(
          entry(ApiKeys.PRODUCE, 7),
          entry(ApiKeys.FETCH, 6),
          entry(ApiKeys.LIST_OFFSETS, 2),
          entry(ApiKeys.METADATA, 5),
          entry(ApiKeys.OFFSET_COMMIT, 3),
          entry(ApiKeys.OFFSET_FETCH, 3),
          entry(ApiKeys.FIND_COORDINATOR, 1),
          entry(ApiKeys.JOIN_GROUP, 4),
          entry(ApiKeys.HEARTBEAT, 1),
          entry(ApiKeys.LEAVE_GROUP, 1),
          entry(ApiKeys.SYNC_GROUP, 1),
          entry(ApiKeys.DESCRIBE_GROUPS, 2),
          entry(ApiKeys.LIST_GROUPS, 2),
          entry(ApiKeys.SASL_HANDSHAKE, 1),
          entry(ApiKeys.API_VERSIONS, 3),
          entry(ApiKeys.CREATE_TOPICS, 3),
          entry(ApiKeys.DELETE_TOPICS, 3),
          entry(ApiKeys.INIT_PRODUCER_ID, 1),
          entry(ApiKeys.OFFSET_FOR_LEADER_EPOCH, 0),
          entry(ApiKeys.DESCRIBE_CONFIGS, 2),
          entry(ApiKeys.SASL_AUTHENTICATE, 1),
          entry(ApiKeys.CREATE_PARTITIONS, 1),
          entry(ApiKeys.DELETE_GROUPS, 0));

  private AdvertisedApis() {}

  /** Whether a client that read the advertisement may send this. */
  static boolean covers(ApiKeys api, short version) {
    return version <= NEWEST.getOrDefault(api, -1);
  }

  /** Narrows what the broker advertises to what Event Hubs does, and adds the SASL steps. */
  static void narrow(ApiVersionsResponseData answer) {
    ApiVersionCollection narrowed = new ApiVersionCollection();
    NEWEST.forEach(
        (api, newest) -> {
          ApiVersion broker = answer.apiKeys().find(api.id);
          short oldest = broker == null ? api.oldestVersion() : broker.minVersion();
          int upTo = broker == null ? newest : Math.min(newest, broker.maxVersion());
          if (oldest <= upTo) {
            narrowed.add(
                new ApiVersion()
                    .setApiKey(api.id)
                    .setMinVersion(oldest)
                    .setMaxVersion((short) upTo));
          }
        });
    answer.setApiKeys(narrowed);
    answer.supportedFeatures().clear();
    answer.finalizedFeatures().clear();
  }
}
