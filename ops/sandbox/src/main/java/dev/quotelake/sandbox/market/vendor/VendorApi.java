// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import dev.quotelake.sandbox.market.SymbolState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One vendor's quote endpoint. */
public interface VendorApi {
  /** The key (Alpaca: the key id) that is accepted. */
  String KEY = "sandbox-key";

  /** The vendor's name, as the gateway's preset is called. */
  String name();

  /** Where the endpoint is served. */
  String path();

  /** Whether the call carries the right key. */
  boolean authorised(Call call);

  /** What a call without the right key is answered. */
  Answer unauthorised();

  /** The symbols asked for. */
  List<String> symbols(Call call);

  /** What the call costs of the vendor's limit; most count requests. */
  default int cost(List<String> symbols) {
    return 1;
  }

  /** The quotes of {@code symbols}; {@code states} knows nothing of symbols that are not traded. */
  Answer quotes(List<String> symbols, Function<String, Optional<SymbolState>> states);

  /** The plan people start with. */
  Plan usualPlan();

  /** What a call beyond the limit is answered. */
  Answer overLimit(Usage usage);

  /** The headers every answer carries about the limit. */
  Map<String, String> limitHeaders(Usage usage);
}
