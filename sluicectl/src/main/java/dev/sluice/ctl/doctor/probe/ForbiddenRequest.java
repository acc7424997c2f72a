package dev.sluice.ctl.doctor.probe;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The requests that must be refused. */
enum ForbiddenRequest {
  NO_TOKEN("a request without a token"),
  UNSIGNED_TOKEN("a token with algorithm none"),
  EXPIRED_TOKEN("an expired token with a wrong signature"),
  UNKNOWN_PATH("a path that no route has");

  private static final String SUBJECT =
      "\"sub\":\"sluice-doctor\",\"iss\":\"https://invalid.example\"";

  private final String title;

  ForbiddenRequest(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Returns the credential to send, which is not valid anywhere. */
  Optional<String> authorization() {
    return switch (this) {
      case NO_TOKEN, UNKNOWN_PATH -> Optional.empty();
      case UNSIGNED_TOKEN ->
          Optional.of(bearer("{\"alg\":\"none\",\"typ\":\"JWT\"}", "{%s,\"exp\":4102444800}", ""));
      case EXPIRED_TOKEN ->
          Optional.of(
              bearer(
                  "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"none\"}",
                  "{%s,\"exp\":1000000000}",
                  encoded("no signature")));
    };
  }

  /** Returns the address to send the request to. */
  URI uri(URI target, String unknownPath) {
    return switch (this) {
      case NO_TOKEN, UNSIGNED_TOKEN, EXPIRED_TOKEN -> target;
      case UNKNOWN_PATH -> target.resolve("/" + unknownPath);
    };
  }

  private static String bearer(String header, String claims, String signature) {
    return "Bearer %s.%s.%s"
        .formatted(encoded(header), encoded(claims.formatted(SUBJECT)), signature);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
