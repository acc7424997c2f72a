package dev.sluice.extproc.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangedFilesHashTest {
  private final ChangedFilesHash hash = new ChangedFilesHash();

  @Test
  void names_inParts_areCanonicalJson() {
    for (String name : List.of("a/b.java", "문서 \"x\"\\\t\u0001.md", "")) {
      for (byte b : name.getBytes(UTF_8)) {
        hash.text(new byte[] {b}, 0, 1);
      }
      hash.nameEnd();
    }
    hash.end();
    String json = "[\"a/b.java\",\"\\ubb38\\uc11c \\\"x\\\"\\\\\\t\\u0001.md\",\"\"]";
    assertEquals(
        Optional.of(HexFormat.of().formatHex(Sha256.digest().digest(json.getBytes(UTF_8)))),
        hash.hash());
  }

  @Test
  void noNames_noHash() {
    hash.end();
    assertEquals(Optional.empty(), hash.hash());
  }

  @Test
  void nameBeyondLimit_noHash() {
    hash.text(new byte[5_000], 0, 5_000);
    hash.nameEnd();
    hash.end();
    assertEquals(Optional.empty(), hash.hash());
  }
}
