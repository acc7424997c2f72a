package dev.sluice.ctl.policytest.file;

import dev.sluice.common.waf.WafPart;
import dev.sluice.ctl.policytest.file.CorpusCase.CorpusLine;

/** The formats of the lines of a corpus. */
public enum CorpusFormat {
  LINES,
  /** A description, a tab, and the text, in which ⏎ is a line end. */
  DESCRIBED,
  /** A header, or a query behind a question mark. */
  REQUESTS;

  CorpusLine parse(int number, String line, WafPart part) {
    return switch (this) {
      case LINES -> new CorpusLine(number, part, "", line);
      case DESCRIBED ->
          new CorpusLine(
              number, part, "", line.substring(line.indexOf('\t') + 1).replace("⏎", "\n"));
      case REQUESTS -> request(number, line);
    };
  }

  private static CorpusLine request(int number, String line) {
    int colon = line.indexOf(": ");
    return line.startsWith("?") || colon < 0
        ? new CorpusLine(number, WafPart.QUERY, "", line.startsWith("?") ? line.substring(1) : line)
        : new CorpusLine(
            number, WafPart.HEADERS, line.substring(0, colon), line.substring(colon + 2));
  }
}
