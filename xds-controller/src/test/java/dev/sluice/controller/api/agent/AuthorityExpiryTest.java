package dev.sluice.controller.api.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorityExpiryTest {
  @TempDir Path folder;
  private AuthorityFiles files;
  private AuthorityExpiry expiry;
  private Instant first;

  @BeforeEach
  void write() throws IOException {
    TestAuthority authority = new TestAuthority(Duration.ofHours(1));
    files = authority.write(folder);
    first = authority.certificate().getNotAfter().toInstant();
    expiry = new AuthorityExpiry(files);
  }

  @Test
  void get_filesUnchanged_isNotReadAgain() throws IOException {
    assertEquals(Optional.of(first), expiry.get());
    FileTime written = Files.getLastModifiedTime(files.certificate());
    byte[] other = Files.readAllBytes(files.certificate());
    other[other.length / 2]++;
    // Equal size, time and inode: only a reader of the content would see the change.
    Files.write(files.certificate(), other);
    Files.setLastModifiedTime(files.certificate(), written);

    assertEquals(Optional.of(first), expiry.get());
  }

  @Test
  void get_filesReplaced_isTheNewTime() throws IOException {
    assertEquals(Optional.of(first), expiry.get());
    TestAuthority next = new TestAuthority(Duration.ofHours(2));
    next.write(folder);
    Files.setLastModifiedTime(files.certificate(), FileTime.from(Instant.now().plusSeconds(5)));

    assertNotEquals(first, next.certificate().getNotAfter().toInstant());
    assertEquals(Optional.of(next.certificate().getNotAfter().toInstant()), expiry.get());
  }

  @Test
  void get_filesInvalid_keepsTheTime() throws IOException {
    assertEquals(Optional.of(first), expiry.get());
    Files.delete(files.key());

    assertEquals(Optional.of(first), expiry.get());
  }

  @Test
  void get_neverValid_isEmpty() throws IOException {
    Files.delete(files.certificate());

    assertEquals(Optional.empty(), expiry.get());
  }
}
