package dev.sluice.ctl.resource;

import dev.sluice.ctl.failure.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The form of names: values that slashes join, such as {@code orders/list} for a route of a
 * service. A slash in a value is {@code %2F}, and a percent sign {@code %25}.
 */
public final class ResourceName {
  private ResourceName() {}

  /** Returns a value in the form for names. */
  public static String segment(String value) {
    return value.replace("%", "%25").replace("/", "%2F");
  }

  /** Returns the values that a name consists of by member; a reference is the name of another. */
  public static Map<String, String> parse(ResourceKind kind, Portal portal, String name) {
    List<String> segments = List.of(name.split("/", -1));
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    for (String member : members(kind, portal)) {
      int length = length(kind, portal, member);
      if (at + length > segments.size()) {
        if (isOptional(member) && at == segments.size()) {
          continue;
        }
        throw wrongForm(kind, portal, name);
      }
      List<String> own = segments.subList(at, at + length);
      values.put(
          member, kind.references().containsKey(member) ? String.join("/", own) : value(own));
      at += length;
    }
    if (at != segments.size()) {
      throw wrongForm(kind, portal, name);
    }
    return values;
  }

  /** Returns the members that names consist of for the users of a portal. */
  static List<String> members(ResourceKind kind, Portal portal) {
    return kind.key().stream()
        .filter(member ->
            !kind.references().containsKey(member)
                || kind.references().get(member).isReadable(portal))
        .toList();
  }

  /** Returns the form of names for messages, such as {@code API-SERVICE/NAME}. */
  public static String form(ResourceKind kind, Portal portal) {
    List<String> words = new ArrayList<>();
    for (String member : members(kind, portal)) {
      ResourceKind referred = kind.references().get(member);
      String word =
          referred == null
              ? member.toUpperCase(Locale.ROOT)
              : referred.key().size() == 1
                  ? referred.singular().toUpperCase(Locale.ROOT)
                  : form(referred, portal);
      words.add(isOptional(member) ? "[" + word + "]" : word);
    }
    return String.join("/", words);
  }

  private static int length(ResourceKind kind, Portal portal, String member) {
    ResourceKind referred = kind.references().get(member);
    return referred == null
        ? 1
        : members(referred, portal).stream()
            .mapToInt(inner -> length(referred, portal, inner))
            .sum();
  }

  private static boolean isOptional(String member) {
    return member.equals("tenant_id");
  }

  private static String value(List<String> segments) {
    return segments.getFirst().replace("%2F", "/").replace("%25", "%");
  }

  private static CommandFailure wrongForm(ResourceKind kind, Portal portal, String name) {
    return CommandFailure.error(
        "the name \"%s\" of a %s must have the form %s"
            .formatted(name, kind.singular(), form(kind, portal)));
  }
}
