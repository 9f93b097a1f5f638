// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One provider of quotes. */
public interface ProviderSettings {

  /** Name of a built-in preset, or {@code file:/...} of a definition of one's own. */
  String definition();

  /** Base URL in place of the definition's: a proxy, or the market simulator. */
  Optional<String> baseUrl();

  /** Symbols with commas between them, or {@code file:/...} of a file with one a line. */
  String watchlist();

  /** From the start of one round over the watchlist to the start of the next. */
  @WithDefault("1s")
  Duration interval();

  /**
   * What the definition asks for to log in; each a value or a reference: see {@link SecretSource}.
   */
  Map<String, String> credentials();

  /** Values of the definition's parameters, such as a feed, in place of its defaults. */
  Map<String, String> parameters();

  /** What the vendor allows, in its own unit, by window, in place of the definition's. */
  Budget budget();

  /** Requests in flight at once. */
  @WithDefault("2")
  int concurrency();

  /** Symbols in one request, where the definition allows more. */
  Optional<Integer> symbolsPerRequest();

  /** Publish a quote again although nothing in it has changed. */
  @WithDefault("false")
  boolean publishUnchanged();

  /** Keep the provider's own record in each event. */
  @WithDefault("false")
  boolean keepRaw();

  /** How often symbols that the provider does not know are asked for again. */
  @WithDefault("1h")
  Duration retryParked();

  /** A vendor's allowance; a window that is not given keeps the definition's. */
  interface Budget {
    /** Units a second. */
    Optional<Integer> second();

    /** Units a minute. */
    Optional<Integer> minute();

    /** Units an hour. */
    Optional<Integer> hour();

    /** Units a day. */
    Optional<Integer> day();

    /** Units a month. */
    Optional<Integer> month();
  }
}
