package dev.sluice.extproc.rewriter;

import java.util.Collection;
import java.util.TreeSet;

/** A vocabulary of everything that has the form of a token of some kinds. */
final class TokenKindVocabulary implements TokenVocabulary {
  private static final int MOST_DIGITS = 5;

  private final TreeSet<String> starts = new TreeSet<>();

  TokenKindVocabulary(Collection<String> kinds) {
    kinds.forEach(kind -> starts.add("<" + kind + "_"));
  }

  @Override
  public boolean hasPrefix(String start) {
    String next = starts.ceiling(start);
    if (next != null && next.startsWith(start)) {
      return true;
    }
    int end = start.endsWith(">") ? start.length() - 1 : start.length();
    int digits = end;
    while (digits > 0 && start.charAt(digits - 1) >= '0' && start.charAt(digits - 1) <= '9') {
      digits--;
    }
    return digits < end
        && end - digits <= MOST_DIGITS
        && starts.contains(start.substring(0, digits));
  }

  /** Returns the kind of a complete token. */
  static String of(String token) {
    return token.substring(1, token.lastIndexOf('_'));
  }
}
