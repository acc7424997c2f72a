package dev.sluice.extauthz.decision.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A conversion of claims to CEL values: integers become 64 bits wide, and null values are left out.
 */
final class CelClaimValues {
  private CelClaimValues() {}

  static Map<String, Object> of(Map<String, Object> members) {
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(members.size());
    members.forEach((name, value) -> {
      if (value != null) {
        values.put(name, value(value));
      }
    });
    return values;
  }

  private static Object value(Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case List<?> list -> {
        List<Object> values = new ArrayList<>(list.size());
        list.stream().filter(Objects::nonNull).forEach(member -> values.add(value(member)));
        yield values;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> values = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((name, member) -> {
          if (member != null) {
            values.put(name, value(member));
          }
        });
        yield values;
      }
      default -> value;
    };
  }
}
