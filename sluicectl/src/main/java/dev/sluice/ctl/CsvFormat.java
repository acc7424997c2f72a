package dev.sluice.ctl;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A formatter of CSV lines (RFC 4180). */
final class CsvFormat {
  private static final String FORMULA = "=+-@\t\r";

  private CsvFormat() {}

  static String line(List<? extends @Nullable String> cells) {
    return cells.stream().map(CsvFormat::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /**
   * Formats a cell. An apostrophe is added before text that a spreadsheet would read as a formula.
   */
  private static String cell(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean formula = text.length() > 1 && FORMULA.indexOf(text.charAt(0)) >= 0;
    String plain = formula ? "'" + text : text;
    return plain.matches("[^\",\r\n]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
  }
}
