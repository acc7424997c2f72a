package dev.sluice.common.token;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads the answer of an issuer that was asked about a token (RFC 7662, 2.2). */
final class IntrospectionAnswer {
  private final IntrospectionSettings settings;

  IntrospectionAnswer(IntrospectionSettings settings) {
    this.settings = settings;
  }

  /**
   * What it says.
   *
   * @param now in seconds since 1970
   * @throws IOException when it is no such answer
   */
  Introspection.Settled read(byte[] body, long now) throws IOException {
    try {
      Map<String, Object> members = StrictJson.object(body);
      if (!(members.get("active") instanceof Boolean active)) {
        throw new IOException("the answer does not say whether the token is active");
      }
      return active
          ? active(new Claims(members), now)
          : new Introspection.Refused(TokenFault.INACTIVE);
    } catch (FaultyTokenException e) {
      throw new IOException("the answer has a fault: " + e.fault().label(), e);
    }
  }

  private Introspection.Settled active(Claims claims, long now) throws FaultyTokenException {
    claims.requireRegisteredTypes();
    Optional<String> issuer = claims.text("iss");
    if (issuer.isPresent() && settings.issuer().isPresent() && !issuer.equals(settings.issuer())) {
      return new Introspection.Refused(TokenFault.ISSUER);
    }
    if (!settings.audiences().isEmpty()
        && claims.texts("aud").stream().noneMatch(settings.audiences()::contains)) {
      return new Introspection.Refused(TokenFault.AUDIENCE);
    }
    if (claims.seconds("nbf").orElse(0L) > now) {
      return new Introspection.Refused(TokenFault.NOT_YET_VALID);
    }
    long longest = now + settings.pace().remember().toSeconds();
    long expires = claims.seconds("exp").orElse(longest);
    return expires > now
        ? new Introspection.Active(
            VerifiedToken.of(settings.name(), claims, Math.min(expires, longest)), false)
        : new Introspection.Refused(TokenFault.EXPIRED);
  }
}
