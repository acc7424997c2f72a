package dev.sluice.ctl.explain;

import dev.sluice.common.audit.record.UrlMask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A form of the values that rules read. Only values that are never secret are shown. */
final class ValueMask {
  private static final int LONGEST = 200;

  private static final Set<String> SHOWN =
      Set.of(
          "request.method",
          "request.host",
          "request.address",
          "request.time",
          "identity.tenant",
          "identity.role",
          "identity.level",
          "identity.issuer",
          "identity.scopes",
          "identity.claims['acr']",
          "identity.claims['amr']",
          "identity.claims['role']",
          "identity.claims['roles']",
          "identity.claims['scope']",
          "identity.claims['scp']",
          "route.id",
          "route.publish",
          "route.target",
          "route.environment",
          "route.api_version");

  private ValueMask() {}

  /** Returns the form of the value of a variable of conditions, or of a member of one. */
  static String of(String variable, Object value) {
    if (value instanceof String text && text.isEmpty()) {
      return "[absent or empty]";
    }
    if (variable.equals("request.path")) {
      return shortened(UrlMask.maskPath(value.toString()));
    }
    return SHOWN.contains(variable) ? shown(value) : hidden(value);
  }

  private static String shown(Object value) {
    return switch (value) {
      case List<?> list ->
          shortened(list.stream().map(String::valueOf).collect(Collectors.joining(" ")));
      default -> shortened(value.toString());
    };
  }

  /** Returns only what a value is, and how long. */
  static String hidden(Object value) {
    return switch (value) {
      case String text -> "[" + text.codePointCount(0, text.length()) + " characters]";
      case List<?> list -> "[" + list.size() + " elements]";
      case Map<?, ?> map -> "[" + map.size() + " members]";
      case Boolean truth -> truth.toString();
      case Number _ -> "[a number]";
      case Instant time -> time.toString();
      default -> "[a value]";
    };
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
