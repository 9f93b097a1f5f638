// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * HTML in the making, SVG included. Names of tags and attributes are ours; every text and every
 * value of an attribute is escaped, wherever it comes from.
 */
final class Html {
  private final StringBuilder out = new StringBuilder(32_768);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Ends the element begun last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Adds text. */
  Html text(Object text) {
    escape(text.toString());
    return this;
  }

  /** Adds an element that holds text alone. */
  Html element(String tag, Object text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Adds an element without content that HTML does not close, such as {@code meta}. */
  Html single(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    return this;
  }

  /** Adds an SVG shape. */
  Html shape(String tag, Object... attributes) {
    return open(tag, attributes).close();
  }

  /** Adds an SVG rectangle of a class; its place is in percent, from its top left corner. */
  Html rectangle(String kind, double x, double y, double width, double height) {
    return shape(
        "rect",
        "class",
        kind,
        "x",
        percent(x),
        "y",
        percent(y),
        "width",
        percent(width),
        "height",
        percent(height));
  }

  /** Adds our own style sheet as it is. */
  Html style(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** A place within an SVG, in percent of its size. */
  static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1].toString());
      out.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
  }

  /** The whole of it, when every element is closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are still open: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }
}
