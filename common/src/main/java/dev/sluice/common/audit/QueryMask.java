package dev.sluice.common.audit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Masks what a URL may hold but a record may not: values that are secret by their name, and values
 * that look like a credential, an e-mail address or a long number whatever their name is. Order and
 * everything else stay as sent.
 */
public final class QueryMask {
  private static final String MASKED = "[masked]";
  private static final int LONGEST = 8_192;
  private static final Set<String> SECRET_WORDS =
      Set.of(
          "auth",
          "authorization",
          "bearer",
          "card",
          "code",
          "credential",
          "credentials",
          "email",
          "jwt",
          "mail",
          "mobile",
          "nonce",
          "otp",
          "pass",
          "passphrase",
          "passwd",
          "phone",
          "pin",
          "pwd",
          "session",
          "sid",
          "sig",
          "signature",
          "ssn",
          "state");
  private static final List<String> SECRET_ENDINGS = List.of("token", "key", "secret", "password");
  private static final Pattern WORD_BORDER =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern SECRET_SHAPE =
      Pattern.compile(
          "@|\\beyJ[A-Za-z0-9_-]{8}|\\bslk_|\\bsk-|\\bAKIA[0-9A-Z]{16}|[0-9](?:[ -]?[0-9]){12}");
  private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_+/-]{40}");

  private QueryMask() {}

  /** The query string (without {@code ?}) as it may be kept. */
  public static String query(String query) {
    if (query.length() > LONGEST) {
      return MASKED;
    }
    return Arrays.stream(query.split("&", -1))
        .map(QueryMask::pair)
        .collect(Collectors.joining("&"));
  }

  /** The path as it may be kept. */
  public static String path(String path) {
    if (!SECRET_SHAPE.matcher(decoded(path)).find()) {
      return path;
    }
    return Arrays.stream(path.split("/", -1))
        .map(segment -> SECRET_SHAPE.matcher(decoded(segment)).find() ? MASKED : segment)
        .collect(Collectors.joining("/"));
  }

  private static String pair(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return secretShape(pair) ? MASKED : pair;
    }
    String name = pair.substring(0, equals);
    String value = pair.substring(equals + 1);
    boolean secret = secretName(name) || secretShape(value);
    String shown = secretShape(name) ? MASKED : name;
    return shown + '=' + (secret ? MASKED : value);
  }

  private static boolean secretName(String name) {
    return WORD_BORDER.splitAsStream(decoded(name)).anyMatch(QueryMask::secretWord);
  }

  private static boolean secretWord(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    return SECRET_WORDS.contains(plain) || SECRET_ENDINGS.stream().anyMatch(plain::endsWith);
  }

  private static boolean secretShape(String value) {
    String plain = decoded(value);
    return SECRET_SHAPE.matcher(plain).find() || OPAQUE.matcher(plain).find();
  }

  private static String decoded(String text) {
    try {
      return text.indexOf('%') < 0 && text.indexOf('+') < 0
          ? text
          : URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
