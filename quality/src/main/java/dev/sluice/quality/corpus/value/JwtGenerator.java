package dev.sluice.quality.corpus.value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A generator of signed JSON Web Tokens (RFC 7519) in the compact form. */
final class JwtGenerator {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final int LIFETIME_SECONDS = 3600;

  private JwtGenerator() {}

  static GeneratedValue signed(SeededRandom random) {
    String[] algorithm = ValueTable.text("jwt_algorithm", random).split(" ");
    String key = ValueTable.text("jwt_key", random);
    String type = "\"typ\":\"JWT\"";
    String name = "\"alg\":\"" + algorithm[0] + "\"";
    String header = random.percent(50) ? name + "," + type : type + "," + name;
    return GeneratedValue.of(
        encode("{" + header + key + "}")
            + "."
            + encode(claims(random))
            + "."
            + ENCODER.encodeToString(random.bytes(Integer.parseInt(algorithm[1]))));
  }

  /** Generates encoded claims alone, as in a page cursor or a setting. */
  static GeneratedValue claimsOnly(SeededRandom random) {
    return GeneratedValue.of(
        encode("{\"page\":" + random.between(1, 90) + ",\"after\":\"" + random.digits(10) + "\"}"));
  }

  /** Generates the beginning of a token. */
  static GeneratedValue truncated(SeededRandom random) {
    return GeneratedValue.of(
        encode("{\"alg\":\"HS256\"}").substring(0, random.between(8, 16)) + "...");
  }

  private static String claims(SeededRandom random) {
    int issued = random.between(1_600_000_000, 1_790_000_000);
    return "{\"sub\":\"%s\",\"iss\":\"https://%s.internal\",\"iat\":%d,\"exp\":%d%s}"
        .formatted(
            random.digits(10),
            ValueTable.text("jwt_issuer", random),
            issued,
            issued + LIFETIME_SECONDS,
            ValueTable.text("jwt_scope", random));
  }

  private static String encode(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
