// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Azure's token endpoints, in the shapes they answer in; remembers what it was asked. */
public final class TokenServer implements AutoCloseable {

  private final HttpServer server;
  private final List<String> asked = new ArrayList<>();
  private int status = 200;
  private String body;
  private Runnable change = () -> {};
  private int answersUntilChange = -1;

  /** Answers with a token for an audience that lasts an hour. */
  public TokenServer(String audience) throws IOException {
    long end = Instant.now().plusSeconds(3_600).getEpochSecond();
    body =
        """
        {"access_token": "%s", "expires_on": "%d", "resource": "%s", "token_type": "Bearer"}
        """
            .formatted(token(audience, end), end, audience);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (answersUntilChange-- == 0) {
            change.run();
          }
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** Its address. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** From now on it answers so. */
  public void answer(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  /** After so many answers it answers so. */
  public void answerFrom(int answers, int newStatus, String newBody) {
    answersUntilChange = answers;
    change = () -> answer(newStatus, newBody);
  }

  /** What it was asked: method, target, identity header, body. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String token(String audience, long end) {
    return part("{\"alg\":\"none\"}")
        + "."
        + part("{\"aud\":\"%s\",\"exp\":%d}".formatted(audience, end))
        + ".c2lnbmF0dXJl";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
