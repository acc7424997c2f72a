package dev.sluice.extproc.policy;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list of values that are not findings although they match: texts in any letter case, and full
 * matches of patterns.
 */
public final class AllowList {
  /** A list that allows no value. */
  public static final AllowList EMPTY = new AllowList(Set.of(), List.of());

  private final Set<String> texts;
  private final List<PatternSet> patterns;

  private AllowList(Set<String> texts, List<PatternSet> patterns) {
    this.texts = Set.copyOf(texts);
    this.patterns = List.copyOf(patterns);
  }

  /** Creates a list; {@code texts} are in lower case and, like the patterns, normalized. */
  static AllowList of(Set<String> texts, List<PatternSet.Entry> patterns) {
    return texts.isEmpty() && patterns.isEmpty()
        ? EMPTY
        : new AllowList(
            texts, patterns.isEmpty() ? List.of() : List.of(PatternSet.compile(patterns)));
  }

  /** Returns a list of the values of both lists. */
  AllowList plus(AllowList other) {
    if (this == EMPTY || other == EMPTY) {
      return this == EMPTY ? other : this;
    }
    return new AllowList(
        Stream.concat(texts.stream(), other.texts.stream()).collect(Collectors.toSet()),
        Stream.concat(patterns.stream(), other.patterns.stream()).toList());
  }

  /** Returns true if the value between two positions is allowed. */
  public boolean allows(byte[] text, int from, int to) {
    if (this == EMPTY) {
      return false;
    }
    String value = new String(text, from, to - from, StandardCharsets.UTF_8);
    return texts.contains(value.toLowerCase(Locale.ROOT))
        || patterns.stream().anyMatch(set -> matchesAll(set, text, from, to));
  }

  private static boolean matchesAll(PatternSet set, byte[] text, int from, int to) {
    var all = new AtomicBoolean();
    MatchCursor cursor =
        set.cursor((pattern, offset, bytes, start, end) -> {
          if (offset == 0 && end - start == to - from) {
            all.set(true);
          }
        });
    cursor.feed(text, from, to);
    cursor.end();
    return all.get();
  }
}
