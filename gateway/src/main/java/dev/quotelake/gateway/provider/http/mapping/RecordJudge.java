// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.quote.Quote;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides of each record whether it is a quote, a reject, an unknown symbol or nothing to us. */
final class RecordJudge {

  private static final int RECORD_LIMIT = 4096;

  private final RecordLayout layout;
  private final Findings findings;
  private final QuoteAssembler assembler;
  private final int status;
  private final boolean keepRaw;

  private String stranger;
  private boolean recordsOfOthers;

  RecordJudge(
      RecordLayout layout,
      Findings findings,
      QuoteAssembler assembler,
      int status,
      boolean keepRaw) {
    this.layout = layout;
    this.findings = findings;
    this.assembler = assembler;
    this.status = status;
    this.keepRaw = keepRaw;
  }

  /** The symbol that the answer spells like this, or null if it was not asked for. */
  Asked find(String spelled) {
    return findings.asked().find(spelled);
  }

  /** Takes note of an entry that no one asked for. */
  void notAsked(String key, boolean isRecord) {
    stranger = stranger == null ? key : stranger;
    recordsOfOthers |= isRecord;
  }

  /** Takes note of something other than a record in a record's place. */
  void notARecord(Asked asked, JsonToken token) {
    String detail = "found " + Tokens.name(token) + " in place of a record";
    if (asked == null) {
      findings.rejectedUnnamed("not_a_record", detail, null);
    } else {
      findings.rejected(asked, "not_a_record", detail, null);
    }
  }

  /** Why nothing of what was asked for is there although something is, if so. */
  Optional<String> problem() {
    return stranger == null || recordsOfOthers || findings.heardSomething()
        ? Optional.empty()
        : Optional.of(
            "none of the symbols asked for is in the answer, which holds '"
                + (stranger.length() > 40 ? stranger.substring(0, 40) : stranger)
                + "'");
  }

  /**
   * Judges a record.
   *
   * @param key its key in a map, or null
   * @param known its symbol if the key has told already, or null
   * @param text the record as it came; may give null
   */
  void judge(Values record, String key, Asked known, Supplier<String> text) {
    for (Rule rule : layout.only()) {
      if (!rule.holds(status, record, () -> "")) {
        return;
      }
    }
    String spelled = known == null ? spelled(record, key) : null;
    Asked asked = known != null ? known : spelled == null ? only() : find(spelled);
    Optional<Kind> failure = layout.failures().judge(status, record, () -> "");
    if (failure.isPresent()) {
      fail(failure.get(), record, asked, text);
    } else if (asked != null) {
      keep(record, asked, text);
    } else if (spelled == null) {
      findings.rejectedUnnamed(
          "missing_symbol", "the record names no symbol", shortened(text.get()));
    } else {
      notAsked(spelled, true);
    }
  }

  private String spelled(Values record, String key) {
    for (int source : layout.symbolSources()) {
      if (source == RecordLayout.KEY && key != null) {
        return key;
      }
      if (source >= 0 && record.has(source) && !record.text(source).isBlank()) {
        return record.text(source).strip();
      }
    }
    return null;
  }

  private Asked only() {
    return layout.takesSymbolFromRequest() ? findings.asked().only() : null;
  }

  private void fail(Kind kind, Values record, Asked asked, Supplier<String> text) {
    if (kind == Kind.UNKNOWN_SYMBOL) {
      if (asked != null) {
        asked.hear(Asked.Heard.UNKNOWN);
      }
      return;
    }
    String reason = kind.name().toLowerCase(Locale.ROOT);
    String detail = layout.message(record).orElse("the provider marks the record as failed");
    if (asked == null) {
      findings.rejectedUnnamed(reason, detail, shortened(text.get()));
    } else {
      findings.rejected(asked, reason, detail, shortened(text.get()));
    }
  }

  private void keep(Values record, Asked asked, Supplier<String> text) {
    Quote quote = assembler.quote(record, asked.symbol(), keepRaw ? text.get() : null);
    if (quote != null) {
      findings.quoted(asked, quote);
    } else if (assembler.problem() != null) {
      findings.rejected(asked, "malformed_value", assembler.problem(), shortened(text.get()));
    } else {
      asked.hear(Asked.Heard.EMPTY);
    }
  }

  private static String shortened(String record) {
    return record == null || record.length() <= RECORD_LIMIT
        ? record
        : record.substring(0, RECORD_LIMIT);
  }
}
