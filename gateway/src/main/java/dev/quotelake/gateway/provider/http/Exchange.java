// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** One request and its answer, redirects on the same host included. */
final class Exchange {

  private static final int MOST_REDIRECTS = 3;

  private final String provider;
  private final HttpTransport transport;
  private final Map<String, String> headers;
  private final Redactor redactor;

  /**
   * Exchanges of one provider.
   *
   * @param headers fields of each request
   */
  Exchange(
      String provider, HttpTransport transport, Map<String, String> headers, Redactor redactor) {
    this.provider = provider;
    this.transport = transport;
    this.headers = headers;
    this.redactor = redactor;
  }

  /**
   * Asks, and asks again where a redirect leads to if that is the same host.
   *
   * @throws ProviderException if there is no complete answer
   */
  HttpAnswer get(URI uri) throws ProviderException {
    URI at = uri;
    for (int redirects = 0; ; redirects++) {
      HttpAnswer answer = send(at);
      String location = answer.header("Location").orElse(null);
      if (answer.status() / 100 != 3 || location == null) {
        return answer;
      }
      answer.close();
      if (redirects == MOST_REDIRECTS) {
        throw unavailable("redirects more than " + MOST_REDIRECTS + " times");
      }
      at = follow(at, location);
    }
  }

  private URI follow(URI from, String location) throws ProviderException {
    URI to = resolve(from, location);
    if (!Hosts.isSame(from, to)) {
      throw unavailable(
          "redirects to "
              + Hosts.name(to)
              + ", and keys are not sent to another host; if that is where the API lives now, set"
              + " base-url");
    }
    return to;
  }

  private URI resolve(URI from, String location) throws ProviderException {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException noUrl) {
      throw unavailable("redirects to something that is no URL");
    }
  }

  private HttpAnswer send(URI uri) throws ProviderException {
    try {
      return transport.get(uri, headers);
    } catch (BodyBuffers.TooLargeException tooLarge) {
      throw failure(
          Kind.MALFORMED_ANSWER,
          tooLarge.getMessage() + "; ask for fewer symbols at once or raise limits.response-size");
    } catch (IOException | IllegalStateException broken) {
      throw unavailable("gave no answer: " + describe(broken));
    }
  }

  private static String describe(Exception broken) {
    String kind = broken.getClass().getSimpleName();
    return broken.getMessage() == null ? kind : kind + ", " + broken.getMessage();
  }

  private ProviderException unavailable(String what) {
    return failure(Kind.UNAVAILABLE, what);
  }

  /** The cause is left out on purpose: its message may hold the URL and the URL a key. */
  private ProviderException failure(Kind kind, String what) {
    return new ProviderException(kind, redactor.redact(provider + " " + what));
  }
}
