// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.DurationText;
import dev.quotelake.lake.config.LakeSettings;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.StoredSettings;
import dev.quotelake.lake.pipeline.store.Tables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands must agree on is kept with the lake. */
class LakeSettingsTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Tables tables;

  @BeforeEach
  void placeTables() {
    tables = Tables.at(LocalSpark.lakeSession(), folder + "/");
  }

  @Test
  void whatIsNotGivenIsTheDefaultWhereNothingIsKept() {
    assertThat(settings().limits()).isEqualTo(QuoteLimits.defaults());
    assertThat(settings().duplicateWindow()).isEqualTo(Duration.ofHours(1));
    assertThat(settings("--duplicate-window=2h").duplicateWindow()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void whatIsKeptHoldsWhereNothingIsGiven() {
    new Schemas(tables).prepare(MarketTables.graph(QuoteLimits.defaults()));
    new StoredSettings(tables)
        .keep(settings("--duplicate-window=2h", "--max-spread-percent=7.50").texts());

    assertThat(settings().duplicateWindow()).isEqualTo(Duration.ofHours(2));
    assertThat(settings().limits().maxSpreadPercent()).isEqualTo(new BigDecimal("7.5"));
    assertThat(settings("--duplicate-window=120m").texts()).isEqualTo(settings().texts());
    assertThatThrownBy(() -> settings("--duplicate-window=3h"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "--duplicate-window is 3h, but this lake has 2h: leave the option out, or change it for"
                + " all commands with: settings --duplicate-window 3h");
  }

  @Test
  void marketsOfProvidersAreKept() {
    new Schemas(tables).prepare(MarketTables.graph(QuoteLimits.defaults()));
    new StoredSettings(tables).keep(settings("--market=kraken=24/7,alpaca=XNYS").texts());

    assertThat(settings().markets()).isEqualTo(Map.of("alpaca", "XNYS", "kraken", "24/7"));
    assertThat(settings("--market", "alpaca=XNYS", "--market", "kraken=24/7").texts())
        .isEqualTo(settings().texts());
    assertThatThrownBy(() -> settings("--market=alpaca=XETR"))
        .hasMessageContaining("this lake has alpaca=XNYS,kraken=24/7");
    assertThatThrownBy(() -> settings("--calendars=own")).hasMessageContaining("has (none)");
    assertThat(run("settings", "--market=alpaca=XXXX")).isEqualTo(1);
    assertThat(err.toString()).contains("nobody knows the hours of XXXX").hasLineCount(1);
  }

  @Test
  void commandsShowAndChangeThem() {
    new Schemas(tables).prepare(MarketTables.graph(QuoteLimits.defaults()));
    new StoredSettings(tables).keep(Map.of("future-tolerance", "10m"));

    assertThat(run("plan")).isZero();
    assertThat(out.toString()).contains("--future-tolerance 10m", "--duplicate-window 1h");
    assertThat(run("plan", "--future-tolerance=5m")).isEqualTo(1);
    assertThat(err.toString()).contains("this lake has 10m").hasLineCount(1);

    assertThat(run("settings", "--future-tolerance=5m")).isZero();
    assertThat(out.toString()).contains("--future-tolerance 5m").contains("refresh silver_quotes");
    assertThat(run("plan", "--future-tolerance=5m")).isZero();
  }

  private LakeSettings settings(String... given) {
    TableOptions options = new TableOptions();
    List<String> arguments = new ArrayList<>(List.of("--tables", folder + "/"));
    arguments.addAll(List.of(given));
    new CommandLine(options)
        .registerConverter(Duration.class, DurationText::parse)
        .registerConverter(TableOptions.ProviderMarket.class, TableOptions.ProviderMarket::of)
        .parseArgs(arguments.toArray(String[]::new));
    return options.settings(tables);
  }

  private int run(String command, String... given) {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(command, "--tables", folder + "/"));
    arguments.addAll(List.of(given));
    return LakeCommand.line(MarketTables::graph)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
