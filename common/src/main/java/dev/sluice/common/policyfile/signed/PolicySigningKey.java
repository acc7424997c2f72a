package dev.sluice.common.policyfile.signed;

import dev.sluice.common.file.PemBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** An Ed25519 private key that signs manifests. */
public final class PolicySigningKey {
  static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;

  private PolicySigningKey(PrivateKey key) {
    this.key = key;
  }

  /** Reads an unencrypted PKCS#8 key in PEM; empty if the file has none. */
  public static Optional<PolicySigningKey> read(Path file) throws IOException {
    String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
    for (PemBlocks.Block block : PemBlocks.of(pem)) {
      if (block.label().equals("PRIVATE KEY")) {
        return block.content().flatMap(PolicySigningKey::of);
      }
    }
    return Optional.empty();
  }

  private static Optional<PolicySigningKey> of(byte[] encoded) {
    try {
      return Optional.of(
          new PolicySigningKey(
              KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded))));
    } catch (GeneralSecurityException e) {
      // The cause may quote the key.
      return Optional.empty();
    }
  }

  /** Returns the text of a manifest with its signature. */
  public String sign(PolicyManifest manifest) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(manifest.signedBytes());
      return manifest.json(Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "signing key";
  }
}
