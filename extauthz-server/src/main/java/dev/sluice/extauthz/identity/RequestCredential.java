package dev.sluice.extauthz.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A credential of a request. A request has at most one; some clients send it in both headers. */
public sealed interface RequestCredential {
  /** A request without a credential. */
  record Absent() implements RequestCredential {}

  /** A bearer token whose syntax has not been checked. */
  record Bearer(String token) implements RequestCredential {
    @Override
    public String toString() {
      return "Bearer[redacted]";
    }
  }

  /** A token that is bound to a key of its holder, whose syntax has not been checked. */
  record Dpop(String token) implements RequestCredential {
    @Override
    public String toString() {
      return "Dpop[redacted]";
    }
  }

  /** An API key from {@code X-API-Key} or from a bearer token. */
  record ApiKey(String key) implements RequestCredential {
    @Override
    public String toString() {
      return "ApiKey[redacted]";
    }
  }

  /**
   * A request with two different credentials, an unknown scheme, or invalid characters in a key.
   */
  record Unreadable() implements RequestCredential {}

  /** Reads the credential from the headers of a request. */
  static RequestCredential fromHeaders(Function<String, @Nullable String> header) {
    String authorization = header.apply("authorization");
    String key = header.apply("x-api-key");
    if (authorization == null) {
      return key == null ? new Absent() : readable(key) ? new ApiKey(key) : new Unreadable();
    }
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return key == null && authorization.regionMatches(true, 0, "DPoP ", 0, 5)
          ? dpop(withoutBlanksBehind(authorization.substring(5)))
          : new Unreadable();
    }
    // Further blanks in front stay, so that the token is invalid: folded lines have them.
    String token = withoutBlanksBehind(authorization.substring(7));
    if (token.isEmpty() || (key != null && !equal(key, token))) {
      return new Unreadable();
    }
    if (!ApiKeyFormat.hasKeyPrefix(token)) {
      return new Bearer(token);
    }
    return readable(token) ? new ApiKey(token) : new Unreadable();
  }

  /** Returns a token of the scheme DPoP. An API key is never bound to a key of its holder. */
  private static RequestCredential dpop(String token) {
    return token.isEmpty() || ApiKeyFormat.hasKeyPrefix(token) ? new Unreadable() : new Dpop(token);
  }

  private static boolean equal(String key, String token) {
    return MessageDigest.isEqual(
        key.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes blanks at the end, which are no part of a header's value (RFC 9110, 5.5). */
  private static String withoutBlanksBehind(String text) {
    int to = text.length();
    while (to > 0 && text.charAt(to - 1) == ' ') {
      to--;
    }
    return text.substring(0, to);
  }

  /**
   * Returns true for printable ASCII without commas, because several lines of one header arrive
   * joined by commas.
   */
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
