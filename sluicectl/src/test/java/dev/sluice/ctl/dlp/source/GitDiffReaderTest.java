package dev.sluice.ctl.dlp.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitDiffReaderTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String HEAD =
      COMMIT + "\ndiff --git a/a b.txt b/a b.txt\n--- a/a b.txt\t\n+++ b/a b.txt\t\n";

  private final List<String> texts = new ArrayList<>();

  @Test
  void read_addedLines_areOneTextEach() throws IOException {
    read(HEAD + "@@ -3,2 +3,2 @@ head\n-old\n-++ old\n+one\n+++ two\n@@ -9,0 +10 @@\n+three\n");
    assertEquals(List.of(COMMIT + " a b.txt:3 one|++ two|", COMMIT + " a b.txt:10 three|"), texts);
  }

  @Test
  void read_missingNewline_isNoText() throws IOException {
    read(
        HEAD + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n");
    assertEquals(List.of(COMMIT + " a b.txt:1 b|"), texts);
  }

  @Test
  void read_merge_hasLinesOfNoParent() throws IOException {
    read(
        COMMIT
            + "\ndiff --cc m\n--- a/m\n+++ b/m\n@@@ -1,1 -1,1 +1,3 @@@\n- ours\n -theirs\n"
            + "+ from one\n++both\n +from two\n");
    assertEquals(List.of(COMMIT + " m:2 both|"), texts);
  }

  @Test
  void read_bytewise_isTheSame() throws IOException {
    String patch =
        HEAD + "@@ -0,0 +1,2 @@\n+one\n+two\ndiff --git a/c b/c\n+++ b/c\n@@ -0,0 +1 @@\n+x\n";
    byte[] bytes = patch.getBytes(StandardCharsets.UTF_8);
    new GitDiffReader(new Collector())
        .read(
            new ByteArrayInputStream(bytes) {
              @Override
              public int read(byte[] into) {
                return super.read(into, 0, 1);
              }
            });
    assertEquals(List.of(COMMIT + " a b.txt:1 one|two|", COMMIT + " c:1 x|"), texts);
  }

  @Test
  void read_longHeader_isCut() throws IOException {
    read("x".repeat(20_000) + "\n" + HEAD + "@@ -0,0 +1 @@\n+a\n");
    assertEquals(List.of(COMMIT + " a b.txt:1 a|"), texts);
  }

  private void read(String patch) throws IOException {
    InputStream in = new ByteArrayInputStream(patch.getBytes(StandardCharsets.UTF_8));
    new GitDiffReader(new Collector()).read(in);
  }

  /** A handler that collects the texts. */
  private final class Collector implements DiffTextHandler {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void begin(String commit, String path, long line) {
      text.setLength(0);
      text.append(commit).append(' ').append(path).append(':').append(line).append(' ');
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
      text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8).replace('\n', '|'));
    }

    @Override
    public void end() {
      texts.add(text.toString());
    }
  }
}
