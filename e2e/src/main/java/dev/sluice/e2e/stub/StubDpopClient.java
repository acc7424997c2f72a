package dev.sluice.e2e.stub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A stub client that proves the possession of its key (RFC 9449). */
public final class StubDpopClient {
  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

  private final ECKey key;

  public StubDpopClient() {
    try {
      this.key = new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the thumbprint that tokens of this client are bound to. */
  public String thumbprint() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a new proof for one request with a token. */
  public String proof(String method, String uri, String token) {
    try {
      SignedJWT proof =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).jwk(key.toPublicJWK()).build(),
              new JWTClaimsSet.Builder()
                  .jwtID(UUID.randomUUID().toString())
                  .claim("htm", method)
                  .claim("htu", uri)
                  .claim("ath", digest(token))
                  .issueTime(Date.from(Instant.now()))
                  .build());
      proof.sign(new ECDSASigner(key));
      return proof.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64URL.encode(digest).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
