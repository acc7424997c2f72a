package dev.sluice.bench.check.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conscrypt.Conscrypt;

/** An issuer of tokens, no two of which are the same. */
public final class BenchIssuer {
  public static final String AUDIENCE = "sluice";
  private static final int LIFE_SECONDS = 12 * 3600;
  private static final int RSA_BITS = 2048;

  private final Algorithm algorithm;
  private final JWK key;
  private final JWSSigner signer;
  private final JWSHeader header;
  private final long now = Instant.now().getEpochSecond();
  private final AtomicInteger issued = new AtomicInteger();

  public BenchIssuer(Algorithm algorithm) {
    this.algorithm = algorithm;
    try {
      key = algorithm == Algorithm.RS256 ? rsa() : ec();
      signer = signer(key);
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    header =
        new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.name())).keyID(key.getKeyID()).build();
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** As {@code iss} names it. */
  public String url() {
    return "https://" + algorithm.segment() + ".bench.example/realms/main";
  }

  /** Its public key as a JWKS document. */
  public String keySet() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** New tokens, signed on all processors. */
  public List<String> tokens(int count) {
    return IntStream.range(0, count).parallel().mapToObj(i -> token()).toList();
  }

  /** Well-formed tokens whose signatures are those of others. */
  public List<String> forged(int count) {
    String signature = signature(token());
    return IntStream.range(0, count)
        .mapToObj(i -> header.toBase64URL() + "." + payload() + "." + signature)
        .toList();
  }

  /** Well-formed tokens, each of which names a key that there never was. */
  public List<String> ofUnknownKeys(int count) {
    String signature = signature(token());
    return IntStream.range(0, count)
        .mapToObj(i ->
            new JWSHeader.Builder(header).keyID("unknown-" + i).build().toBase64URL()
                + "."
                + payload()
                + "."
                + signature)
        .toList();
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  private String token() {
    String signed = header.toBase64URL() + "." + payload();
    try {
      return signed + "." + signer.sign(header, signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Base64URL payload() {
    int number = issued.incrementAndGet();
    return Base64URL.encode(
        """
        {"iss":"%s","aud":["%s","account"],"sub":"5b0e3b0c-6a3c-4f6f-9d3c-%012x",\
        "jti":"onrtac:%08x-91d4-4c8a-8f3e-1d2c3b4a5f60","typ":"Bearer","azp":"portal",\
        "tid":"tenant-%d","pid":"project-%d","wid":"workspace-1","role":"developer",\
        "scope":"openid profile chat","iat":%d,"exp":%d}\
        """
            .formatted(
                url(),
                AUDIENCE,
                number,
                number,
                number % 50,
                number % 200,
                now,
                now + LIFE_SECONDS));
  }

  private static JWK rsa() throws JOSEException {
    return new RSAKeyGenerator(RSA_BITS).keyID("rs-1").algorithm(JWSAlgorithm.RS256).generate();
  }

  private static JWK ec() throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID("es-1").algorithm(JWSAlgorithm.ES256).generate();
  }

  private static JWSSigner signer(JWK key) throws JOSEException, GeneralSecurityException {
    Provider fast = Conscrypt.newProvider();
    JWSSigner signer =
        switch (key) {
          case RSAKey rsa -> new RSASSASigner(own(rsa.toPrivateKey(), fast));
          case ECKey ec -> new ECDSASigner(own(ec.toPrivateKey(), fast), Curve.P_256);
          default -> throw new IllegalArgumentException("a key of another kind");
        };
    signer.getJCAContext().setProvider(fast);
    return signer;
  }

  private static PrivateKey own(PrivateKey key, Provider provider) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm(), provider)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }
}
