package dev.sluice.extproc.rewriter;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The reversible tokens of one exchange and their values. It exists only in memory and only during
 * the exchange. Its content must never reach a log, metric or record. It creates no token beyond
 * its limits. Used by one thread at a time.
 */
public final class TokenVault implements TokenVocabulary {
  /** The longest value with a token; a response may repeat a value many times. */
  public static final int LONGEST_VALUE = 1024;

  private static final int MOST_TOKENS = 16_384;
  private static final int MOST_BYTES = 1 << 20;

  private record Value(String kind, String text) {}

  private final Map<Value, String> tokens = new HashMap<>();
  private final TreeMap<String, byte[]> values = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private int bytes;

  /** Returns the token of a value: its present one, or the next of its kind. */
  Optional<String> tokenFor(String kind, byte[] text) {
    var value = new Value(kind, new String(text, StandardCharsets.ISO_8859_1));
    String known = tokens.get(value);
    if (known != null) {
      return Optional.of(known);
    }
    if (text.length > LONGEST_VALUE
        || tokens.size() == MOST_TOKENS
        || bytes + text.length > MOST_BYTES) {
      return Optional.empty();
    }
    String token = "<" + kind + "_" + counts.merge(kind, 1, Integer::sum) + ">";
    tokens.put(value, token);
    values.put(token, text);
    bytes += text.length;
    return Optional.of(token);
  }

  @Override
  public boolean hasPrefix(String start) {
    String next = values.ceilingKey(start);
    return next != null && next.startsWith(start);
  }

  /** Returns the value of a token. */
  Optional<byte[]> value(String token) {
    return Optional.ofNullable(values.get(token));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns the number of bytes of values in the vault. */
  public int storedBytes() {
    return bytes;
  }

  /** Removes all tokens and values. */
  public void clear() {
    tokens.clear();
    values.clear();
    counts.clear();
    bytes = 0;
  }
}
