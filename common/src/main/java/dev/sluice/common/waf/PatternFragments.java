package dev.sluice.common.waf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parts of patterns that have names: {@code {space}} stands for what {@code space} is. A repeat
 * count begins with a digit, so that the two are never the same.
 */
final class PatternFragments {
  private static final int MOST = 64 * 1024;

  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  /**
   * A pattern with its fragments in their places.
   *
   * @param places where each character of the text stands in what was written
   */
  record ExpandedPattern(String text, List<Integer> places) {
    ExpandedPattern {
      places = List.copyOf(places);
    }

    /** Where the character at an index was written. */
    int place(int index) {
      return places.get(Math.min(index, places.size() - 1));
    }
  }

  /** Defines a fragment, which may have earlier ones in it; tells why it cannot. */
  Optional<String> define(String name, String source) {
    if (usesRefused(source)) {
      refuse(name);
      return Optional.empty();
    }
    Optional<String> unknown = findUnknown(source);
    if (unknown.isEmpty()) {
      texts.put(name, expand(source).text());
    } else {
      refuse(name);
    }
    return unknown;
  }

  /**
   * Notes a fragment whose problem is reported, so that it is not reported where it is used too.
   */
  void refuse(String name) {
    refused.add(name);
  }

  /** Whether a pattern uses a fragment whose problem is reported. */
  boolean usesRefused(String source) {
    return refused.stream().anyMatch(name -> source.contains("{" + name + "}"));
  }

  /** Why a pattern cannot be expanded. */
  Optional<String> findUnknown(String source) {
    int length = source.length();
    for (int at = source.indexOf('{'); at >= 0; at = source.indexOf('{', at + 1)) {
      int end = end(source, at);
      if (end > 0 && !texts.containsKey(source.substring(at + 1, end))) {
        return Optional.of("{" + source.substring(at + 1, end) + "} is not defined before it");
      }
      length += end > 0 ? texts.getOrDefault(source.substring(at + 1, end), "").length() : 0;
    }
    return length > MOST ? Optional.of("is too long with its fragments") : Optional.empty();
  }

  /** What the pattern is, of known fragments. */
  ExpandedPattern expand(String source) {
    var text = new StringBuilder();
    var places = new ArrayList<Integer>();
    for (int at = 0; at < source.length(); ) {
      int end = source.charAt(at) == '{' ? end(source, at) : -1;
      String piece =
          end > 0
              ? texts.getOrDefault(source.substring(at + 1, end), "")
              : source.substring(at, at + 1);
      text.append(piece);
      for (int i = 0; i < piece.length(); i++) {
        places.add(at);
      }
      at = end > 0 ? end + 1 : at + 1;
    }
    places.add(source.length());
    return new ExpandedPattern(text.toString(), places);
  }

  /** Where the name that begins at a bracket ends; negative if none begins there. */
  private static int end(String source, int at) {
    boolean escaped = at > 0 && source.charAt(at - 1) == '\\';
    int end = source.indexOf('}', at);
    boolean name =
        !escaped
            && end > at + 1
            && source.substring(at + 1, end).chars().allMatch(c -> c >= 'a' && c <= 'z');
    return name ? end : -1;
  }
}
