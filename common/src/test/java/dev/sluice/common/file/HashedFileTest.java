package dev.sluice.common.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedFileTest {
  @TempDir Path directory;

  @Test
  void read_noFile_isEmpty() throws IOException {
    assertTrue(new HashedFile(directory.resolve("absent")).read().isEmpty());
  }

  @Test
  void write_missingFolder_createsItAndReplaces() throws IOException {
    HashedFile file = new HashedFile(directory.resolve("a/b/set"));
    file.write("one".getBytes(StandardCharsets.UTF_8));
    file.write("two, longer".getBytes(StandardCharsets.UTF_8));
    assertArrayEquals("two, longer".getBytes(StandardCharsets.UTF_8), file.read().orElseThrow());
  }

  @Test
  void read_damagedFile_fails() throws IOException {
    HashedFile file = new HashedFile(directory.resolve("set"));
    file.write(new byte[100]);
    byte[] bytes = Files.readAllBytes(file.path());
    bytes[50] ^= 1;
    Files.write(file.path(), bytes);
    assertThrows(IOException.class, file::read);
    Files.write(file.path(), new byte[3]);
    assertThrows(IOException.class, file::read);
  }
}
