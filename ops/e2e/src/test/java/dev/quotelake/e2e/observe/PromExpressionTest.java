// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromExpressionTest {

  private final ContractViolations violations = new ContractViolations(MetricsContract.read());

  @Test
  void findsNamesLabelsAndValues() {
    PromExpression expression =
        PromExpression.of(
            "histogram_quantile(0.95, sum by (hop, le) (rate(a_bucket{hop=~\"x|y\", b=\"$b\"}[2m])))"
                + " > on (hop) group_left () max(c:d) and label_replace(e, \"f\", \"g\", \"\", \"\")");

    assertThat(expression.groupingLabels()).containsExactly("hop", "le", "hop");
    assertThat(expression.selectors())
        .extracting(PromExpression.Selector::name)
        .containsExactly("a_bucket", "c:d", "e");
    assertThat(expression.selectors().get(0).matchers())
        .containsExactly(
            new PromExpression.LabelMatcher("hop", List.of("x", "y")),
            new PromExpression.LabelMatcher("b", List.of()));
  }

  @Test
  void namesEveryKindOfMistake() {
    assertThat(violations.in("rate(quotelake_hop_seconds[5m])"))
        .containsExactly("quotelake_hop_seconds is not in ops/contract/metrics.yaml");
    assertThat(violations.in("quotelake_hop_seconds_sum{symbol=\"IBM\"}"))
        .containsExactly("quotelake_hop_seconds_sum has no label symbol");
    assertThat(violations.in("quotelake_hop_seconds_sum{hop=\"copper\"}"))
        .containsExactly("hop is never copper (quotelake_hop_seconds_sum)");
    assertThat(violations.in("sum by (symbol) (up)"))
        .containsExactly("label symbol is on no metric");
  }

  @Test
  void findsNothingInAGoodExpression() {
    assertThat(
            violations.in(
                "sum by (hop, le) (rate(quotelake_hop_seconds_bucket{flow=\"market\", le=\"1.0\"}[$__rate_interval]))"))
        .isEmpty();
  }
}
