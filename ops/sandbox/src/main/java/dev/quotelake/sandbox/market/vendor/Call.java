// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a vendor looks at in a request. */
public record Call(
    Function<String, Optional<String>> parameters, Function<String, Optional<String>> headers) {

  Optional<String> parameter(String name) {
    return parameters.apply(name);
  }

  Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** The comma-separated values of a parameter; none when it is missing or empty. */
  List<String> list(String name) {
    return parameter(name)
        .filter(it -> !it.isEmpty())
        .map(it -> Arrays.asList(it.split(",")))
        .orElse(List.of());
  }
}
