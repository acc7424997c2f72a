package dev.sluice.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A key pair that signs audit chains, generated once. */
final class ChainKeyFiles {
  private ChainKeyFiles() {}

  static void create(Path signing, Path trusted) throws IOException {
    if (Files.exists(signing)) {
      return;
    }
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Files.writeString(trusted, pem("PUBLIC KEY", pair.getPublic()));
      Files.writeString(signing, pem("PRIVATE KEY", pair.getPrivate()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static String pem(String label, Key key) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text);
  }
}
