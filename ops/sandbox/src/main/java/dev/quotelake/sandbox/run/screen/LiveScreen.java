// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One screen that is drawn over in place: each frame is one write, each line is overwritten to its
 * end, so nothing flickers. At most 79 columns wide.
 */
public final class LiveScreen implements Screen {
  private static final String ESCAPE = "\u001b[";
  private static final String CLEAR_TO_LINE_END = ESCAPE + "K";
  private static final String CLEAR_BELOW = ESCAPE + "J";
  private static final String WRAP_OFF = ESCAPE + "?7l";
  private static final String WRAP_ON = ESCAPE + "?7h";
  private static final String CURSOR_OFF = ESCAPE + "?25l";
  private static final String CURSOR_ON = ESCAPE + "?25h";
  private static final String BOLD = ESCAPE + "1m";
  private static final String DIM = ESCAPE + "2m";
  private static final String PLAIN = ESCAPE + "0m";
  private static final String HOW_TO_END = DIM + "   Ctrl-C ends it in order" + PLAIN;

  private final PrintStream out;
  private int drawn;

  public LiveScreen(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(View view) {
    draw(frame(view));
  }

  @Override
  public void say(String line) {
    out.print(toTop() + CLEAR_BELOW + line + "\n");
    out.flush();
    drawn = 0;
  }

  @Override
  public void close() {
    out.print(CURSOR_ON + PLAIN);
    out.flush();
    drawn = 0;
  }

  private void draw(List<String> lines) {
    var frame = new StringBuilder(CURSOR_OFF + WRAP_OFF + toTop());
    lines.forEach(line -> frame.append(line).append(CLEAR_TO_LINE_END).append('\n'));
    out.print(frame + CLEAR_BELOW + WRAP_ON);
    out.flush();
    drawn = lines.size();
  }

  private String toTop() {
    return drawn == 0 ? "" : ESCAPE + drawn + "F";
  }

  static List<String> frame(View view) {
    var lines = new ArrayList<String>();
    String planned = view.planned().map(it -> " of " + Text.clock(it)).orElse("");
    String time = Text.clock(view.elapsed()) + planned;
    lines.add(BOLD + "quotelake" + PLAIN + "  " + view.doing() + "  " + time + HOW_TO_END);
    lines.add("");
    String head = count("quotes", "total", "a second") + delay("delay", "median", "99 %");
    lines.add(DIM + head + PLAIN);
    for (int i = 0; i < Math.max(view.quotes().size(), view.delays().size()); i++) {
      String left = i < view.quotes().size() ? count(view.quotes().get(i)) : count("", "", "");
      String right = i < view.delays().size() ? delay(view.delays().get(i)) : "";
      lines.add((left + right).stripTrailing());
    }
    lines.add("");
    view.parts().forEach((name, state) -> lines.add("%-13s %s".formatted(name, state)));
    lines.add("");
    view.places()
        .forEach((name, place) -> lines.add(DIM + "%-13s ".formatted(name) + PLAIN + place));
    return lines;
  }

  private static String count(Count count) {
    return count(count.name(), Text.count(count.total()), Text.count(Math.round(count.rate())));
  }

  private static String count(String name, String total, String rate) {
    return "%-11s %12s %9s".formatted(name, total, rate);
  }

  private static String delay(Delay delay) {
    return delay(delay.step(), Text.seconds(delay.median()), Text.seconds(delay.slowest()));
  }

  private static String delay(String step, String median, String slowest) {
    return "    %-19s %8s %8s".formatted(step, median, slowest);
  }
}
