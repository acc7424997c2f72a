package dev.sluice.bench.check.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchIssuerTest {

  @ParameterizedTest
  @EnumSource
  void tokens_areGoodAndAllDifferent(Algorithm algorithm) throws Exception {
    var issuer = new BenchIssuer(algorithm);
    List<String> tokens = issuer.tokens(20);
    assertEquals(20, new HashSet<>(tokens).size());
    for (String token : tokens) {
      assertTrue(SignedJWT.parse(token).verify(verifier(issuer)), token);
    }
  }

  @ParameterizedTest
  @EnumSource
  void forged_areReadableButNotSigned(Algorithm algorithm) throws Exception {
    var issuer = new BenchIssuer(algorithm);
    for (String token : issuer.forged(5)) {
      SignedJWT read = SignedJWT.parse(token);
      assertEquals(issuer.url(), read.getJWTClaimsSet().getIssuer());
      assertFalse(read.verify(verifier(issuer)));
    }
  }

  private static JWSVerifier verifier(BenchIssuer issuer) throws Exception {
    JWK key = JWKSet.parse(issuer.keySet()).getKeys().getFirst();
    return switch (issuer.algorithm()) {
      case RS256 -> new RSASSAVerifier(key.toRSAKey());
      case ES256 -> new ECDSAVerifier(key.toECKey());
    };
  }
}
