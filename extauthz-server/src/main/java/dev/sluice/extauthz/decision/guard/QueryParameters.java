package dev.sluice.extauthz.decision.guard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query of a request as its upstream decodes it: each name with all of its values. */
final class QueryParameters {
  private QueryParameters() {}

  static Map<String, List<String>> parse(String pathAndQuery) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int mark = pathAndQuery.indexOf('?');
    if (mark < 0) {
      return values;
    }
    var text = new PercentDecoder();
    for (String pair : pathAndQuery.substring(mark + 1).split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        int end = equals < 0 ? pair.length() : equals;
        String name = read(text, pair, 0, end);
        String value = equals < 0 ? "" : read(text, pair, equals + 1, pair.length());
        values.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
      }
    }
    return values;
  }

  private static String read(PercentDecoder text, String pair, int from, int to) {
    text.decode(pair, from, to, true);
    return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
  }
}
