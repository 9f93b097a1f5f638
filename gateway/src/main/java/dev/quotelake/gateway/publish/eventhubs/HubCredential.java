// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.quotelake.gateway.identity.TokenSource;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Gives Azure's client the gateway's own tokens. */
final class HubCredential implements TokenCredential {

  private final TokenSource tokens;
  private final String resource;

  HubCredential(TokenSource tokens, String resource) {
    this.tokens = tokens;
    this.resource = resource;
  }

  /** The token is for our namespace, whatever scope the client asks for. */
  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.fromCallable(() -> tokens.token(resource))
        .map(token -> new AccessToken(token.value(), token.expires().atOffset(ZoneOffset.UTC)))
        .subscribeOn(Schedulers.boundedElastic());
  }
}
