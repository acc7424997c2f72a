package dev.sluice.e2e.leak;

import dev.sluice.e2e.rows.CustomerTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The canary values, which only a client and an upstream may store. Nothing else looks like them.
 */
public enum CanaryValue {
  WORD("quixomvarlethpond", Kept.BY_HARMLESS_NAMES),
  TOKEN("zq9tok7Hk2VbXw83LmNpQr5sTuYd4EfGh6JaKc0WvBx", Kept.IN_PATHS),
  RESIDENT("860317-" + "2381473", Kept.NOWHERE),
  EMAIL("varleth.quix@quixmail.example", Kept.NOWHERE),
  CARD("4929 7153 " + "0266 8143", Kept.NOWHERE),
  API_KEY(CustomerTenant.randomKey(), Kept.NOWHERE),
  JWT(Signed.TOKEN, Kept.NOWHERE);

  /** The places where a value stays readable, as documented. */
  private enum Kept {
    NOWHERE,
    IN_PATHS,
    BY_HARMLESS_NAMES
  }

  /** A token with an invalid signature. */
  private static final class Signed {
    static final String SUBJECT = "quixvarlethsubject";
    static final String TOKEN =
        Stream.of(
                "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
                "{\"sub\":\"" + SUBJECT + "\",\"tid\":\"1\",\"role\":\"admin\"}",
                "no signature at all, varleth")
            .map(part ->
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.joining("."));
  }

  private final String value;
  private final Kept kept;

  CanaryValue(String value, Kept kept) {
    this.value = value;
    this.kept = kept;
  }

  String value() {
    return value;
  }

  String encoded() {
    return encoded(value);
  }

  /** Returns true if the value is masked in a query parameter of any name. */
  boolean maskedInQueries() {
    return kept != Kept.BY_HARMLESS_NAMES;
  }

  /** Returns true if a path segment with the value is masked. */
  boolean maskedInPaths() {
    return kept == Kept.NOWHERE;
  }

  /** Returns all values, concatenated. */
  static String all() {
    return Arrays.stream(values()).map(CanaryValue::value).collect(Collectors.joining(" "));
  }

  /** Returns every text that reveals one of the values. */
  static Set<String> searchTexts() {
    Set<String> needles = new LinkedHashSet<>(encodings(Signed.SUBJECT));
    for (CanaryValue canary : values()) {
      needles.addAll(encodings(canary.value));
      needles.addAll(encodings(canary.value.replaceAll("[ -]", "")));
    }
    return needles;
  }

  /** Returns a value as plain text, URL-encoded, in Base64 at each alignment, and in hex. */
  public static Set<String> encodings(String value) {
    Set<String> forms = new LinkedHashSet<>(List.of(value, encoded(value)));
    forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(String.format("%02x", b));
    }
    forms.add(hex.toString());
    forms.add(hex.toString().toUpperCase(java.util.Locale.ROOT));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The bytes before and after the value share its first and last characters.
      String own = base64.substring(before == 0 ? 0 : before + 1, base64.length() - 1);
      forms.add(own);
      forms.add(own.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
