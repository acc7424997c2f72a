package dev.sluice.controller.api.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time at which the authority of nodes expires. It is read again when a file has changed, and
 * kept while the files are not valid.
 */
final class AuthorityExpiry {
  private static final Logger log = LoggerFactory.getLogger(AuthorityExpiry.class);

  private final AuthorityFiles files;
  private List<Optional<FileVersion>> read = List.of();
  private Optional<Instant> known = Optional.empty();

  /** A version of a file, also where a link leads to another file. */
  private record FileVersion(FileTime modified, long size, String key) {}

  AuthorityExpiry(AuthorityFiles files) {
    this.files = files;
  }

  /** Returns the time; empty if no valid authority was read yet. */
  synchronized Optional<Instant> get() {
    List<Optional<FileVersion>> now =
        List.of(version(files.certificate()), version(files.key()), version(files.trusted()));
    if (!now.equals(read)) {
      // Before the files are read, so that a change in between is seen next time.
      read = now;
      try {
        known = Optional.of(NodeAuthority.read(files).expiresAt());
      } catch (InvalidAuthorityException e) {
        log.warn("agents.ca.{}: {}; no certificates are issued", e.key(), e.getMessage());
      }
    }
    return known;
  }

  private static Optional<FileVersion> version(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileVersion(
              found.lastModifiedTime(), found.size(), Objects.toString(found.fileKey(), "")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
