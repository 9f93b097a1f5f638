// SPDX-License-Identifier: Apache-2.0

/** Puts a provider together: definition, settings and keys in, a guarded provider out. */
package dev.quotelake.gateway.provider.setup;
