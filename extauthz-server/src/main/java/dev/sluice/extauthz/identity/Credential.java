package dev.sluice.extauthz.identity;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request shows to be let in; at most one. */
public sealed interface Credential {
  /** Nothing. */
  record Absent() implements Credential {}

  /** A bearer token, unread. */
  record Bearer(String token) implements Credential {
    @Override
    public String toString() {
      return "Bearer[redacted]";
    }
  }

  /** A key in {@code X-API-Key}. */
  record ApiKey(String key) implements Credential {
    @Override
    public String toString() {
      return "ApiKey[redacted]";
    }
  }

  /** Several at once, another scheme, or characters that no credential has. */
  record Unreadable() implements Credential {}

  /** Reads the headers of a request. */
  static Credential of(Function<String, @Nullable String> header) {
    String authorization = header.apply("authorization");
    String key = header.apply("x-api-key");
    if (authorization == null) {
      return key == null ? new Absent() : readable(key) ? new ApiKey(key) : new Unreadable();
    }
    if (key != null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return new Unreadable();
    }
    String token = authorization.substring(7).strip();
    return readable(token) ? new Bearer(token) : new Unreadable();
  }

  /** Lines of one name arrive joined by commas, which no token and no key holds. */
  private static boolean readable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ',') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
