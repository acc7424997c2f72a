package dev.sluice.common.token.introspection;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.StrictJson;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerifiedToken;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A reader of introspection responses (RFC 7662, section 2.2). */
final class IntrospectionResponseReader {
  private final IntrospectionSettings settings;

  IntrospectionResponseReader(IntrospectionSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads a response.
   *
   * @param now the current time in seconds since 1970
   * @throws IOException if the response is malformed
   */
  IntrospectionResult.Completed read(byte[] body, long now) throws IOException {
    try {
      Map<String, Object> members = StrictJson.object(body);
      if (!(members.get("active") instanceof Boolean active)) {
        throw new IOException("the response does not say whether the token is active");
      }
      return active
          ? active(new Claims(members), now)
          : new IntrospectionResult.Rejected(TokenError.INACTIVE);
    } catch (InvalidTokenException e) {
      throw new IOException("the response has an error: " + e.error().label(), e);
    }
  }

  private IntrospectionResult.Completed active(Claims claims, long now)
      throws InvalidTokenException {
    claims.requireRegisteredTypes();
    Optional<String> issuer = claims.text("iss");
    if (issuer.isPresent() && settings.issuer().isPresent() && !issuer.equals(settings.issuer())) {
      return new IntrospectionResult.Rejected(TokenError.ISSUER);
    }
    if (!settings.audiences().isEmpty()
        && claims.texts("aud").stream().noneMatch(settings.audiences()::contains)) {
      return new IntrospectionResult.Rejected(TokenError.AUDIENCE);
    }
    if (claims.seconds("nbf").orElse(0L) > now) {
      return new IntrospectionResult.Rejected(TokenError.NOT_YET_VALID);
    }
    long longest = now + settings.limits().cacheTime().toSeconds();
    long expires = claims.seconds("exp").orElse(longest);
    return expires > now
        ? new IntrospectionResult.Active(
            VerifiedToken.of(settings.name(), claims, Math.min(expires, longest)), false)
        : new IntrospectionResult.Rejected(TokenError.EXPIRED);
  }
}
