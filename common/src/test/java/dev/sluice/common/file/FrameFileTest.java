package dev.sluice.common.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFileTest {
  @TempDir Path directory;
  private final List<String> read = new ArrayList<>();
  private FrameFile file;

  @BeforeEach
  void open() {
    file = new FrameFile(directory.resolve("sub").resolve("frames"));
  }

  @Test
  void read_noFile_isEmpty() throws IOException {
    assertTrue(file.read(this::frame));
    assertEquals(List.of(), read);
    assertEquals(0, file.size());
  }

  @Test
  void read_afterReplaceAndAppend_returnsFrames() throws IOException {
    file.replace(frames("old"));
    file.replace(frames("one", ""));
    file.append(frames("two"));
    file.append(frames("three", "four"));
    assertTrue(file.read(this::frame));
    assertEquals(List.of("one", "", "two", "three", "four"), read);
    assertEquals(Files.size(file.path()), file.size());
  }

  @Test
  void replace_newFile_isReadableByOwnerOnly() throws IOException {
    file.replace(frames("one"));
    file.replace(frames("two"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
  }

  @Test
  void read_anyTruncation_returnsCompleteFrames() throws IOException {
    file.replace(frames("one", "two"));
    byte[] whole = Files.readAllBytes(file.path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file.path(), Arrays.copyOf(whole, length));
      read.clear();
      boolean complete = file.read(this::frame);
      assertEquals(length == 0 || length == 11, complete, "at " + length);
      assertEquals(length < 11 ? List.of() : List.of("one"), read);
    }
  }

  @Test
  void read_anyFlippedBit_isDetected() throws IOException {
    file.replace(frames("one"));
    byte[] whole = Files.readAllBytes(file.path());
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file.path(), damaged);
      assertFalse(file.read(this::frame));
    }
    assertEquals(List.of(), read);
  }

  @Test
  void append_afterIncompleteFrame_overwritesIt() throws IOException {
    file.replace(frames("one"));
    Files.writeString(file.path(), "torn and long", StandardOpenOption.APPEND);
    assertFalse(file.read(this::frame));
    file.append(frames("two"));
    read.clear();
    assertTrue(file.read(this::frame));
    assertEquals(List.of("one", "two"), read);
  }

  @Test
  void append_failingFrames_areIgnored() throws IOException {
    file.replace(frames("one"));
    Iterable<byte[]> broken =
        () -> frames("two", "three").stream().peek(FrameFileTest::failOnThree).iterator();
    assertThrows(IllegalStateException.class, () -> file.append(broken));
    file.append(frames("four"));
    assertTrue(file.read(this::frame));
    assertEquals(List.of("one", "four"), read);
  }

  private static void failOnThree(byte[] frame) {
    if (text(frame).equals("three")) {
      throw new IllegalStateException("three");
    }
  }

  private void frame(byte[] frame) {
    read.add(text(frame));
  }

  private static String text(byte[] frame) {
    return new String(frame, StandardCharsets.UTF_8);
  }

  private static List<byte[]> frames(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
