package dev.sluice.controller.resources.push;

import java.util.HashSet;
import java.util.Set;

/** A parser of the resource names in a NACK message. */
final class NackMessageParser {
  private NackMessageParser() {}

  /**
   * Returns the resources that a message names, or the only resource of a push; empty if several
   * were pushed and none is named.
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

  /**
   * Returns whether a message contains a name as a whole word: {@code gw/http2} does not contain
   * {@code gw/http}.
   */
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
