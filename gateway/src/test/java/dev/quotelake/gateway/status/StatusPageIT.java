// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.sandbox.AlpacaDouble;
import dev.quotelake.gateway.sandbox.GatewayProgram;
import dev.quotelake.gateway.sandbox.SandboxBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page as a person sees it: in a real browser, narrow and wide, light and dark. */
class StatusPageIT {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "status-page").toAbsolutePath();

  @TempDir private Path profile;

  @Test
  void isReadableNarrowAndWideLightAndDark() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(BROWSER), "chromium is not installed");
    Files.createDirectories(PICTURES);
    try (SandboxBroker broker = SandboxBroker.start();
        AlpacaDouble alpaca = new AlpacaDouble()) {
      broker.create("quotes", 4);
      broker.create("quotes-dead-letters", 1);
      try (GatewayProgram gateway = GatewayProgram.start(settings(broker, alpaca)).awaitStarted()) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> gateway.page().contains("<td>IBM</td>"));

        for (int width : new int[] {400, 1400}) {
          int shown = look(gateway.pageUrl(), width);
          assertThat(shown).as("nothing sticks out at " + width + " px").isLessThanOrEqualTo(width);
          assertThat(brightness(picture(gateway.pageUrl(), width, false))).isGreaterThan(200);
          assertThat(brightness(picture(gateway.pageUrl(), width, true))).isLessThan(80);
        }
      }
    }
  }

  /** Lets the browser lay the page out and returns how wide it became. */
  private int look(String url, int width) throws Exception {
    Path probe =
        Files.writeString(
            profile.resolve("probe-" + width + ".html"),
            """
            <!DOCTYPE html><body style="margin:0"><iframe id="f" style="border:0;width:%dpx;height:2000px"></iframe>
            <script>
            fetch("%s").then(r => r.text()).then(page => {
              const f = document.getElementById("f");
              f.onload = () => document.title = "width " + f.contentDocument.documentElement.scrollWidth;
              f.srcdoc = page;
            });
            </script></body>
            """
                .formatted(width, url));
    String dom =
        run(
            List.of(
                "--allow-file-access-from-files",
                "--disable-web-security",
                "--virtual-time-budget=4000",
                "--window-size=1500,2000",
                "--dump-dom",
                probe.toUri().toString()));
    String title = dom.replaceAll("(?s).*<title>width (\\d+)</title>.*", "$1");
    return Integer.parseInt(title);
  }

  private Path picture(String url, int width, boolean dark) throws Exception {
    Path png = PICTURES.resolve(width + (dark ? "-dark" : "-light") + ".png");
    List<String> options = new ArrayList<>();
    options.add("--window-size=" + width + ",1000");
    options.add("--hide-scrollbars");
    options.add("--screenshot=" + png);
    if (dark) {
      options.add("--blink-settings=preferredColorScheme=0");
    }
    options.add(url);
    run(options);
    return png;
  }

  private String run(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(BROWSER.toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + profile.resolve("chromium")));
    command.addAll(options);
    Path output = profile.resolve("output");
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      browser.destroyForcibly();
    }
    return Files.readString(output);
  }

  /** Mean brightness of a picture's left edge, 0 black to 255 white. */
  private static double brightness(Path png) throws Exception {
    var image = ImageIO.read(png.toFile());
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      int rgb = image.getRGB(2, y);
      sum += ((rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF)) / 3;
    }
    return (double) sum / image.getHeight();
  }

  private static Map<String, String> settings(SandboxBroker broker, AlpacaDouble alpaca) {
    return Map.of(
        "quotelake.instance", "replica-1",
        "quotelake.hub.bootstrap-servers", broker.bootstrapServers(),
        "quotelake.providers.alpaca.definition", "alpaca",
        "quotelake.providers.alpaca.base-url", alpaca.url(),
        "quotelake.providers.alpaca.watchlist", "IBM,AIG,BRK.B,XNONE,GOOGL",
        "quotelake.providers.alpaca.credentials.key-id", "it",
        "quotelake.providers.alpaca.credentials.secret", "secret");
  }
}
