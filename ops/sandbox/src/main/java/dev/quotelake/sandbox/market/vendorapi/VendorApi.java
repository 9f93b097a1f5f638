// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Plan;
import dev.quotelake.sandbox.market.vendorapi.RateLimit.Usage;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One vendor's quote endpoint. */
public abstract class VendorApi {
  /** The key (Alpaca: the key id) that is accepted. */
  static final String KEY = "sandbox-key";

  /** What a vendor looks at in a request. */
  public record Call(HttpServerRequest request) {

    Optional<String> parameter(String name) {
      return Optional.ofNullable(request.getParam(name));
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(request.getHeader(name));
    }

    /** What follows {@code scheme} and a blank in the Authorization header. */
    Optional<String> authorization(String scheme) {
      return header("Authorization")
          .filter(it -> it.startsWith(scheme + " "))
          .map(it -> it.substring(scheme.length() + 1));
    }

    /** The comma-separated values of a parameter; none when it is missing or empty. */
    List<String> list(String name) {
      return parameter(name)
          .filter(it -> !it.isEmpty())
          .map(it -> Arrays.asList(it.split(",")))
          .orElse(List.of());
    }
  }

  /** An HTTP answer; its body is JSON unless a header says otherwise. */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer of(int status, JsonNode body) {
      return new Answer(status, Map.of(), Json.bytes(body));
    }
  }

  private final String name;
  private final String path;
  private final String symbolsParameter;
  private final Plan usualPlan;
  private final Answer unauthorised;

  /**
   * @param name as the gateway's preset is called
   * @param path where the endpoint is served
   * @param symbolsParameter of the query, with commas between the symbols
   * @param perMinute how much the plan allows that people start with
   */
  VendorApi(String name, String path, String symbolsParameter, int perMinute, Answer unauthorised) {
    this.name = name;
    this.path = path;
    this.symbolsParameter = symbolsParameter;
    this.usualPlan = new Plan(perMinute, Duration.ofMinutes(1));
    this.unauthorised = unauthorised;
  }

  public String name() {
    return name;
  }

  public String path() {
    return path;
  }

  /** The plan people start with. */
  public Plan usualPlan() {
    return usualPlan;
  }

  /** Whether the call carries the right key. */
  public abstract boolean authorised(Call call);

  /** What a call without the right key is answered. */
  public Answer unauthorised() {
    return unauthorised;
  }

  /**
   * How this vendor spells a symbol of the market; nothing where it does not offer it. Most have
   * stocks of the US alone.
   */
  public Optional<String> spelling(String symbol) {
    return Optional.of(symbol).filter(it -> !it.contains(":") && !it.contains("/"));
  }

  /** The symbols asked for. */
  public List<String> symbols(Call call) {
    return call.list(symbolsParameter);
  }

  /** What the call costs of the vendor's limit; most count requests. */
  public int cost(List<String> symbols) {
    return 1;
  }

  /** The quotes of {@code symbols}; {@code states} knows nothing of symbols that are not traded. */
  public abstract Answer quotes(
      List<String> symbols, Function<String, Optional<SymbolState>> states);

  /** What a call beyond the limit is answered. */
  public abstract Answer overLimit(Usage usage);

  /** The headers every answer carries about a limit, if there is one; most tell the same. */
  public Map<String, String> limitHeaders(Usage usage) {
    return usage.headers();
  }
}
