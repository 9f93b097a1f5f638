// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Remembers each resource's token until five minutes before it ends. */
public final class CachedTokens implements TokenSource {

  private static final Duration SPARE = Duration.ofMinutes(5);

  private final TokenSource source;
  private final InstantSource clock;
  private final Map<String, AccessToken> tokens = new HashMap<>();

  /** Remembers what another source gives. */
  public CachedTokens(TokenSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public synchronized AccessToken token(String resource) throws IdentityException {
    AccessToken known = tokens.get(resource);
    if (known == null || known.expires().minus(SPARE).isBefore(clock.instant())) {
      known = source.token(resource);
      tokens.put(resource, known);
    }
    return known;
  }
}
