package dev.sluice.common.audit.postgres;

import dev.sluice.common.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A database and the user for the connection.
 *
 * @param url the JDBC URL, which may contain a secret and is therefore not logged
 */
public record DatabaseTarget(Secret url, String user, Optional<Secret> password) {
  private static final String JDBC = "jdbc:postgresql:";

  /**
   * Parses an address, either {@code jdbc:postgresql://host/db} or {@code
   * postgresql://user:password@host/db}. Explicit user and password settings override those in the
   * address.
   */
  public static DatabaseTarget of(
      Secret address, Optional<String> user, Optional<Secret> password, String dfltUser) {
    String text = address.reveal();
    if (text.startsWith(JDBC)) {
      return new DatabaseTarget(address, user.orElse(dfltUser), password);
    }
    if (!text.startsWith("postgresql://") && !text.startsWith("postgres://")) {
      throw new IllegalArgumentException("must begin with jdbc:postgresql: or postgresql://");
    }
    URI uri = uri(text);
    String info = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
    int colon = info.indexOf(':');
    Optional<String> givenUser = part(colon < 0 ? info : info.substring(0, colon));
    Optional<Secret> givenPassword =
        part(colon < 0 ? "" : info.substring(colon + 1)).map(Secret::of);
    return new DatabaseTarget(
        Secret.of(withoutUser(text, info)),
        user.or(() -> givenUser).orElse(dfltUser),
        password.or(() -> givenPassword));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The message and the cause would reveal the address.
      throw new IllegalArgumentException("is not a valid address");
    }
  }

  private static String withoutUser(String text, String info) {
    String rest = text.substring(text.indexOf("://"));
    String prefix = "://" + info + "@";
    return "jdbc:postgresql"
        + (rest.startsWith(prefix) ? "://" + rest.substring(prefix.length()) : rest);
  }

  private static Optional<String> part(String encoded) {
    return encoded.isEmpty()
        ? Optional.empty()
        : Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
