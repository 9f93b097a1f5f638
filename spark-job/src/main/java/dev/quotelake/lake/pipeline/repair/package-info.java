// SPDX-License-Identifier: Apache-2.0
/**
 * What proves, repairs and keeps stored tables beside a running job: check, refresh, requeue,
 * maintain.
 */
package dev.quotelake.lake.pipeline.repair;
