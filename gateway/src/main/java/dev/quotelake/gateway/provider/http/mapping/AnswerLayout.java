// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.FieldDefinition;
import dev.quotelake.gateway.provider.http.definition.PagingDefinition;
import dev.quotelake.gateway.provider.http.definition.RecordsDefinition;
import dev.quotelake.gateway.provider.http.definition.Scope;
import java.nio.charset.Charset;
import java.util.Optional;

/** What a definition says of an answer, compiled. Immutable, so for several threads. */
final class AnswerLayout {

  private final SlotAllocator slots = new SlotAllocator();
  private final AnswerDefinition definition;
  private final RecordLayout record;
  private final FailureRules failures;
  private final int[] message;
  private final int next;
  private final int objectWhen;
  private final boolean answerFirst;

  AnswerLayout(AnswerDefinition definition, Optional<PagingDefinition> paging) {
    this.definition = definition;
    RecordsDefinition records = definition.records();
    record = new RecordLayout(definition, slots);
    failures = new FailureRules(definition.failures(), slots);
    message = definition.message().stream().mapToInt(slots::text).toArray();
    next = paging.map(PagingDefinition::next).map(slots::text).orElse(FieldPlan.NOWHERE);
    objectWhen =
        records
            .objectWhen()
            .map(test -> slots.text(records.at().then(test)))
            .orElse(FieldPlan.NOWHERE);
    slots.trie().markRecords(records.at());
    answerFirst =
        objectWhen != FieldPlan.NOWHERE
            || takesDataFromAnswer()
            || paging.map(PagingDefinition::next).filter(records.at()::covers).isPresent()
            || failures.look(definition.success(), pointer -> records.at().covers(pointer));
  }

  private boolean takesDataFromAnswer() {
    return definition.fields().values().stream()
            .map(FieldDefinition::scope)
            .anyMatch(Scope.ANSWER::equals)
        || definition.times().stream().anyMatch(time -> time.scope() == Scope.ANSWER)
        || definition.currency().filter(money -> money.scope() == Scope.ANSWER).isPresent();
  }

  /**
   * Whether what lies round the records must be known before the records are read: an answer is
   * then read twice.
   */
  boolean answerFirst() {
    return answerFirst;
  }

  PointerTrie trie() {
    return slots.trie();
  }

  Values newValues() {
    return slots.values();
  }

  RecordLayout record() {
    return record;
  }

  /** The encoding of answers, if the definition names one. */
  Optional<Charset> charset() {
    return definition.charset();
  }

  RecordsDefinition records() {
    return definition.records();
  }

  FailureRules failures() {
    return failures;
  }

  /** Whether the records are one object, not a map of them; for shapes where that can differ. */
  boolean isOneObject(Values answer) {
    return objectWhen != FieldPlan.NOWHERE && answer.has(objectWhen);
  }

  /** The provider's own words, if it said any. */
  Optional<String> message(Values answer) {
    for (int slot : message) {
      if (answer.has(slot)) {
        return Optional.of(answer.text(slot));
      }
    }
    return Optional.empty();
  }

  /** Where the next page is, if there is one. */
  Optional<String> next(Values answer) {
    return next != FieldPlan.NOWHERE && answer.has(next) && !answer.text(next).isBlank()
        ? Optional.of(answer.text(next))
        : Optional.empty();
  }
}
