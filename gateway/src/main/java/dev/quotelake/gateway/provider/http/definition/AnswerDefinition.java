// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.ProviderException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to read an answer.
 *
 * @param success statuses of answers that hold records
 * @param noContent statuses of answers that say there is nothing now
 * @param charset the encoding of the text, in place of what the answer declares
 * @param records where the records are
 * @param symbol which symbol a record speaks of
 * @param fields the numbers of a quote
 * @param currency the currency, if known
 * @param times ways to learn the time of a quote, in order
 * @param failures answers that tell of a failure, by its kind, whatever their status
 * @param message where the provider says in words what went wrong
 */
public record AnswerDefinition(
    StatusSet success,
    StatusSet noContent,
    Optional<Charset> charset,
    RecordsDefinition records,
    SymbolDefinition symbol,
    Map<QuoteField, FieldDefinition> fields,
    Optional<CurrencyDefinition> currency,
    List<TimeDefinition> times,
    Map<ProviderException.Kind, List<Condition>> failures,
    List<Pointer> message) {}
