package dev.sluice.common.audit.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mask for URLs in records. It masks values with a secret name, and values in the form of a
 * credential, an e-mail address or a long number. It changes nothing else.
 */
public final class UrlMask {
  private static final String MASKED = "[masked]";
  private static final int LONGEST = 8_192;
  private static final Set<String> SECRET_WORDS =
      Set.of(
          "auth",
          "authorization",
          "bearer",
          "card",
          "code",
          "cookie",
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
  private static final List<String> SECRET_ENDINGS =
      List.of("token", "key", "secret", "password", "sessionid");
  private static final Pattern PLURAL_OR_NUMBER = Pattern.compile("s?[0-9]*$");
  private static final Pattern WORD_BORDER =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern SECRET_SHAPE =
      Pattern.compile(
          "@|\\beyJ[A-Za-z0-9_-]{8}|\\bslk_|\\bsk-|\\bAKIA[0-9A-Z]{16}|[0-9](?:[ +-]?[0-9]){12}");
  private static final Pattern UUID =
      Pattern.compile(
          "(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])");
  private static final int SHORTEST_NUMBER = 13;
  private static final int SHORTEST_OPAQUE = 40;
  private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_+/-]{40}");

  private static final Pattern PAIR = Pattern.compile("[^&;]+");
  private static final Pattern SEGMENT = Pattern.compile("[^/;]+");
  private static final Pattern INNER_BORDER = Pattern.compile("[?&;#]");
  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

  private UrlMask() {}

  /** Returns the masked query string, without {@code ?}. */
  public static String maskQuery(String query) {
    return query.length() > LONGEST
        ? MASKED
        : pieces(PAIR, query, value -> secretShape(value) || OPAQUE.matcher(decoded(value)).find());
  }

  /** Returns the masked path. */
  public static String maskPath(String path) {
    return ordinary(path) ? path : pieces(SEGMENT, path, UrlMask::secretShape);
  }

  /** Returns whether a value has the form of a secret. */
  public static boolean isSecretValue(String value) {
    boolean ordinary =
        value.length() < SHORTEST_OPAQUE
            && value.indexOf('%') < 0
            && value.indexOf('=') < 0
            && plain(value);
    return !ordinary
        && (secretShape(value) || OPAQUE.matcher(value).find() || holdsSecretName(value));
  }

  /**
   * Returns whether the path needs no mask: it has no escapes, no named values and no secret form.
   */
  private static boolean ordinary(String path) {
    return path.indexOf('%') < 0
        && path.indexOf('=') < 0
        && (plain(path) || !SECRET_SHAPE.matcher(path).find());
  }

  /**
   * Returns whether the path has no character that each secret form contains; a fast check before
   * the pattern.
   */
  private static boolean plain(String path) {
    int digits = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '@' || c == '_' || c == '-' || c == 'J' || c == 'K') {
        return false;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    return digits < SHORTEST_NUMBER;
  }

  private static String pieces(Pattern piece, String text, Predicate<String> secret) {
    return piece
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(piece(found.group(), secret)));
  }

  private static String piece(String piece, Predicate<String> secret) {
    int equals = piece.indexOf('=');
    if (equals < 0) {
      return secret.test(piece) ? MASKED : piece;
    }
    String name = piece.substring(0, equals);
    String value = piece.substring(equals + 1);
    boolean hidden = isSecretName(name) || secret.test(value) || holdsSecretName(value);
    return (secret.test(name) ? MASKED : name) + '=' + (hidden ? MASKED : value);
  }

  /**
   * Returns whether the text has the form of a secret. Digits of an id and characters beside them
   * do not count as a number.
   */
  private static boolean secretShape(String text) {
    String plain = decoded(text);
    return SECRET_SHAPE.matcher(plain).find()
        && SECRET_SHAPE.matcher(UUID.matcher(plain).replaceAll("id")).find();
  }

  /**
   * Returns whether a value contains a secret name, because a value may be a URL with a query
   * string.
   */
  private static boolean holdsSecretName(String value) {
    return INNER_BORDER
        .splitAsStream(decoded(value))
        .anyMatch(inner -> inner.indexOf('=') > 0 && isSecretName(inner.split("=", 2)[0]));
  }

  /** Returns whether a parameter or header of this name has a secret. */
  public static boolean isSecretName(String name) {
    return WORD_BORDER.splitAsStream(decoded(name)).anyMatch(UrlMask::secretWord);
  }

  private static boolean secretWord(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    String singular = PLURAL_OR_NUMBER.matcher(plain).replaceFirst("");
    return SECRET_WORDS.contains(plain)
        || SECRET_WORDS.contains(singular)
        || SECRET_ENDINGS.stream().anyMatch(singular::endsWith);
  }

  /** Decodes the valid escapes, so that an invalid one cannot hide the text beside it. */
  private static String decoded(String text) {
    return text.indexOf('%') < 0
        ? text
        : ESCAPES
            .matcher(text)
            .replaceAll(escaped ->
                Matcher.quoteReplacement(
                    URLDecoder.decode(escaped.group(), StandardCharsets.UTF_8)));
  }
}
