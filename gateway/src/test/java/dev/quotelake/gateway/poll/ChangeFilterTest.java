// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import dev.quotelake.gateway.quote.SampleQuotes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeFilterTest {

  private final ChangeFilter filter = new ChangeFilter(false);

  @Test
  void letsTheFirstQuoteOfASymbolPass() {
    List<Quote> quotes = SampleQuotes.oneEach(3, 1);

    assertThat(filter.news(quotes)).isEqualTo(quotes);
  }

  @Test
  void holdsBackTheSameQuoteFetchedAgain() {
    Quote first = quote(100, 1, QuotedAtSource.PROVIDER, 10, 50L);
    Quote again = quote(100, 1, QuotedAtSource.PROVIDER, 20, 50L);
    filter.news(List.of(first));

    assertThat(filter.news(List.of(again))).isEmpty();
    assertThat(filter.lastSeen()).containsExactly(again);
  }

  @Test
  void letsANewTimePassWithTheSameValues() {
    filter.news(List.of(quote(100, 1, QuotedAtSource.PROVIDER, 10, 50L)));

    assertThat(filter.news(List.of(quote(100, 2, QuotedAtSource.PROVIDER, 20, 50L)))).hasSize(1);
  }

  @Test
  void letsNewValuesPassWithTheSameTime() {
    filter.news(List.of(quote(100, 1, QuotedAtSource.PROVIDER, 10, 50L)));

    assertThat(filter.news(List.of(quote(101, 1, QuotedAtSource.PROVIDER, 20, 50L)))).hasSize(1);
    assertThat(filter.news(List.of(quote(101, 1, QuotedAtSource.PROVIDER, 30, 51L)))).hasSize(1);
    assertThat(filter.news(List.of(quote(101, 1, QuotedAtSource.PROVIDER, 40, null)))).hasSize(1);
  }

  @Test
  void comparesValuesOnlyWhenTheTimeIsOurOwn() {
    filter.news(List.of(quote(100, 10, QuotedAtSource.GATEWAY, 10, 50L)));

    assertThat(filter.news(List.of(quote(100, 20, QuotedAtSource.GATEWAY, 20, 50L)))).isEmpty();
    assertThat(filter.news(List.of(quote(102, 30, QuotedAtSource.GATEWAY, 30, 50L)))).hasSize(1);
  }

  @Test
  void letsEverythingPassWhenAsked() {
    ChangeFilter open = new ChangeFilter(true);
    open.news(SampleQuotes.oneEach(3, 1));

    assertThat(open.news(SampleQuotes.oneEach(3, 1))).hasSize(3);
  }

  @Test
  void forgetsSymbolsThatAreNoLongerWatched() {
    filter.news(SampleQuotes.oneEach(3, 1));

    filter.keepOnly(List.of("S1"));

    assertThat(filter.lastSeen()).extracting(Quote::symbol).containsExactly("S1");
    assertThat(filter.news(SampleQuotes.oneEach(3, 1))).hasSize(2);
  }

  private static Quote quote(
      long price, long quotedAt, QuotedAtSource source, long fetchedAt, Long volume) {
    return new Quote(
        "test",
        "IBM",
        new Price(price),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        volume == null ? null : new Quantity(volume),
        null,
        quotedAt,
        source,
        fetchedAt,
        null,
        null);
  }
}
