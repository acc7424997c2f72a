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

/** Values that nobody but a client and an upstream may keep; nothing else looks like them. */
public enum CanaryValue {
  WORD("quixomvarlethpond", Kept.BY_HARMLESS_NAMES),
  TOKEN("zq9tok7Hk2VbXw83LmNpQr5sTuYd4EfGh6JaKc0WvBx", Kept.IN_PATHS),
  RESIDENT("860317-" + "2381473", Kept.NOWHERE),
  EMAIL("varleth.quix@quixmail.example", Kept.NOWHERE),
  CARD("4929 7153 " + "0266 8143", Kept.NOWHERE),
  API_KEY(CustomerTenant.randomKey(), Kept.NOWHERE),
  JWT(Signed.TOKEN, Kept.NOWHERE);

  /** Where the documentation says that such a value stays readable. */
  private enum Kept {
    NOWHERE,
    IN_PATHS,
    BY_HARMLESS_NAMES
  }

  /** A token whose signature is nobody's. */
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

  /** Whether a query masks it whatever its name is. */
  boolean maskedInQueries() {
    return kept != Kept.BY_HARMLESS_NAMES;
  }

  /** Whether a segment of a path is masked that has it. */
  boolean maskedInPaths() {
    return kept == Kept.NOWHERE;
  }

  /** All of them, one after the other. */
  static String all() {
    return Arrays.stream(values()).map(CanaryValue::value).collect(Collectors.joining(" "));
  }

  /** Every text by which one of them would be found. */
  static Set<String> searchTexts() {
    Set<String> needles = new LinkedHashSet<>(encodings(Signed.SUBJECT));
    for (CanaryValue canary : values()) {
      needles.addAll(encodings(canary.value));
      needles.addAll(encodings(canary.value.replaceAll("[ -]", "")));
    }
    return needles;
  }

  /** A value as it is, encoded for URLs, in base64 wherever it begins, and in hex. */
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
      // What stands before and behind shares the first and the last characters.
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
