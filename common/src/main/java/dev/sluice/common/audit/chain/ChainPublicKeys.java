package dev.sluice.common.audit.chain;

import dev.sluice.common.file.PemBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public keys that an auditor trusts, by key id. Without keys, signatures are not checked. */
public final class ChainPublicKeys {
  /** An empty set of keys. */
  public static final ChainPublicKeys NONE = new ChainPublicKeys(Map.of());

  private static final String ALGORITHM = "Ed25519";

  private final Map<String, PublicKey> keys;

  private ChainPublicKeys(Map<String, PublicKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** Reads PEM files with one or more Ed25519 public keys each. */
  public static ChainPublicKeys read(List<Path> files) throws ChainKeyException {
    Map<String, PublicKey> keys = new HashMap<>();
    for (Path file : files) {
      try {
        String pem = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        List<byte[]> blocks = blocks("PUBLIC KEY", pem).toList();
        for (byte[] encoded : blocks) {
          PublicKey key =
              KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
          keys.put(id(key), key);
        }
        if (blocks.isEmpty()) {
          throw new ChainKeyException(file + " holds no public key (PEM)");
        }
      } catch (IOException | GeneralSecurityException e) {
        throw new ChainKeyException(file + " cannot be read as Ed25519 public keys");
      }
    }
    return new ChainPublicKeys(keys);
  }

  /** Returns the content of all blocks with this label. Blocks with invalid Base64 are skipped. */
  static Stream<byte[]> blocks(String label, String pem) {
    return PemBlocks.of(pem).stream()
        .filter(block -> block.label().equals(label))
        .flatMap(block -> block.content().stream());
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Returns the problem of a signature, if there is one. */
  Optional<String> findProblem(ChainSignature signature, byte[] message) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    @Nullable PublicKey key = keys.get(signature.keyId());
    if (key == null) {
      return Optional.of("signed with an unknown key");
    }
    return verifies(key, message, signature.signature())
        ? Optional.empty()
        : Optional.of("the signature is wrong");
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String id(PublicKey key) {
    return ChainHash.digest(key.getEncoded()).hex().substring(0, 16);
  }
}
