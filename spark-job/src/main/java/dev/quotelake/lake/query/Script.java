// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text of any number of statements, each ended by a semicolon; the last may do without. Quotes
 * and comments are those of Spark SQL: a backslash escapes but in a raw string, and comments nest.
 */
public final class Script {

  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private boolean complete = true;
  private int begin = -1;

  private Script(String text) {
    this.text = text;
    for (int at = 0; at < text.length(); ) {
      at = step(at);
    }
    complete &= begin < 0;
    end(text.length());
  }

  /**
   * A statement of a script.
   *
   * @param sql without the semicolon and without comments before it
   * @param line of the script in which it begins, from 1
   * @param column of that line in which it begins, from 1
   */
  public record Statement(String sql, int line, int column) {}

  /** Takes text apart. */
  public static Script of(String text) {
    return new Script(text);
  }

  /** The statements in order; what is empty or only comment is none. */
  public List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** Whether nothing has begun that has not ended, so that no more need come. */
  boolean isComplete() {
    return complete;
  }

  /** Takes the token that begins here, and says where the next one does. */
  private int step(int at) {
    char c = text.charAt(at);
    if (text.startsWith("--", at)) {
      int newline = text.indexOf('\n', at);
      return newline < 0 ? text.length() : newline + 1;
    }
    if (text.startsWith("/*", at)) {
      return comment(at);
    }
    if (c == ';') {
      end(at);
      return at + 1;
    }
    if (begin < 0 && !Character.isWhitespace(c)) {
      begin = at;
    }
    return c == '\'' || c == '"' || c == '`' ? quoted(at, c) : at + 1;
  }

  private int comment(int start) {
    int depth = 1;
    for (int at = start + 2; at < text.length(); at++) {
      if (text.startsWith("/*", at)) {
        depth++;
        at++;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at++;
      }
      if (depth == 0) {
        return at + 1;
      }
    }
    complete = false;
    return text.length();
  }

  private int quoted(int start, char quote) {
    boolean escapes = quote != '`' && !isRaw(start);
    for (int at = start + 1; at < text.length(); at++) {
      if (text.charAt(at) == quote) {
        return at + 1;
      }
      if (escapes && text.charAt(at) == '\\') {
        at++;
      }
    }
    complete = false;
    return text.length();
  }

  private boolean isRaw(int quote) {
    return quote > 0
        && "rR".indexOf(text.charAt(quote - 1)) >= 0
        && (quote == 1 || !Character.isJavaIdentifierPart(text.charAt(quote - 2)));
  }

  private void end(int at) {
    if (begin >= 0) {
      String before = text.substring(0, begin);
      statements.add(
          new Statement(
              text.substring(begin, at).stripTrailing(),
              1 + (int) before.chars().filter(c -> c == '\n').count(),
              begin - before.lastIndexOf('\n')));
      begin = -1;
    }
  }
}
