package dev.sluice.extproc.rewriter;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tokens that one exchange has given out, and what they stand for. It lives as long as the
 * exchange, in memory only; what is in it belongs into no log, metric or record. Beyond its bounds
 * it gives out nothing more. Used by one thread at a time.
 */
public final class TokenVault implements TokenVocabulary {
  /** Longer values get no token, for an answer may repeat one many times. */
  public static final int LONGEST_VALUE = 1024;

  private static final int MOST_TOKENS = 16_384;
  private static final int MOST_BYTES = 1 << 20;

  private record Value(String kind, String text) {}

  private final Map<Value, String> tokens = new HashMap<>();
  private final TreeMap<String, byte[]> values = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private int bytes;

  /** The token of a value: the same for the same value, else the next of its kind. */
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

  /** What a token stands for. */
  Optional<byte[]> value(String token) {
    return Optional.ofNullable(values.get(token));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** How many bytes of values are kept. */
  public int storedBytes() {
    return bytes;
  }

  /** Forgets all of it. */
  public void clear() {
    tokens.clear();
    values.clear();
    counts.clear();
    bytes = 0;
  }
}
