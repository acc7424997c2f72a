package dev.sluice.common.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.sluice.common.token.jws.StrictBase64Url;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** A reader of JWKs that may verify signatures: well-formed, strong and without a private part. */
final class JwkKeyReader {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;
  private static final int MAX_EXPONENT_BITS = 64;

  /** The members with numbers or bytes of a public key. */
  private static final List<String> MATERIAL = List.of("n", "e", "x", "y", "k");

  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

  private JwkKeyReader() {}

  /**
   * Returns the key of a JWK, if it may verify.
   *
   * @param members the JSON members of {@code jwk}, because a lenient reader hides some errors
   */
  static Optional<Key> read(JWK jwk, Map<String, Object> members)
      throws JOSEException, GeneralSecurityException {
    for (String name : MATERIAL) {
      if (members.get(name) instanceof String text && !StrictBase64Url.isCanonical(text)) {
        return Optional.empty();
      }
    }
    return forSignatures(jwk) ? material(jwk) : Optional.empty();
  }

  private static boolean forSignatures(JWK jwk) {
    return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
        && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static Optional<Key> material(JWK jwk) throws JOSEException, GeneralSecurityException {
    if (jwk instanceof OctetSequenceKey secret) {
      byte[] bytes = secret.toByteArray();
      return bytes.length == 0 ? Optional.empty() : Optional.of(new SecretKeySpec(bytes, "HMAC"));
    }
    if (jwk.isPrivate()) {
      // A reader of the document could sign.
      return Optional.empty();
    }
    return switch (jwk) {
      case RSAKey rsa -> Optional.<Key>of(rsa.toRSAPublicKey()).filter(JwkKeyReader::strongRsa);
      case ECKey ec when CURVES.contains(ec.getCurve()) && hasFullCoordinates(ec) ->
          Optional.<Key>of(ec.toECPublicKey()).filter(JwkKeyReader::inField);
      case OctetKeyPair pair -> EdwardsKeys.key(pair);
      default -> Optional.empty();
    };
  }

  private static boolean strongRsa(Key key) {
    BigInteger modulus = ((RSAPublicKey) key).getModulus();
    BigInteger exponent = ((RSAPublicKey) key).getPublicExponent();
    boolean strong = modulus.bitLength() >= MIN_RSA_BITS && modulus.bitLength() <= MAX_RSA_BITS;
    boolean odd = modulus.testBit(0) && exponent.testBit(0);
    boolean usual = exponent.bitLength() > 1 && exponent.bitLength() <= MAX_EXPONENT_BITS;
    return strong && odd && usual && !RocaCheck.isVulnerable(modulus);
  }

  private static boolean hasFullCoordinates(ECKey key) {
    int bytes = (key.getCurve().toECParameterSpec().getCurve().getField().getFieldSize() + 7) / 8;
    return key.getX().decode().length == bytes && key.getY().decode().length == bytes;
  }

  /**
   * Returns whether the coordinates are in the field. Nimbus checks that the point is on the curve,
   * and the point at infinity has no coordinates.
   */
  private static boolean inField(Key key) {
    ECPublicKey point = (ECPublicKey) key;
    BigInteger prime = ((ECFieldFp) point.getParams().getCurve().getField()).getP();
    return point.getW().getAffineX().compareTo(prime) < 0
        && point.getW().getAffineY().compareTo(prime) < 0;
  }
}
