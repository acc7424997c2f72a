package dev.sluice.common.audit.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;

/** A key pair that signs chains in tests. */
public record TestKey(String privatePem, String publicPem) {

  public static TestKey make() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new TestKey(pem("PRIVATE KEY", pair.getPrivate()), pem("PUBLIC KEY", pair.getPublic()));
  }

  public ChainSigningKey signing() throws ChainKeyException {
    return ChainSigningKey.of(privatePem);
  }

  /** Returns the public key as an auditor reads it; its file is written to {@code folder}. */
  public ChainPublicKeys trusted(Path folder) throws Exception {
    return ChainPublicKeys.read(
        List.of(Files.writeString(folder.resolve("public.pem"), publicPem)));
  }

  public static String pem(String label, Key key) {
    String text = Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(key.getEncoded());
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text);
  }
}
