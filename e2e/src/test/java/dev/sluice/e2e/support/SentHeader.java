package dev.sluice.e2e.support;

import java.util.List;

/**
 * A header that a client sends.
 *
 * @param name the name as sent
 * @param values one value for each line
 * @param forgeable whether no upstream may see it
 */
public record SentHeader(String name, List<String> values, boolean forgeable) {
  public SentHeader {
    values = List.copyOf(values);
  }

  /** Returns whether a proxy may reject the request because of the name. */
  public boolean hasUnderscore() {
    return name.indexOf('_') >= 0;
  }

  /** Returns the lines as a client of HTTP/1.1 sends them. */
  public List<String> lines() {
    return values.stream().map(value -> name + ": " + value).toList();
  }
}
