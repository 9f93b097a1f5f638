// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Records;
import dev.quotelake.gateway.provider.http.definition.Currency;
import dev.quotelake.gateway.provider.http.definition.Market;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.Pointer.Scope;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition.Paging;
import dev.quotelake.gateway.provider.http.definition.Spelling;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How the answers of one provider are read: its definition, compiled. All that can be known of an
 * answer before it is there is decided here. Immutable, so for several threads.
 */
public final class AnswerRules {

  final AnswerDefinition definition;
  final PointerTrie trie = new PointerTrie();
  final RecordMapper.Rules records;
  final FailureRules failures;
  final Optional<Pointer> next;
  final Optional<Pointer> objectWhen;

  /**
   * Whether what lies round the records must be known before the records are read: an answer is
   * then read twice.
   */
  final boolean answerFirst;

  final Spelling requested;
  final UnaryOperator<String> redaction;

  /**
   * Compiles a definition.
   *
   * @param provider the configured name that quotes bear
   * @param redaction takes secrets out of what is rejected
   * @param keepRaw whether quotes carry the provider's own record
   */
  public AnswerRules(
      String provider,
      ProviderDefinition definition,
      UnaryOperator<String> redaction,
      boolean keepRaw) {
    this.redaction = redaction;
    this.definition = definition.answer();
    requested = definition.request().symbols().spelling();
    Records where = this.definition.records();
    records = new RecordMapper.Rules(provider, this.definition, trie, keepRaw);
    failures = new FailureRules(this.definition.failures(), trie);
    this.definition.message().forEach(trie::text);
    next = definition.paging().map(Paging::next);
    next.ifPresent(trie::text);
    objectWhen = where.objectWhen().map(where.at()::then);
    objectWhen.ifPresent(trie::text);
    trie.markRecords(where.at());
    answerFirst =
        objectWhen.isPresent()
            || takesDataFromAnswer(this.definition)
            || next.filter(where.at()::covers).isPresent()
            || failures.look(this.definition.success(), where.at()::covers);
  }

  private static boolean takesDataFromAnswer(AnswerDefinition definition) {
    return Stream.of(
            definition.fields().values().stream().map(AnswerDefinition.Field::in),
            definition.time().stream().map(AnswerDefinition.Time::in),
            definition.currency().map(Currency::in).stream(),
            definition.market().map(Market::in).stream())
        .flatMap(scopes -> scopes)
        .anyMatch(Scope.ANSWER::equals);
  }
}
