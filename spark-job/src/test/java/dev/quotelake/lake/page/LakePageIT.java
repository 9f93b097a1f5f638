// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.page.SamplePage.OneSymbol;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a person sees it: in a real browser, narrow and wide, light and dark. */
class LakePageIT {
  private static final Path PICTURES = Path.of("target", "lake-page");

  @TempDir private Path folder;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Assumptions.assumeTrue(Browser.isInstalled(), "chromium is not installed");
    Files.createDirectories(PICTURES);
    browser = new Browser(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 700, 1000, 1400})
  void nothingSticksOutAndEverythingIsThere(int width) throws Exception {
    try (SamplePage page = new SamplePage(new OneSymbol("alpaca", "A".repeat(100)))) {
      for (String path : new String[] {"/", "/?choose", "/?hours=whole", "/?symbol=NONE"}) {
        URI address = page.address(path);
        int shown = number(address, width, "page.documentElement.scrollWidth");
        assertThat(shown).as(path).isLessThanOrEqualTo(width);
      }
      URI address = page.address("/");
      assertThat(number(address, width, visible(".tile"))).isEqualTo(6);
      assertThat(number(address, width, visible(".node")))
          .isEqualTo(page.graph.stored().size() + 1);
      assertThat(number(address, width, visible("#batches g"))).isEqualTo(100);
      assertThat(number(address, width, visible("#candles g"))).isEqualTo(124 + 1);
      assertThat(number(address, width, visible("#candles text"))).isBetween(6, 16);
    }
  }

  @Test
  void isLightByDayAndDarkByNight() throws Exception {
    try (SamplePage page = new SamplePage(new OneSymbol("alpaca", "ACME"))) {
      for (int width : new int[] {400, 1400}) {
        assertThat(brightness(page.address("/"), width, false)).isGreaterThan(200);
        assertThat(brightness(page.address("/"), width, true)).isLessThan(80);
      }
    }
  }

  private double brightness(URI page, int width, boolean dark) throws Exception {
    Path png = PICTURES.resolve(width + (dark ? "-dark" : "-light") + ".png");
    browser.picture(page, width, 1_600, dark, png);
    return Browser.brightness(png);
  }

  private int number(URI page, int width, String script) throws Exception {
    return Integer.parseInt(browser.look(page, width, script));
  }

  /** A script that counts the elements of a kind that take room. */
  private static String visible(String selector) {
    return "[...page.querySelectorAll('%s')].filter(e => e.getBoundingClientRect().height > 0).length"
        .formatted(selector);
  }
}
