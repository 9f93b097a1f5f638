// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to log in: a request whose answer holds the token that requests for data send.
 *
 * @param url absolute, or a path below the base URL
 * @param at where the answer holds the token; without it the answer is the token
 * @param expires where the answer says how long it holds
 * @param lasts how long it holds if the answer does not say; without it until it is refused
 */
public record TokenDefinition(
    Template url,
    Map<String, Template> headers,
    Optional<BasicAuthentication> basicAuthentication,
    Optional<BodyDefinition> body,
    Optional<Pointer> at,
    Optional<Expiry> expires,
    Optional<Duration> lasts) {

  /** Where an answer says when its token expires, and what the value there means. */
  public record Expiry(Pointer at, Format format) {

    /** What it means. */
    public enum Format {
      SECONDS,
      MILLIS,
      EPOCH_SECONDS,
      EPOCH_MILLIS,
      RFC3339
    }
  }

  List<Template> templates() {
    List<Template> all = new ArrayList<>(headers.values());
    all.add(url);
    basicAuthentication.ifPresent(basic -> all.addAll(List.of(basic.user(), basic.password())));
    body.ifPresent(sent -> all.addAll(sent.templates()));
    return all;
  }
}
