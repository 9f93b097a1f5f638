// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks the parts how they are. */
public final class Http {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 10;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * The body of a 200 answer of a program that serves already; a busy machine may need several
   * attempts.
   */
  public String require(String url) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<String> body = get(url);
      if (body.isPresent()) {
        return body.get();
      }
    }
    throw new UncheckedIOException(new IOException(url + " does not answer"));
  }

  /** The body of a 200 answer; nothing when there is none yet. */
  public Optional<String> get(String url) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
      var response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
