package dev.sluice.controller.api.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** New keys in PEM files. */
public final class TestTokenKey {
  private TestTokenKey() {}

  /** Writes a P-256 key to a folder. */
  public static Path in(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("agent-tokens.pem"), pem("EC", new ECGenParameterSpec("secp256r1")));
  }

  /** Returns the keys that were written to a folder. */
  public static List<KeyPair> pairs(Path folder) {
    return TokenKeyFile.read(folder.resolve("agent-tokens.pem"));
  }

  static String rsa() {
    return pem("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  }

  static String pem(String algorithm, AlgorithmParameterSpec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(spec);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
