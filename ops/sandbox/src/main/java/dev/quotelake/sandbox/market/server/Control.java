// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.quotelake.sandbox.market.Market;
import dev.quotelake.sandbox.market.server.Faults.Fault;
import dev.quotelake.sandbox.market.server.Simulator.Vendor;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Plan;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The simulator's own paths: {@code GET /control/symbols?provider=NAME} (one a line), {@code GET
 * /control/status}, {@code POST} and {@code DELETE /control/faults}, {@code POST /control/limits}.
 */
final class Control {
  static final String PATH = "/control/";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Market market;
  private final Faults faults;
  private final Map<String, Vendor> vendors;

  /** A new limit for one provider; {@code limit} 0 lifts it. */
  private record NewLimit(String provider, int limit, int windowSeconds) {}

  /**
   * @param vendors by name
   */
  Control(Market market, Faults faults, Map<String, Vendor> vendors) {
    this.market = market;
    this.faults = faults;
    this.vendors = vendors;
  }

  void handle(HttpServerRequest request) {
    switch (request.method() + " " + request.path()) {
      case "GET /control/symbols" -> tellSymbols(request.getParam("provider"), request.response());
      case "GET /control/status" -> request.response().end(Json.encodeToBuffer(status()));
      case "POST /control/faults" ->
          request.bodyHandler(body -> command(request, body, this::addFault));
      case "POST /control/limits" ->
          request.bodyHandler(body -> command(request, body, this::changeLimit));
      case "DELETE /control/faults" -> {
        faults.clear();
        done(request.response());
      }
      default ->
          request
              .response()
              .setStatusCode(request.method().equals(HttpMethod.GET) ? 404 : 405)
              .end("no such command: " + request.method() + " " + request.path() + "\n");
    }
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("symbols", market.symbols().size());
    boolean finished = market.finished(it -> vendors.get(it).symbols().values());
    status.put("replay", Map.of("finished", finished));
    var answered = new LinkedHashMap<String, Map<Integer, Long>>();
    vendors.forEach((name, vendor) -> answered.put(name, vendor.answers()));
    status.put("answers", answered);
    return status;
  }

  private void tellSymbols(String provider, HttpServerResponse response) {
    try {
      var symbols = vendor(provider).symbols().keySet();
      response.end(symbols.stream().map(it -> it + "\n").collect(Collectors.joining()));
    } catch (IllegalArgumentException e) {
      response.setStatusCode(400).end(e.getMessage() + "\n");
    }
  }

  private void addFault(byte[] body) throws IOException {
    Fault fault = JSON.readValue(body, Fault.class);
    if (!fault.provider().equals("*")) {
      vendor(fault.provider());
    }
    faults.add(fault);
  }

  private void changeLimit(byte[] body) throws IOException {
    NewLimit limit = JSON.readValue(body, NewLimit.class);
    vendor(limit.provider())
        .limit()
        .change(
            limit.limit() == 0
                ? Plan.UNLIMITED
                : new Plan(limit.limit(), Duration.ofSeconds(limit.windowSeconds())));
  }

  private Vendor vendor(String name) {
    Vendor vendor = vendors.get(name);
    if (vendor == null) {
      throw new IllegalArgumentException("no provider '" + name + "': one of " + vendors.keySet());
    }
    return vendor;
  }

  private interface Command {
    void run(byte[] body) throws IOException;
  }

  private static void command(HttpServerRequest request, Buffer body, Command command) {
    try {
      command.run(body.getBytes());
      done(request.response());
    } catch (IOException | IllegalArgumentException e) {
      request.response().setStatusCode(400).end(e.getMessage() + "\n");
    }
  }

  private static void done(HttpServerResponse response) {
    response.setStatusCode(204).end();
  }
}
