package dev.sluice.extauthz.decision.guard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query parameters of a request as its upstream decodes them: each name with all its values.
 */
public final class QueryParameters {
  private QueryParameters() {}

  /** Returns the values by name. */
  public static Map<String, List<String>> parse(String pathAndQuery) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int questionMark = pathAndQuery.indexOf('?');
    if (questionMark < 0) {
      return values;
    }
    var decoder = new PercentDecoder();
    for (String pair : pathAndQuery.substring(questionMark + 1).split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        int end = equals < 0 ? pair.length() : equals;
        String name = decode(decoder, pair, 0, end);
        String value = equals < 0 ? "" : decode(decoder, pair, equals + 1, pair.length());
        values.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
      }
    }
    return values;
  }

  private static String decode(PercentDecoder decoder, String pair, int from, int to) {
    decoder.decode(pair, from, to, true);
    return new String(decoder.bytes(), 0, decoder.length(), StandardCharsets.UTF_8);
  }
}
