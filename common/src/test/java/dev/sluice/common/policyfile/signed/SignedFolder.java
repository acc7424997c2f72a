package dev.sluice.common.policyfile.signed;

import dev.sluice.common.Sha256;
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

/** A folder of signed files with a key pair of its own. */
public record SignedFolder(Path folder, Path privateKey, Path publicKey) {
  /** Creates a key pair beside a folder. */
  public static SignedFolder create(Path folder) throws IOException {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return new SignedFolder(
        folder,
        Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", pair.getPrivate())),
        Files.writeString(folder.resolve("public.pem"), pem("PUBLIC KEY", pair.getPublic())));
  }

  /** Returns the requirement of this folder's key. */
  public PolicySignatures signatures() {
    return PolicySignatures.of(publicKey).orElseThrow();
  }

  /** Signs files of the folder. */
  public void sign(String... names) throws IOException {
    List<PolicyManifest.Entry> entries = new ArrayList<>();
    for (String name : names) {
      byte[] content = Files.readAllBytes(folder.resolve(name));
      entries.add(
          new PolicyManifest.Entry(
              name, "Kind", "name", "1", HexFormat.of().formatHex(Sha256.of(content))));
    }
    Files.writeString(
        folder.resolve(PolicyManifest.FILE_NAME),
        PolicySigningKey.read(privateKey).orElseThrow().sign(new PolicyManifest(entries)));
  }

  private static String pem(String label, Key key) {
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
