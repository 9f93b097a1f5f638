// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Reads on until a statement has its semicolon; what needs none is a line of its own. */
final class ShellParser implements Parser {

  private static final Set<String> WORDS = Set.of("exit", "help", "quit");

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isWhole(line.strip())) {
      throw new EOFError(-1, cursor, "the statement goes on until a semicolon");
    }
    int begin = cursor;
    while (begin > 0 && isPartOfWord(line.charAt(begin - 1))) {
      begin--;
    }
    int end = cursor;
    while (end < line.length() && isPartOfWord(line.charAt(end))) {
      end++;
    }
    return new Word(line, cursor, line.substring(begin, end), cursor - begin);
  }

  private static boolean isWhole(String text) {
    return text.startsWith("\\")
        || WORDS.contains(text.toLowerCase(Locale.ROOT))
        || Script.of(text).isComplete();
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '\\';
  }

  /** The line with the word at the cursor, which is all that completion asks for. */
  private record Word(String line, int cursor, String word, int wordCursor) implements ParsedLine {

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }
  }
}
