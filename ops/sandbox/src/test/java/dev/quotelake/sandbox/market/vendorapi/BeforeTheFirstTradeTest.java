// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import static dev.quotelake.sandbox.market.SymbolState.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.sandbox.market.SymbolState;
import dev.quotelake.sandbox.market.SymbolState.BookTop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A symbol that is quoted but has not traded yet: each vendor says so in its own way. */
class BeforeTheFirstTradeTest {
  private static final SymbolState QUOTED =
      new SymbolState(
          Optional.empty(),
          Optional.of(new BookTop(999 * ONE / 100, 100 * ONE, 0, 0, 1709649000000000L)),
          Optional.empty());

  @Test
  void alpacaHasNullForTheTradeAndZeroForTheMissingSide() {
    assertThat(body(new AlpacaApi()))
        .contains(
            "\"latestTrade\":null",
            "\"bp\":9.99",
            "\"ap\":0,",
            "\"dailyBar\":null",
            "\"prevDailyBar\":null");
  }

  @Test
  void finnhubHasZeros() {
    assertThat(body(new FinnhubApi())).contains("\"c\":0,", "\"t\":0");
  }

  @Test
  void twelveDataHasAnErrorObject() {
    assertThat(body(new TwelveDataApi())).contains("\"code\":404", "\"status\":\"error\"");
  }

  @Test
  void polygonLeavesTheTradeOut() {
    assertThat(body(new PolygonApi()))
        .contains("\"ticker\":\"ACME\"", "\"lastQuote\"")
        .doesNotContain("lastTrade", "\"day\"");
  }

  private static String body(VendorApi vendor) {
    var answer = vendor.quotes(List.of("ACME"), symbol -> Optional.of(QUOTED));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
