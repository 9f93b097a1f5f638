// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.command.SetCommand;
import scala.Product;

/**
 * What Spark's parser made of a statement, if it only reads. Every node of it must be of a kind
 * that is known to, wherever it stands: in a common table expression, in a subquery, below an
 * {@code explain}. Other parsers (Delta's, those of a platform) have more kinds; what is not listed
 * here is refused.
 *
 * @param root the statement
 * @param nodes all of it, each node before what is below it
 */
record ReadOnlyPlan(LogicalPlan root, List<TreeNode<?>> nodes) {

  private static final Set<String> QUERIES =
      Set.of(
          "Aggregate",
          "Distinct",
          "Except",
          "Filter",
          "Generate",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LateralJoin",
          "LocalLimit",
          "LocalRelation",
          "Offset",
          "OneRowRelation",
          "Pivot",
          "Project",
          "Range",
          "RebalancePartitions",
          "RelationTimeTravel",
          "Repartition",
          "RepartitionByExpression",
          "Sample",
          "Sort",
          "SubqueryAlias",
          "Union",
          "Unpivot",
          "UnresolvedHaving",
          "UnresolvedHint",
          "UnresolvedInlineTable",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTVFAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedWith",
          "WithWindowDefinition");

  private static final Set<String> COMMANDS =
      Set.of(
          "DescribeColumn",
          "DescribeDeltaDetailCommand",
          "DescribeDeltaHistory",
          "DescribeFunction",
          "DescribeNamespace",
          "DescribeQueryCommand",
          "DescribeRelation",
          "ExplainCommand",
          "ShowCatalogsCommand",
          "ShowColumns",
          "ShowCreateTable",
          "ShowCurrentNamespaceCommand",
          "ShowFunctions",
          "ShowNamespaces",
          "ShowPartitions",
          "ShowTableExtended",
          "ShowTableProperties",
          "ShowTables",
          "ShowTablesExtended",
          "ShowViews");

  /** What describe and show commands are about. */
  private static final Set<String> SUBJECTS =
      Set.of(
          "CurrentNamespace",
          "UnresolvedFunctionName",
          "UnresolvedNamespace",
          "UnresolvedPathBasedDeltaTable",
          "UnresolvedTable",
          "UnresolvedTableOrView");

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "explode",
          "explode_outer",
          "inline",
          "inline_outer",
          "json_tuple",
          "posexplode",
          "posexplode_outer",
          "range",
          "stack",
          "table_changes",
          "table_changes_by_path");

  /** They call any method of Java. */
  private static final Set<String> REFUSED_FUNCTIONS =
      Set.of("java_method", "reflect", "try_reflect");

  /** What ends the names of nodes that hide the name of a table or a function in a closure. */
  private static final String IDENTIFIER = "WithUnresolvedIdentifier";

  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  /**
   * Parses a statement.
   *
   * @throws QueryException if it is not known to only read
   */
  static ReadOnlyPlan of(SparkSession spark, String sql) throws Exception {
    LogicalPlan root = spark.sessionState().sqlParser().parsePlan(sql);
    List<TreeNode<?>> nodes = new ArrayList<>();
    walk(root, nodes::add);
    nodes.forEach(ReadOnlyPlan::refuseUnlessReading);
    return new ReadOnlyPlan(root, nodes);
  }

  /** What the statement is, in Spark's words. */
  String kind() {
    return kindOf(root);
  }

  /**
   * What a node is, in Spark's words: the name of its class, a Scala object's without the dollar.
   */
  static String kindOf(TreeNode<?> node) {
    return node.getClass().getSimpleName().replace("$", "");
  }

  /** Goes through all that a node was made of, not only through what it calls its children. */
  private static void walk(Object part, Consumer<TreeNode<?>> visitor) {
    if (part instanceof TreeNode<?> node) {
      visitor.accept(node);
    }
    if (part instanceof scala.collection.Iterable<?> several) {
      several.iterator().foreach(one -> walkOn(one, visitor));
    } else if (part instanceof Product made) {
      made.productIterator().foreach(one -> walkOn(one, visitor));
    }
  }

  private static Object walkOn(Object part, Consumer<TreeNode<?>> visitor) {
    walk(part, visitor);
    return null;
  }

  private static void refuseUnlessReading(TreeNode<?> node) {
    String kind = kindOf(node);
    refuseUnless(!kind.endsWith(IDENTIFIER), "identifier()");
    if (node instanceof SetCommand set) {
      refuseUnless(setsTimeZone(set), "set");
    } else if (node instanceof UnresolvedTableValuedFunction function) {
      String name = function.name().last().toString();
      refuseUnless(TABLE_FUNCTIONS.contains(lower(name)), "the table function " + name);
    } else if (node instanceof UnresolvedFunction function) {
      String name = function.nameParts().last().toString();
      refuseUnless(!REFUSED_FUNCTIONS.contains(lower(name)), "the function " + name);
    } else if (node instanceof LogicalPlan) {
      refuseUnless(
          QUERIES.contains(kind) || COMMANDS.contains(kind) || SUBJECTS.contains(kind), kind);
    }
  }

  private static boolean setsTimeZone(SetCommand set) {
    return set.kv().isDefined()
        && set.kv().get()._1().equals(TIME_ZONE)
        && set.kv().get()._2().isDefined();
  }

  private static void refuseUnless(boolean reads, String what) {
    if (!reads) {
      throw new QueryException(
          "refused, because "
              + what
              + " is not known to only read: ask with select, with, from, values, table, explain,"
              + " describe or show; set time zone is allowed too");
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
