// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.Market;
import dev.quotelake.sandbox.market.server.Faults.Fault;
import dev.quotelake.sandbox.market.vendorapi.AlpacaApi;
import dev.quotelake.sandbox.market.vendorapi.AlpacaCryptoApi;
import dev.quotelake.sandbox.market.vendorapi.FinnhubApi;
import dev.quotelake.sandbox.market.vendorapi.PolygonApi;
import dev.quotelake.sandbox.market.vendorapi.PolygonCryptoApi;
import dev.quotelake.sandbox.market.vendorapi.RateLimit;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Plan;
import dev.quotelake.sandbox.market.vendorapi.TwelveDataApi;
import dev.quotelake.sandbox.market.vendorapi.VendorApi;
import dev.quotelake.sandbox.market.vendorapi.VendorApi.Call;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** Serves a market in the shapes of several vendors. Everything happens on one event loop. */
public final class Simulator {
  /** The vendors it plays. */
  public static final List<VendorApi> APIS =
      List.of(
          new AlpacaApi(),
          new FinnhubApi(),
          new TwelveDataApi(),
          new PolygonApi(),
          new AlpacaCryptoApi(),
          new PolygonCryptoApi());

  private static final int MAX_URI_BYTES = 256 * 1024;

  private final Map<String, Vendor> byPath = new HashMap<>();
  private final Faults faults = new Faults(RandomGenerator.getDefault());
  private final Control control;
  private final Vertx vertx;
  private final Delivery delivery;

  /**
   * A vendor that is served.
   *
   * @param symbols those of the market that it offers, by its own spelling of them
   * @param answers how many calls were answered, by status
   */
  record Vendor(
      String name,
      Map<String, String> symbols,
      RateLimit limit,
      Endpoint endpoint,
      Map<Integer, Long> answers) {}

  /**
   * @param usualLimits whether calls are limited as the vendors' usual plans do
   * @param prerendered whether answers are rendered once only
   */
  public Simulator(Vertx vertx, Market market, boolean usualLimits, boolean prerendered) {
    this.vertx = vertx;
    this.delivery = new Delivery(vertx);
    var byName = new LinkedHashMap<String, Vendor>();
    for (VendorApi api : APIS) {
      var limit = new RateLimit(usualLimits ? api.usualPlan() : Plan.UNLIMITED);
      var symbols = new LinkedHashMap<String, String>();
      for (String symbol : market.symbols()) {
        api.spelling(symbol).ifPresent(it -> symbols.put(it, symbol));
      }
      Endpoint endpoint = Endpoint.of(api, market, symbols, limit);
      var vendor =
          new Vendor(
              api.name(),
              symbols,
              limit,
              prerendered ? new Endpoint.Prerendered(endpoint) : endpoint,
              new TreeMap<>());
      byPath.put(api.path(), vendor);
      byName.put(api.name(), vendor);
    }
    this.control = new Control(market, faults, byName);
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
    Vendor vendor = byPath.get(request.path());
    if (vendor != null) {
      serve(vendor, request);
    } else if (request.path().startsWith(Control.PATH)) {
      control.handle(request);
    } else {
      request.response().setStatusCode(404).end("{\"error\":\"no such path\"}");
    }
  }

  private void serve(Vendor vendor, HttpServerRequest request) {
    var call = new Call(request);
    var answer = vendor.endpoint().answer(request.uri(), call, Instant.now());
    var fault = faults.next(vendor.name());
    int status = fault.flatMap(Fault::status).orElse(answer.status());
    vendor.answers().merge(status, 1L, Long::sum);
    delivery.send(answer, fault, request.response());
  }
}
