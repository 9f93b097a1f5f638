// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.http.definition.Template.Part;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to ask. Texts may hold placeholders: see {@link Template}.
 *
 * @param baseUrl scheme, host, port and perhaps the first part of the path
 * @param path the rest of the path
 * @param query parameters by name, in order
 * @param headers header fields by name
 * @param basicAuthentication user and password for HTTP Basic
 * @param symbolsAtMost symbols in one request
 * @param separator between symbols in a list
 * @param spelling how requests spell symbols
 * @param parameters values of {@code parameters.NAME} placeholders that settings may replace
 */
public record RequestDefinition(
    String baseUrl,
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    Optional<Basic> basicAuthentication,
    int symbolsAtMost,
    String separator,
    Spelling spelling,
    Map<String, String> parameters) {

  /** User and password for HTTP Basic. */
  public record Basic(Template user, Template password) {}

  /** The keys that are needed to ask. */
  public Set<String> credentialNames() {
    return Stream.of(
            Stream.of(path),
            query.values().stream(),
            headers.values().stream(),
            basicAuthentication.stream()
                .flatMap(basic -> Stream.of(basic.user(), basic.password())))
        .flatMap(Function.identity())
        .flatMap(template -> template.parts().stream())
        .filter(Part.Credential.class::isInstance)
        .map(part -> ((Part.Credential) part).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
