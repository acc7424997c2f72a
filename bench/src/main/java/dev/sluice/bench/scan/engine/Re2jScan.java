package dev.sluice.bench.scan.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** One pattern after the other over the whole text. */
final class Re2jScan implements Scan {
  private final byte[] text;
  private final List<Pattern> patterns =
      PeerPatterns.read().stream().map(Pattern::compile).toList();

  Re2jScan(byte[] text) {
    this.text = text;
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
