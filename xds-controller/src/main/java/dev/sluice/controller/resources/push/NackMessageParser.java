package dev.sluice.controller.resources.push;

import java.util.HashSet;
import java.util.Set;

/** Reads out of a node's refusal which resources it means. */
final class NackMessageParser {
  private NackMessageParser() {}

  /**
   * The resources that the message names; of one alone no naming is needed. Empty when there are
   * several and none is named.
   */
  static Set<String> namedResources(ResourcePush push, String message) {
    Set<String> names = push.names();
    if (names.size() == 1) {
      return names;
    }
    Set<String> named = new HashSet<>();
    for (String name : names) {
      if (mentions(message, name)) {
        named.add(name);
      }
    }
    return named;
  }

  /** A name counts only where it does not go on: {@code gw/http} is not in {@code gw/http2}. */
  private static boolean mentions(String message, String name) {
    for (int at = message.indexOf(name); at >= 0; at = message.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || !partOfName(message.charAt(at - 1)))
          && (end == message.length() || !partOfName(message.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean partOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '/' || c == '-' || c == '_';
  }
}
