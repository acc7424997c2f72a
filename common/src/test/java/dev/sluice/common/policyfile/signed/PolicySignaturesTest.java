package dev.sluice.common.policyfile.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySignaturesTest {
  @TempDir Path folder;
  private SignedFolder signed = new SignedFolder(Path.of("a"), Path.of("b"), Path.of("c"));
  private Path manifest = Path.of("d");

  @BeforeEach
  void twoSignedFiles() throws IOException {
    signed = SignedFolder.create(folder);
    manifest = folder.resolve(PolicyManifest.FILE_NAME);
    Files.writeString(folder.resolve("a.yaml"), "a: 1\n");
    Files.writeString(folder.resolve("b.yaml"), "b: 1\n");
    signed.sign("a.yaml", "b.yaml");
  }

  @Test
  void signedFiles_haveNoProblem() {
    assertEquals(Map.of(), folderProblems(Map.of("a.yaml", "a: 1\n", "b.yaml", "b: 1\n")));
    assertEquals(Map.of(), fileProblems("a.yaml", "a: 1\n"));
  }

  @Test
  void changedFile_isReported() {
    assertTrue(
        fileProblems("a.yaml", "a: 1")
            .getOrDefault("a.yaml", "none")
            .startsWith("differs from the signed"));
  }

  @Test
  void contentOfAnotherFile_isReported() {
    assertTrue(
        fileProblems("a.yaml", "b: 1\n").getOrDefault("a.yaml", "none").startsWith("differs from"));
  }

  @Test
  void fileNotListed_isReported() {
    assertTrue(
        fileProblems("c.yaml", "a: 1\n")
            .getOrDefault("c.yaml", "none")
            .startsWith("is not in the signed"));
  }

  @Test
  void folderWithoutListedFile_isReported() {
    assertEquals(
        Map.of("b.yaml", "is absent, but the signed manifest lists it"),
        folderProblems(Map.of("a.yaml", "a: 1\n")));
  }

  @Test
  void missingManifest_isReported() throws IOException {
    Files.delete(manifest);
    assertTrue(
        fileProblems("a.yaml", "a: 1\n")
            .getOrDefault(PolicyManifest.FILE_NAME, "none")
            .contains("cannot be read"));
  }

  @Test
  void signatureOfAnotherKey_isReported() throws IOException {
    String before = Files.readString(manifest);
    signed = SignedFolder.create(folder);
    assertTrue(problemOfManifest().startsWith("has no valid signature"));
    signed.sign("a.yaml", "b.yaml");
    assertEquals(Map.of(), fileProblems("a.yaml", "a: 1\n"));
    Files.writeString(manifest, before);
    assertTrue(problemOfManifest().startsWith("has no valid signature"));
  }

  @Test
  void changedManifest_isReported() throws IOException {
    String text = Files.readString(manifest);
    for (String wrong :
        new String[] {
          text.replace("\"1\"", "\"2\""),
          text.replace("a.yaml", "c.yaml"),
          text.replace("\"signature\" : \"", "\"signature\" : \"AAAA"),
          text.replace("\"signature\" : \"", "\"signature\" : \"*"),
          text.replace("signature\"", "other\"")
        }) {
      assertFalse(wrong.equals(text));
      Files.writeString(manifest, wrong);
      assertTrue(problemOfManifest().startsWith("has no valid signature"), wrong);
    }
  }

  @Test
  void malformedManifest_isReported() throws IOException {
    String text = Files.readString(manifest);
    for (String wrong :
        new String[] {
          "",
          "[]",
          text + "x",
          text.substring(0, text.length() / 2),
          text.replace("a.yaml", "../a.yaml"),
          text.replace("a.yaml", "b.yaml"),
          text.replace("\"1\"", "\"1 2\""),
          text.replace("policies-1", "policies-2")
        }) {
      Files.writeString(manifest, wrong);
      assertTrue(problemOfManifest().startsWith("is not a manifest"), wrong);
    }
  }

  @Test
  void sameFiles_haveSameManifest() throws IOException {
    String first = Files.readString(manifest);
    signed.sign("b.yaml", "a.yaml");
    assertEquals(first, Files.readString(manifest));
  }

  @Test
  void oneOfSeveralKeys_isEnough() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    String keys =
        Files.readString(SignedFolder.create(other).publicKey())
            + Files.readString(signed.publicKey());
    Path both = Files.writeString(folder.resolve("both.pem"), keys);
    PolicySignatures signatures = PolicySignatures.of(both).orElseThrow();
    assertEquals(
        Map.of(),
        signatures.problems(folder.resolve("a.yaml"), false, content("a.yaml", "a: 1\n")));
  }

  @Test
  void read_setting_requiresSignatures() {
    ConfigReader config =
        ConfigReader.of("policies: {public-key-file: " + signed.publicKey() + "}", Map.of());
    assertTrue(PolicySignatures.read(config).required());
    config.finish();
    assertFalse(PolicySignatures.read(ConfigReader.of("", Map.of())).required());
  }

  @Test
  void read_fileWithoutPublicKey_isRejected() {
    ConfigReader config =
        ConfigReader.of("policies: {public-key-file: " + signed.privateKey() + "}", Map.of());
    PolicySignatures.read(config);
    String message =
        String.valueOf(assertThrows(ConfigException.class, config::finish).getMessage());
    assertTrue(message.contains("policies.public-key-file: has no Ed25519 public key"), message);
  }

  private String problemOfManifest() {
    return fileProblems("a.yaml", "a: 1\n").getOrDefault(PolicyManifest.FILE_NAME, "none");
  }

  private Map<String, String> fileProblems(String name, String text) {
    return byName(signed.signatures().problems(folder.resolve(name), false, content(name, text)));
  }

  private Map<String, String> folderProblems(Map<String, String> texts) {
    Map<Path, byte[]> contents = new TreeMap<>();
    texts.forEach((name, text) -> contents.putAll(content(name, text)));
    return byName(signed.signatures().problems(folder, true, contents));
  }

  private Map<Path, byte[]> content(String name, String text) {
    return Map.of(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> byName(Map<Path, String> problems) {
    Map<String, String> named = new TreeMap<>();
    problems.forEach((file, why) -> named.put(String.valueOf(file.getFileName()), why));
    return named;
  }
}
