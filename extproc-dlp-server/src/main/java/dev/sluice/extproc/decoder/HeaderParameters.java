package dev.sluice.extproc.decoder;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A parser of the parameters in a header value: {@code ; name=value}, where a value may be quoted.
 */
public final class HeaderParameters {
  private final String header;
  private final Map<String, String> values = new HashMap<>();
  private int at;

  private HeaderParameters(String header) {
    this.header = header;
    int end = header.indexOf(';');
    at = end < 0 ? header.length() : end;
  }

  /** Returns the parameters by their names in lower case; empty if readers could differ. */
  public static Optional<Map<String, String>> of(String header) {
    var parameters = new HeaderParameters(header);
    while (parameters.at < header.length()) {
      if (!parameters.next()) {
        return Optional.empty();
      }
    }
    return Optional.of(Map.copyOf(parameters.values));
  }

  private boolean next() {
    at++;
    skipBlank();
    if (at == header.length() || header.charAt(at) == ';') {
      return true;
    }
    int equals = header.indexOf('=', at);
    if (equals < 0) {
      return false;
    }
    String name = header.substring(at, equals).strip().toLowerCase(Locale.ROOT);
    at = equals + 1;
    skipBlank();
    Optional<String> value =
        at < header.length() && header.charAt(at) == '"' ? quoted() : Optional.of(bare());
    skipBlank();
    boolean ends = at == header.length() || header.charAt(at) == ';';
    return value.isPresent() && ends && values.put(name, value.get()) == null;
  }

  private Optional<String> quoted() {
    var value = new StringBuilder();
    for (int i = at + 1; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        at = i + 1;
        return Optional.of(value.toString());
      }
      if (c == '\\' && i + 1 < header.length()) {
        i++;
      }
      value.append(header.charAt(i));
    }
    return Optional.empty();
  }

  private String bare() {
    int from = at;
    while (at < header.length() && " \t;,\"".indexOf(header.charAt(at)) < 0) {
      at++;
    }
    return header.substring(from, at);
  }

  private void skipBlank() {
    while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
      at++;
    }
  }
}
