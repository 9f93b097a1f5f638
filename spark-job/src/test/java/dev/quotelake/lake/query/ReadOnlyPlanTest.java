// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only reads is let through, and nothing else, wherever in a statement it stands. */
class ReadOnlyPlanTest {

  private final SparkSession spark = LocalSpark.lakeSession();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "-- what a comment says: delete from t\nselect 1",
        "/* so */ with x as (select 1) select * from x",
        "from t select a",
        "from t select a select b",
        "table t",
        "values (1), (2)",
        "select * from (values (1, 2)) as t(a, b)",
        "select * from delta.`/a/b` version as of 3",
        "select * from t timestamp as of '2026-01-01' where a in (select a from u)",
        "select a, count(*) from t tablesample (10 percent) group by a having a > 1 order by 1"
            + " limit 3 offset 2",
        "select * from a union select * from b except select * from c intersect select 1",
        "select * from t pivot (sum(x) for y in (1, 2))",
        "select * from t unpivot (v for n in (a, b))",
        "select * from a, lateral (select 1)",
        "select * from a left join b using (c) cross join d",
        "select sum(x) over w from t window w as (order by y)",
        "select /*+ broadcast(t) */ distinct * from t distribute by a sort by b",
        "select * from range(3) lateral view explode(array(1)) e as x",
        "select a from t group by rollup (a)",
        "select * from table_changes('t', 1)",
        "explain select * from t",
        "explain formatted with x as (select 1) select * from x",
        "describe t",
        "describe extended t",
        "describe t a",
        "describe query select 1",
        "describe function abs",
        "describe schema default",
        "describe history t limit 3",
        "describe history '/a/b'",
        "desc detail delta.`/a/b`",
        "show tables",
        "show tables like 'g*'",
        "show table extended like 'x'",
        "show create table t",
        "show columns in t",
        "show functions",
        "show partitions t",
        "show tblproperties t",
        "show views",
        "show schemas",
        "show catalogs",
        "show current schema",
        "set time zone 'Asia/Dhaka'",
        "set time zone local",
        "set time zone interval 5 hours",
      })
  void reads(String sql) throws Exception {
    assertThat(ReadOnlyPlan.of(spark, sql).nodes()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from t",
        "with x as (select 1) delete from delta.`/a/b`",
        "with x as (select 1) insert into t select * from x",
        "from t insert into u select a",
        "from t insert into u select a insert into v select b",
        "/* so */ insert overwrite t values (1)",
        "insert overwrite directory '/a' using parquet select 1",
        "update t set a = 1",
        "with x as (select 1) update t set a = 1",
        "merge into t using u on t.a = u.a when matched then delete",
        "create table t as select 1",
        "create or replace table delta.`/a/b` as select 1",
        "create table t (a int) using delta",
        "create temporary view v as select 1",
        "create function f as 'a.B'",
        "create schema s",
        "drop table t",
        "drop schema s cascade",
        "alter table t add column a int",
        "comment on table t is 'x'",
        "truncate table t",
        "optimize t",
        "optimize delta.`/a/b` zorder by (a)",
        "vacuum t",
        "vacuum '/a/b' retain 0 hours",
        "reorg table t apply (purge)",
        "restore table t to version as of 1",
        "convert to delta parquet.`/a/b`",
        "generate symlink_format_manifest for table t",
        "create table t shallow clone u",
        "cache table t",
        "cache lazy table t as select 1",
        "uncache table t",
        "clear cache",
        "refresh table t",
        "refresh '/a/b'",
        "analyze table t compute statistics",
        "msck repair table t",
        "load data inpath '/a' into table t",
        "use s",
        "set x = y",
        "set",
        "set spark.sql.session.timeZone",
        "reset",
        "add jar '/a.jar'",
        "list jars",
        "explain delete from t",
        "explain extended insert into t select 1",
        "explain create table t as select 1",
        "describe query with x as (select 1) insert into t select 1",
        "select transform(a) using 'rm -rf /' from t",
        "select * from (select transform(a) using 'cat' from t)",
        "select reflect('java.lang.System', 'exit', 1)",
        "select 1 where exists (select java_method('java.lang.System', 'exit', 1))",
        "select * from identifier('t')",
        "select identifier('java_method')('java.lang.System', 'exit', 1)",
        "select 1 where identifier('ref' || 'lect')('java.lang.System', 'exit', 1) is null",
        "select * from t timestamp as of identifier('reflect')('java.lang.System', 'exit', 1)",
        "explain select filter(array(1), x -> identifier('reflect')('a', 'b', x) > 0)",
        "select * from some_function_of_a_platform(1)",
      })
  void isRefused(String sql) {
    assertThatThrownBy(() -> ReadOnlyPlan.of(spark, sql))
        .satisfies(
            error ->
                assertThat(error.getClass().getSimpleName())
                    .isIn("QueryException", "ParseException"));
  }
}
