package dev.sluice.e2e.operations;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A copy of the files of a running PostgreSQL, as {@code pg_basebackup} makes it. That program does
 * not come with the PostgreSQL of the tests, so the same functions of the server are called here.
 */
final class BaseBackup {
  private BaseBackup() {}

  /** Copies the data folder of the server behind {@code connection}, which stays in use. */
  static void take(Connection connection, Path data, Path copy) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('test', fast => true)");
      copy(data, copy);
      try (ResultSet end =
          statement.executeQuery(
              "select labelfile from pg_backup_stop(wait_for_archive => false)")) {
        end.next();
        Files.writeString(copy.resolve("backup_label"), end.getString(1));
      }
    }
    // The changes that were made during the copy are in the log, up to the end of the backup.
    copy(data.resolve("pg_wal"), copy.resolve("pg_wal"));
    Files.deleteIfExists(copy.resolve("postmaster.pid"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(folder));
            if (!Files.isDirectory(target)) {
              Files.createDirectory(target);
              Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(folder));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              Files.write(to.resolve(from.relativize(file)), Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
              // The server removed it during the copy, which the log repeats.
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }
}
