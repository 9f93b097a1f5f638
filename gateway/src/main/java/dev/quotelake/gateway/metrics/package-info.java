// SPDX-License-Identifier: Apache-2.0

/** What the gateway tells of itself: meters as ops/contract/metrics.yaml names them, and health. */
package dev.quotelake.gateway.metrics;
