// SPDX-License-Identifier: Apache-2.0

/** The read-only page for a person: how the providers, the hub and each symbol fare now. */
package dev.quotelake.gateway.status;
