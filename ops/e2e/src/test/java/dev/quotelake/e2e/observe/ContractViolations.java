// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import java.util.ArrayList;
import java.util.List;

/** What of an expression is not in the contract. */
final class ContractViolations {

  private final MetricsContract contract;

  ContractViolations(MetricsContract contract) {
    this.contract = contract;
  }

  /** One sentence for each mistake; empty when all is well. */
  List<String> in(String expression) {
    List<String> found = new ArrayList<>();
    PromExpression parsed = PromExpression.of(expression);
    parsed.groupingLabels().stream()
        .filter(label -> !contract.knowsLabel(label))
        .forEach(label -> found.add("label " + label + " is on no metric"));
    parsed.selectors().forEach(selector -> check(selector, found));
    return found;
  }

  private void check(PromExpression.Selector selector, List<String> found) {
    String name = selector.name();
    if (contract.owner(name).isEmpty() && !contract.isExternal(name)) {
      found.add(name + " is not in ops/contract/metrics.yaml");
      return;
    }
    for (PromExpression.LabelMatcher matcher : selector.matchers()) {
      if (!contract.allows(name, matcher.label())) {
        found.add(name + " has no label " + matcher.label());
      }
      matcher.values().stream()
          .filter(value -> !contract.allowsValue(matcher.label(), value))
          .forEach(value -> found.add(matcher.label() + " is never " + value + " (" + name + ")"));
    }
  }
}
