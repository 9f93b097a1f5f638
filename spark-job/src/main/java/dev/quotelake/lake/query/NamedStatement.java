// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.query.NamedTables.NamedTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.trees.TreeNode;

/**
 * A statement whose names Spark knows. The tables it reads become views of the session. Where Spark
 * wants the stored table itself (a history, properties) the statement is made to name that, and
 * where it wants a table as it was, a view of it then.
 */
final class NamedStatement {

  private static final Set<String> LISTS = Set.of("ShowTables", "ShowTableExtended", "ShowViews");

  /** What stands between a table and its alias, or is the alias. */
  private static final Set<String> ALIASES =
      Set.of("Sample", "SubqueryAlias", "UnresolvedSubqueryColumnAliases");

  /** White space or a comment. */
  private static final String GAP = "(?:\\s++|--[^\n]*\n|/\\*(?s:.*?)\\*/)";

  private final NamedTables tables;
  private final ReadOnlyPlan plan;
  private final String sql;
  private final List<Replacement> replacements = new ArrayList<>();

  private NamedStatement(NamedTables tables, ReadOnlyPlan plan, String sql) {
    this.tables = tables;
    this.plan = plan;
    this.sql = sql;
  }

  /** Other text for a piece of the statement. */
  private record Replacement(int begin, int end, String text) {}

  /**
   * Makes the names of a statement known.
   *
   * @return the statement to give to Spark
   */
  static String of(NamedTables tables, ReadOnlyPlan plan, String sql) {
    NamedStatement statement = new NamedStatement(tables, plan, sql);
    statement.makeKnown();
    return statement.replaced();
  }

  private void makeKnown() {
    if (LISTS.contains(plan.kind())) {
      tables.showAll();
    }
    Set<Object> asTheyWere = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> aliased = Collections.newSetFromMap(new IdentityHashMap<>());
    for (TreeNode<?> node : plan.nodes()) {
      if (ALIASES.contains(ReadOnlyPlan.kindOf(node))) {
        aliased.add(node.children().head());
      } else if (node instanceof RelationTimeTravel then) {
        asTheyWere.add(then.relation());
        showThen(then, !aliased.contains(then));
      } else if (node instanceof UnresolvedRelation table && !asTheyWere.contains(table)) {
        tables.named(table.multipartIdentifier()).ifPresent(tables::show);
      } else if (node instanceof UnresolvedTableOrView table) {
        tables.named(table.multipartIdentifier()).ifPresent(found -> describe(found, node));
      } else if (node instanceof UnresolvedTable table) {
        tables.named(table.multipartIdentifier()).ifPresent(found -> nameStored(found, node));
      }
    }
  }

  private void showThen(RelationTimeTravel then, boolean needsAlias) {
    if (then.relation() instanceof UnresolvedRelation relation) {
      tables
          .named(relation.multipartIdentifier())
          .ifPresent(
              table -> {
                String view =
                    then.version().isDefined()
                        ? tables.showVersion(table, then.version().get())
                        : tables.showTime(table, text(then.timestamp().get()));
                String alias = needsAlias ? " as " + table.name() : "";
                replacements.add(
                    new Replacement(begin(relation), end(then), "`" + view + "`" + alias));
              });
    }
  }

  private void describe(NamedTable table, TreeNode<?> node) {
    if (plan.kind().equals("ShowTableProperties")) {
      nameStored(table, node);
    } else {
      tables.show(table);
    }
  }

  private void nameStored(NamedTable table, TreeNode<?> node) {
    String stored = tables.identifier(table);
    if (node.origin().startIndex().isDefined()) {
      replacements.add(new Replacement(begin(node), end(node), stored));
      return;
    }
    // Delta's parser does not say where its names stand.
    Matcher name =
        Pattern.compile(
                "%1$s*desc(?:ribe)?%1$s+(?:history|detail)%1$s+(`?%2$s\\b`?)"
                    .formatted(GAP, table.name()),
                Pattern.CASE_INSENSITIVE)
            .matcher(sql);
    if (name.lookingAt()) {
      replacements.add(new Replacement(name.start(1), name.end(1), stored));
    }
  }

  private String text(TreeNode<?> node) {
    return sql.substring(begin(node), end(node));
  }

  private int begin(TreeNode<?> node) {
    return place((int) node.origin().startIndex().get());
  }

  private int end(TreeNode<?> node) {
    return place((int) node.origin().stopIndex().get() + 1);
  }

  /** Spark's parser counts code points. */
  private int place(int codePoints) {
    return sql.offsetByCodePoints(0, codePoints);
  }

  private String replaced() {
    StringBuilder text = new StringBuilder(sql);
    replacements.stream()
        .sorted(Comparator.comparing(Replacement::begin).reversed())
        .forEach(piece -> text.replace(piece.begin(), piece.end(), piece.text()));
    return text.toString();
  }
}
