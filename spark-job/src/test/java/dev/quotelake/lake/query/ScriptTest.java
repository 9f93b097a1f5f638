// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.query.Script.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

  @Test
  void semicolonsEndStatementsButNotWithinQuotesAndComments() {
    assertThat(
            sql(
                """
                -- not; this
                select ';', ";", `;` from a /* nor; /* this; */ one; */; select 'it\\'s; one';
                ;
                select r'\\'; select 4\
                """))
        .containsExactly(
            "select ';', \";\", `;` from a /* nor; /* this; */ one; */",
            "select 'it\\'s; one'",
            "select r'\\'",
            "select 4");
  }

  @Test
  void aStatementKnowsWhereItBegins() {
    assertThat(Script.of("select 1;\n\n  -- two\n  select\n2; select 3").statements())
        .containsExactly(
            new Statement("select 1", 1, 1),
            new Statement("select\n2", 4, 3),
            new Statement("select 3", 5, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"select 1;", "", "  \n", "-- only a comment", "/* so */ ;", "select ';';"})
  void nothingMoreNeedCome(String text) {
    assertThat(Script.of(text).isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 1", "select ';", "select 1; select", "/* ;", "select \"\\\";"})
  void moreIsToCome(String text) {
    assertThat(Script.of(text).isComplete()).isFalse();
  }

  private static List<String> sql(String script) {
    return Script.of(script).statements().stream().map(Statement::sql).toList();
  }
}
