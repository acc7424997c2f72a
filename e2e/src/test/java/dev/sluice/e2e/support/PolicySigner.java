package dev.sluice.e2e.support;

import dev.sluice.common.Sha256;
import dev.sluice.common.policyfile.signed.PolicyManifest;
import dev.sluice.common.policyfile.signed.PolicySigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A signer of the policy files of one folder, with keys of its own beside them. */
public record PolicySigner(Path folder) {
  /** Creates the keys. */
  public static PolicySigner create(Path folder) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", pair.getPrivate()));
      Files.writeString(folder.resolve("public.pem"), pem("PUBLIC KEY", pair.getPublic()));
      return new PolicySigner(folder);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** Returns the file for the setting {@code policies.public-key-file}. */
  public Path publicKey() {
    return folder.resolve("public.pem");
  }

  /** Signs files, also invalid ones, as {@code policy bundle} signs valid ones. */
  public void sign(Path... files) throws IOException {
    List<PolicyManifest.Entry> entries = new ArrayList<>();
    for (Path file : files) {
      String hash = HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)));
      entries.add(
          new PolicyManifest.Entry(String.valueOf(file.getFileName()), "-", "-", "1", hash));
    }
    Files.writeString(
        folder.resolve(PolicyManifest.FILE_NAME),
        PolicySigningKey.read(folder.resolve("key.pem"))
            .orElseThrow()
            .sign(new PolicyManifest(entries)));
  }

  private static String pem(String label, Key key) {
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
