package dev.sluice.extauthz.server;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** A signer of the tokens of a warm-up, with a temporary key. */
final class WarmUpTokenSigner {
  static final String ISSUER = "urn:sluice:warm-up";
  private static final String HEADER = encode("{\"alg\":\"RS256\",\"kid\":\"warm-up\"}");

  private final KeyPair keys;
  private final long expires = Instant.now().getEpochSecond() + 3600;

  WarmUpTokenSigner() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  String keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return """
    {"keys": [{"kty": "RSA", "kid": "warm-up", "n": "%s", "e": "%s"}]}\
    """
        .formatted(encode(key.getModulus()), encode(key.getPublicExponent()));
  }

  String token(String subject, String role) {
    String payload =
        """
        {"iss": "%s", "sub": "%s", "tid": "t", "pid": "p", "wid": "w", "role": "%s", "exp": %d}\
        """
            .formatted(ISSUER, subject, role, expires);
    String signingInput = HEADER + "." + encode(payload);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signingInput.getBytes(StandardCharsets.US_ASCII));
      return signingInput + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA256withRSA", e);
    }
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Encodes a number without its sign byte, as JWK requires. */
  private static String encode(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return encode(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
