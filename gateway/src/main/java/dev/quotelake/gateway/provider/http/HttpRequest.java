// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it goes out: a POST if it has a body, else a GET.
 *
 * @param headers header fields
 */
public record HttpRequest(URI uri, Map<String, String> headers, Optional<byte[]> body) {

  /** {@code GET} or {@code POST}. */
  public String method() {
    return body.isPresent() ? "POST" : "GET";
  }

  /** The same at another place. */
  HttpRequest at(URI other) {
    return new HttpRequest(other, headers, body);
  }
}
