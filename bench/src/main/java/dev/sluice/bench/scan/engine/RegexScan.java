package dev.sluice.bench.scan.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One pattern after the other over the whole text, which is decoded beforehand. */
final class RegexScan implements Scan {
  private final String text;
  private final List<Pattern> patterns =
      PeerPatterns.read().stream().map(Pattern::compile).toList();

  RegexScan(byte[] text) {
    this.text = new String(text, StandardCharsets.UTF_8);
  }

  @Override
  public long pass(int piece) {
    long found = 0;
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        found++;
      }
    }
    return found;
  }
}
