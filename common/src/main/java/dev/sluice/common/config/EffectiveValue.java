package dev.sluice.common.config;

import java.util.List;
import java.util.Optional;

/**
 * A value that a server uses, as text without secrets.
 *
 * @param text the value; empty if there is none
 * @param items the items of a list; empty for a single value
 * @param origin the file with its line, the variable, or {@code default}
 */
public record EffectiveValue(String text, Optional<List<String>> items, String origin) {
  static final String DEFAULT = "default";
  static final String NOT_SET = "not set";

  public EffectiveValue {
    items = items.map(List::copyOf);
  }

  static EffectiveValue single(String text, String origin) {
    return new EffectiveValue(text, Optional.empty(), origin);
  }

  static EffectiveValue list(List<String> items, String origin) {
    return new EffectiveValue(items.toString(), Optional.of(items), origin);
  }
}
