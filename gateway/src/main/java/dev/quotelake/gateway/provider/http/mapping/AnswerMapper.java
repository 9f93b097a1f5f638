// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.definition.Spelling;
import dev.quotelake.gateway.provider.http.definition.SymbolDefinition;
import java.util.List;

/** Reads the answers of one provider as its definition says. Safe for several threads. */
public final class AnswerMapper {

  /** Not-a-number is no JSON, but providers write it; it spoils one record, not the answer. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final String provider;
  private final AnswerLayout layout;
  private final Spelling requested;
  private final SymbolDefinition symbol;
  private final boolean keepRaw;

  /**
   * Compiles a definition.
   *
   * @param provider the configured name that quotes bear
   * @param keepRaw whether quotes carry the provider's own record
   */
  public AnswerMapper(String provider, ProviderDefinition definition, boolean keepRaw) {
    this.provider = provider;
    this.keepRaw = keepRaw;
    layout = new AnswerLayout(definition.answer(), definition.paging());
    requested = definition.request().spelling();
    symbol = definition.answer().symbol();
  }

  /** Begins to read what comes back for these symbols, one answer or several pages. */
  public AnswerReading begin(List<String> symbols) {
    return reading(new AskedSymbols(symbols, requested, symbol.spelling(), symbol.ignoreCase()));
  }

  /** Begins to read an answer of which every symbol counts. */
  public AnswerReading beginWhatever() {
    return reading(AskedSymbols.whatever());
  }

  private AnswerReading reading(AskedSymbols asked) {
    return new AnswerReading(provider, layout, asked, JSON, keepRaw);
  }
}
