// SPDX-License-Identifier: Apache-2.0
/** Settings: immutable, typed, with units and defaults, checked when they are made. */
package dev.quotelake.lake.config;
