// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.provider.Reject;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param acknowledged how many quotes the hub has stored
 * @param refused those it will never take
 */
public record PublishReport(int acknowledged, List<Reject> refused) {}
