// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.Market;
import dev.quotelake.sandbox.market.vendor.Call;
import dev.quotelake.sandbox.market.vendor.Meter;
import dev.quotelake.sandbox.market.vendor.Plan;
import dev.quotelake.sandbox.market.vendor.VendorApi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Serves a market in the shapes of several vendors. Everything happens on one event loop. */
public final class Simulator {
  private static final int MAX_URI_BYTES = 256 * 1024;

  private final Map<String, Window> windowsByPath = new HashMap<>();
  private final Faults faults = new Faults(RandomGenerator.getDefault());
  private final Control control;
  private final Vertx vertx;
  private final Delivery delivery;

  /** Where one vendor's calls arrive. */
  private record Window(String vendor, Desk desk, Calls calls) {}

  /**
   * @param plans the vendors' limits; a vendor that is not named has none
   * @param prerendered whether answers are rendered once only
   */
  public Simulator(
      Vertx vertx,
      Market market,
      List<VendorApi> vendors,
      Map<String, Plan> plans,
      boolean prerendered) {
    this.vertx = vertx;
    this.delivery = new Delivery(vertx);
    var meters = new LinkedHashMap<String, Meter>();
    var calls = new LinkedHashMap<String, Calls>();
    for (VendorApi vendor : vendors) {
      var meter = new Meter(plans.getOrDefault(vendor.name(), Plan.UNLIMITED));
      Desk desk = new VendorDesk(vendor, market, meter);
      var window =
          new Window(vendor.name(), prerendered ? new PrerenderedDesk(desk) : desk, new Calls());
      windowsByPath.put(vendor.path(), window);
      meters.put(vendor.name(), meter);
      calls.put(vendor.name(), window.calls());
    }
    this.control = new Control(market, faults, meters, calls);
  }

  /** Serves on {@code port} of the loopback interface, 0 for a free one; answers the port. */
  public CompletionStage<Integer> listen(int port) {
    var options =
        new HttpServerOptions()
            .setHost("localhost")
            .setPort(port)
            .setMaxInitialLineLength(MAX_URI_BYTES);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .listen()
        .map(server -> server.actualPort())
        .toCompletionStage();
  }

  private void handle(HttpServerRequest request) {
    Window window = windowsByPath.get(request.path());
    if (window != null) {
      serve(window, request);
    } else if (request.path().startsWith(Control.PATH)) {
      control.handle(request);
    } else {
      request.response().setStatusCode(404).end("{\"error\":\"no such path\"}");
    }
  }

  private void serve(Window window, HttpServerRequest request) {
    var call = new Call(optional(request::getParam), optional(request::getHeader));
    var answer = window.desk().answer(request.uri(), call, Instant.now());
    var fault = faults.next(window.vendor());
    window.calls().count(fault.flatMap(Fault::status).orElse(answer.status()));
    if (fault.isPresent()) {
      delivery.send(answer, fault.get(), request.response());
    } else {
      delivery.send(answer, request.response());
    }
  }

  private static Function<String, Optional<String>> optional(Function<String, String> nullable) {
    return name -> Optional.ofNullable(nullable.apply(name));
  }
}
