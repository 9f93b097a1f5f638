// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** A real Chromium without a window. */
final class Browser {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private final Path folder;

  /**
   * @param folder for what it keeps
   */
  Browser(Path folder) {
    this.folder = folder;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Lets it lay a page out in a frame of that width, and answers the value of a script there. */
  String look(URI page, int width, String expression) throws Exception {
    Path probe =
        Files.writeString(
            folder.resolve("probe.html"),
            """
            <!DOCTYPE html><body style="margin:0"><iframe id="f" style="border:0;width:%dpx;height:3000px"></iframe>
            <script>
            fetch("%s").then(r => r.text()).then(page => {
              const f = document.getElementById("f");
              f.onload = () => { const page = f.contentDocument; document.title = "seen " + (%s) + " end"; };
              f.srcdoc = page;
            });
            </script></body>
            """
                .formatted(width, page, expression));
    String dom =
        run(
            List.of(
                "--allow-file-access-from-files",
                "--disable-web-security",
                "--virtual-time-budget=4000",
                "--window-size=1500,3000",
                "--dump-dom",
                probe.toUri().toString()));
    assertThat(dom).contains("<title>seen ");
    return dom.replaceAll("(?s).*<title>seen (.*?) end</title>.*", "$1");
  }

  /** Takes a picture. */
  void picture(URI page, int width, int height, boolean dark, Path png) throws Exception {
    List<String> options = new ArrayList<>();
    options.add("--window-size=" + width + "," + height);
    options.add("--hide-scrollbars");
    options.add("--screenshot=" + png.toAbsolutePath());
    if (dark) {
      options.add("--blink-settings=preferredColorScheme=0");
    }
    options.add(page.toString());
    run(options);
  }

  /** Mean brightness of a picture's left edge, 0 black to 255 white. */
  static double brightness(Path png) throws IOException {
    var image = ImageIO.read(png.toFile());
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      int rgb = image.getRGB(2, y);
      sum += ((rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF)) / 3;
    }
    return (double) sum / image.getHeight();
  }

  private String run(List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + folder.resolve("chromium")));
    command.addAll(options);
    Path output = folder.resolve("output");
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
}
