package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyBundleCommandTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      SluiceCtl.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
  @TempDir Path folder;
  private Path policies = Path.of("policies");
  private Path manifest = Path.of("manifest");

  @BeforeEach
  void policiesAndKeys() throws IOException, GeneralSecurityException {
    policies = Files.createDirectory(folder.resolve("policies"));
    manifest = policies.resolve("policies.manifest.json");
    for (String name : new String[] {"authz.yaml", "rbac.yaml"}) {
      Files.copy(Path.of("../policies", name), policies.resolve(name));
    }
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write("key.pem", "PRIVATE KEY", pair.getPrivate());
    write("public.pem", "PUBLIC KEY", pair.getPublic());
  }

  @Test
  void bundle_isVerified() throws IOException {
    assertEquals(0, bundle(), out::toString);
    String first = Files.readString(manifest);
    assertTrue(first.contains("\"kind\" : \"AuthzPolicy\""), first);
    assertTrue(first.contains("\"version\" : \"rbac-1\""), first);
    assertEquals(0, verify(), out::toString);
    assertTrue(out.toString().contains("good, 2 files as signed"), out::toString);
    assertEquals(0, bundle());
    assertEquals(first, Files.readString(manifest));
  }

  @Test
  void verify_changedAddedAndRemovedFile_areReported() throws IOException {
    bundle();
    out.getBuffer().setLength(0);
    Files.writeString(policies.resolve("authz.yaml"), "kind: AuthzPolicy\n");
    Files.move(policies.resolve("rbac.yaml"), policies.resolve("roles.yaml"));
    assertEquals(1, verify());
    String text = out.toString();
    assertTrue(text.contains("authz.yaml: differs from the signed manifest"), text);
    assertTrue(text.contains("rbac.yaml: is absent"), text);
    assertTrue(text.contains("roles.yaml: is not in the signed manifest"), text);
  }

  @Test
  void bundle_invalidFile_signsNothing() throws IOException {
    Files.writeString(policies.resolve("dlp.yaml"), "version: a\nrule: []\n");
    assertEquals(1, bundle());
    assertTrue(out.toString().contains("did you mean \"rules\"?"), out::toString);
    assertFalse(Files.exists(manifest));
  }

  @Test
  void bundle_keyOfAnotherKind_isRefused() throws IOException {
    Files.delete(folder.resolve("key.pem"));
    Files.move(folder.resolve("public.pem"), folder.resolve("key.pem"));
    assertEquals(1, bundle());
    assertTrue(out.toString().contains("has no unencrypted Ed25519 key"), out::toString);
  }

  @Test
  void bundle_filesOfTwoFolders_areRefused() {
    assertEquals(
        1,
        command.execute(
            "policy",
            "bundle",
            "--key",
            folder.resolve("key.pem").toString(),
            policies.resolve("rbac.yaml").toString(),
            "../policies/authz.yaml"));
    assertTrue(out.toString().contains("sign each folder by itself"), out::toString);
  }

  private int bundle() {
    return command.execute(
        "policy", "bundle", "--key", folder.resolve("key.pem").toString(), policies.toString());
  }

  private int verify() {
    return command.execute(
        "policy",
        "verify",
        "--public-key",
        folder.resolve("public.pem").toString(),
        manifest.toString());
  }

  private void write(String name, String label, Key key) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
  }
}
