package dev.sluice.common.match.search;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A recording of the matches and watermarks of a pattern set over a text in chunks. */
record RecordedMatches(List<Match> all, List<Long> watermarks) {
  record Match(int pattern, long from, long to) {}

  static TextPattern pattern(String source) {
    return switch (TextPattern.parse(source)) {
      case PatternResult.Accepted(TextPattern pattern) -> pattern;
      case PatternResult.Rejected(int index, String message) ->
          throw new AssertionError(source + " at " + index + ": " + message);
    };
  }

  static PatternSet set(String... sources) {
    return set(1000, sources);
  }

  static PatternSet set(int maxLength, String... sources) {
    List<PatternSet.Entry> entries = new ArrayList<>();
    for (String source : sources) {
      entries.add(new PatternSet.Entry(pattern(source), maxLength, MatchCheck.ACCEPT_ALL));
    }
    return PatternSet.compile(entries);
  }

  static RecordedMatches whole(PatternSet set, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return cut(set, bytes, List.of(bytes.length));
  }

  static RecordedMatches cut(PatternSet set, byte[] text, List<Integer> cuts) {
    List<Match> all = new ArrayList<>();
    List<Long> settled = new ArrayList<>();
    MatchCursor cursor =
        set.cursor((pattern, offset, bytes, from, to) -> {
          for (int i = from; i < to; i++) {
            if (bytes[i] != text[(int) offset + i - from]) {
              throw new AssertionError("the listener saw other bytes than the text has");
            }
          }
          all.add(new Match(pattern, offset, offset + to - from));
        });
    int at = 0;
    for (int cut : cuts) {
      cursor.feed(text, at, cut);
      settled.add(cursor.watermark());
      at = cut;
    }
    cursor.end();
    return new RecordedMatches(all, settled);
  }

  static List<Integer> bytewise(int length) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i <= length; i++) {
      cuts.add(i);
    }
    return cuts;
  }

  static List<Integer> randomCuts(RandomGenerator random, int length) {
    List<Integer> cuts = new ArrayList<>();
    for (int at = 0; at < length; ) {
      at = Math.min(length, at + random.nextInt(1, 12));
      cuts.add(at);
    }
    return cuts;
  }

  List<String> texts(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return all.stream()
        .map(m ->
            new String(bytes, (int) m.from(), (int) (m.to() - m.from()), StandardCharsets.UTF_8))
        .toList();
  }
}
