package dev.sluice.e2e.demo;

import dev.sluice.e2e.stub.StubTokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The files with the tour's tokens, which keep command lines short. */
final class TourTokenFiles {
  private final Path folder;

  TourTokenFiles(Path folder) {
    this.folder = folder;
  }

  void write(StubTokenIssuer issuer) {
    write("viewer", issuer.token("viewer"));
    write("developer", issuer.token("developer"));
    write("admin", issuer.token("admin"));
    write("expired", issuer.expiredToken());
    write("forged", issuer.forgedToken());
    for (String user : List.of("root", "ada", "carl")) {
      write(user, issuer.token("viewer", Map.of("sub", user)));
    }
  }

  String token(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path of a file relative to the current folder. */
  String relativePath(String name) {
    return DemoFolder.shown(folder.resolve(name));
  }

  private void write(String name, String token) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(name);
      Files.writeString(file, token);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
