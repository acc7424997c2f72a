package dev.sluice.common.token.issue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.common.Secret;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.KeySet;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.VerifiedToken;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An issuer of ES256 tokens that only it verifies. Several servers may share its keys. */
public final class SelfIssuedTokens {
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final String issuer;
  private final String audience;
  private final Duration lifetime;
  private final InstantSource clock;
  private final IssuerSettings settings;
  private final JWSHeader header;
  private final ECDSASigner signer;
  private final KeySet keys;

  /**
   * Creates an issuer.
   *
   * @param pairs the P-256 keys, which all verify; the first one signs
   */
  public SelfIssuedTokens(
      String issuer, String audience, List<KeyPair> pairs, Duration lifetime, InstantSource clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.lifetime = lifetime;
    this.clock = clock;
    this.settings =
        new IssuerSettings(
            issuer,
            Optional.of(issuer),
            Set.of(audience),
            Set.of(TokenAlgorithm.ES256),
            SKEW,
            Optional.empty(),
            Set.of(),
            Set.of("sub", "jti"));
    try {
      List<JWK> published = new ArrayList<>();
      for (KeyPair pair : pairs) {
        published.add(
            new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .keyIDFromThumbprint()
                .build());
      }
      this.keys =
          KeySet.parse(
                  new JWKSet(published).toString(),
                  Set.of(TokenAlgorithm.ES256),
                  NativeCrypto.none())
              .orElseThrow(() -> new IllegalArgumentException("no key can sign"));
      this.header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(JOSEObjectType.JWT)
              .keyID(published.getFirst().getKeyID())
              .build();
      this.signer = new ECDSASigner((ECPrivateKey) pairs.getFirst().getPrivate());
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key cannot sign with ES256", e);
    }
  }

  /**
   * Issues a token.
   *
   * @param id the claim {@code jti}
   * @param claims the claims besides the registered ones
   */
  public IssuedToken issue(String subject, String id, Map<String, String> claims) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expires = now.plus(lifetime);
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(audience)
            .subject(subject)
            .jwtID(id)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expires));
    claims.forEach(all::claim);
    SignedJWT token = new SignedJWT(header, all.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be signed", e);
    }
    return new IssuedToken(Secret.of(token.serialize()), expires);
  }

  /** Returns the token if one of the keys signed it and it is valid now. */
  public Optional<VerifiedToken> verify(String text) {
    if (!(CompactToken.parse(text)
        instanceof CompactToken.ParseResult.Parsed(CompactToken token))) {
      return Optional.empty();
    }
    try {
      settings.check(token, clock.instant().getEpochSecond());
      return keys.candidates(token.header()).stream().anyMatch(key -> key.verifies(token.jws()))
          ? Optional.of(
              VerifiedToken.of(issuer, token.claims(), IssuerSettings.expiresAt(token.claims())))
          : Optional.empty();
    } catch (InvalidTokenException e) {
      return Optional.empty();
    }
  }
}
