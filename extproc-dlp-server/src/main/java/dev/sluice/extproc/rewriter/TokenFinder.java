package dev.sluice.extproc.rewriter;

import java.nio.charset.StandardCharsets;

/**
 * A finder of tokens in any letter case, in a text that arrives in pieces. Only text that may
 * become a token of the vocabulary is undecided. The result does not depend on the pieces.
 */
public final class TokenFinder {
  /** A listener for tokens. */
  public interface Listener {
    /** Reports a token, in capitals, between two offsets of the text. */
    void token(String token, long from, long to);
  }

  private static final int LONGEST = 80;

  private final TokenVocabulary vocabulary;
  private final Listener listener;
  private final byte[] seen = new byte[LONGEST];
  private int length;
  private long fed;

  TokenFinder(TokenVocabulary vocabulary, Listener listener) {
    this.vocabulary = vocabulary;
    this.listener = listener;
  }

  /** Reads the next piece. */
  public void feed(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] == '<') {
        length = 0;
        keep(text[at], fed + at - from);
      } else if (length > 0) {
        keep(text[at], fed + at - from);
      }
    }
    fed += to - from;
  }

  private void keep(byte b, long offset) {
    seen[length++] = (byte) (b >= 'a' && b <= 'z' ? b - 'a' + 'A' : b);
    String start = new String(seen, 0, length, StandardCharsets.ISO_8859_1);
    if (!vocabulary.hasPrefix(start) || length == LONGEST) {
      length = 0;
    } else if (b == '>') {
      int whole = length;
      length = 0;
      listener.token(start, offset + 1 - whole, offset + 1);
    }
  }

  /** Ends the text; another one may begin. */
  public void end() {
    length = 0;
    fed = 0;
  }

  /** Returns the watermark: the first byte that may belong to an unreported token. */
  public long watermark() {
    return fed - length;
  }
}
