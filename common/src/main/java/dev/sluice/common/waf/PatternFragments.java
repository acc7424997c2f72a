package dev.sluice.common.waf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The named fragments of patterns: {@code {space}} is replaced by the definition of {@code space}.
 * A repeat count begins with a digit, so the two cannot be confused.
 */
final class PatternFragments {
  private static final int MOST = 64 * 1024;

  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  /**
   * A pattern after expansion.
   *
   * @param places the index in the source of each character of the text
   */
  record ExpandedPattern(String text, List<Integer> places) {
    ExpandedPattern {
      places = List.copyOf(places);
    }

    /** Returns the index in the source of a character. */
    int place(int index) {
      return places.get(Math.min(index, places.size() - 1));
    }
  }

  /** Defines a fragment, which may use earlier ones; returns the error, if there is one. */
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

  /** Marks a fragment whose problem is reported, so that it is not reported again for its users. */
  void refuse(String name) {
    refused.add(name);
  }

  /** Returns whether a pattern uses a fragment whose problem is reported. */
  boolean usesRefused(String source) {
    return refused.stream().anyMatch(name -> source.contains("{" + name + "}"));
  }

  /** Returns the reason why a pattern cannot be expanded, if there is one. */
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

  /** Returns the expansion of a pattern whose fragments are all defined. */
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

  /** Returns the end of the fragment name at a bracket; negative if there is no name. */
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
