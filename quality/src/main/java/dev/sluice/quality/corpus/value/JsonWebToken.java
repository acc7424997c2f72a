package dev.sluice.quality.corpus.value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Signed JSON web tokens (RFC 7519) in the compact form. */
public final class JsonWebToken {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private record Algorithm(String name, int signature) {}

  private static final List<Algorithm> ALGORITHMS =
      List.of(
          new Algorithm("HS256", 32),
          new Algorithm("RS256", 256),
          new Algorithm("ES256", 64),
          new Algorithm("HS512", 64),
          new Algorithm("EdDSA", 64));

  private JsonWebToken() {}

  public static Value make(SeededRandom dice) {
    Algorithm algorithm = dice.pick(ALGORITHMS);
    String key = dice.percent(40) ? ",\"kid\":\"" + dice.text(SeededRandom.HEX, 12) + "\"" : "";
    String header =
        dice.percent(50)
            ? "{\"alg\":\"" + algorithm.name() + "\",\"typ\":\"JWT\"" + key + "}"
            : "{\"typ\":\"JWT\",\"alg\":\"" + algorithm.name() + "\"" + key + "}";
    return Value.of(
        encode(header)
            + "."
            + encode(claims(dice))
            + "."
            + ENCODER.encodeToString(dice.bytes(algorithm.signature())));
  }

  /** The encoded claims alone, as a page cursor or a setting would be. */
  public static Value onePart(SeededRandom dice) {
    return Value.of(
        encode("{\"page\":" + dice.between(1, 90) + ",\"after\":\"" + dice.digits(10) + "\"}"));
  }

  /** Cut off after its beginning. */
  public static Value cut(SeededRandom dice) {
    return Value.of(encode("{\"alg\":\"HS256\"}").substring(0, dice.between(8, 16)) + "...");
  }

  private static String claims(SeededRandom dice) {
    int issued = dice.between(1_600_000_000, 1_790_000_000);
    return "{\"sub\":\""
        + dice.digits(10)
        + "\",\"iss\":\"https://"
        + dice.pick(List.of("auth", "login", "id"))
        + ".internal\",\"iat\":"
        + issued
        + ",\"exp\":"
        + (issued + 3600)
        + (dice.percent(40) ? ",\"scope\":\"read write\"" : "")
        + "}";
  }

  private static String encode(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
