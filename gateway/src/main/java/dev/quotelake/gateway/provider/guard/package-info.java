// SPDX-License-Identifier: Apache-2.0

/**
 * What keeps a provider and us from harm: wrappers round the port, each with one concern. From the
 * outside in: a batch is split to find the symbol that spoils it, a failure that can heal is
 * retried, a provider that keeps failing is left alone, a vendor's allowance is kept.
 */
package dev.quotelake.gateway.provider.guard;
