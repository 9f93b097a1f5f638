// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * The double's HTTP side door: {@code GET /status} tells what happened, {@code POST /faults} with a
 * JSON object replaces all faults, {@code POST /cut} drops every connection at once.
 */
final class ControlPort implements AutoCloseable {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final Namespace namespace;

  /** Opens the port on localhost; 0 takes a free one. */
  ControlPort(int port, Namespace namespace, Runnable cut) throws IOException {
    this.namespace = namespace;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/status", exchange -> answer(exchange, 200, namespace.counts()));
    server.createContext("/faults", this::faults);
    server.createContext(
        "/cut",
        exchange -> {
          cut.run();
          answer(exchange, 200, Map.of());
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void faults(HttpExchange exchange) throws IOException {
    try {
      if (exchange.getRequestMethod().equals("POST")) {
        namespace.set(json.readValue(exchange.getRequestBody(), Faults.class));
      }
      answer(exchange, 200, namespace.faults());
    } catch (JsonProcessingException e) {
      answer(exchange, 400, Map.of("error", e.getOriginalMessage()));
    }
  }

  private void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
