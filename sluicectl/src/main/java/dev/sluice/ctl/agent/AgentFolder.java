package dev.sluice.ctl.agent;

import dev.sluice.common.Secret;
import dev.sluice.common.file.AtomicFiles;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * A folder of one agent: its record, its token, and the TLS files. The TLS files are links through
 * the link {@code ..data}, which is replaced at once, so that no reader sees a key with the
 * certificate of another one.
 */
final class AgentFolder {
  private static final String DATA = "..data";
  private static final String PREFIX = "..tls-";
  private static final String KEY = "key.pem";
  private static final String CERTIFICATE = "certificate.pem";
  private static final String AUTHORITIES = "ca.pem";

  private final Path folder;

  AgentFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path path() {
    return folder;
  }

  Path key() {
    return folder.resolve(KEY);
  }

  Path certificate() {
    return folder.resolve(CERTIFICATE);
  }

  Path authorities() {
    return folder.resolve(AUTHORITIES);
  }

  /** Creates the folder, which must not have an agent yet. */
  void create() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure("cannot be created", e);
    }
    if (Files.exists(record()) || !Files.isWritable(folder)) {
      throw CommandFailure.error(
          folder + ": has an agent already, or is not writable; use another folder, or remove it");
    }
  }

  AgentRecord read() {
    try {
      return AgentRecord.parse(Files.readString(record()));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw failure("has no agent; use sluicectl agent register", e);
    }
  }

  Secret token() {
    try {
      return Secret.of(Files.readString(folder.resolve("token")).strip());
    } catch (IOException e) {
      throw failure("has no token; register the agent with a controller that issues tokens", e);
    }
  }

  void writeRecord(AgentRecord agent) {
    write("agent.json", agent.text());
  }

  void writeToken(String token) {
    write("token", token + "\n");
  }

  /** Replaces a file that only its owner can read. */
  void write(String name, String content) {
    try {
      replace(folder.resolve(name), content);
    } catch (IOException e) {
      throw failure("cannot be written", e);
    }
  }

  /** Replaces the key and the certificate together. */
  void writeTls(Secret key, String certificate, String authorities) {
    String name = PREFIX + Instant.now().toString().replace(':', '-');
    try {
      Path fresh = Files.createDirectory(folder.resolve(name));
      replace(fresh.resolve(KEY), key.reveal());
      replace(fresh.resolve(CERTIFICATE), certificate);
      replace(fresh.resolve(AUTHORITIES), authorities);
      Path link = folder.resolve(DATA + ".new");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(name));
      Files.move(
          link,
          folder.resolve(DATA),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      for (String file : List.of(KEY, CERTIFICATE, AUTHORITIES)) {
        if (!Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(folder.resolve(file), Path.of(DATA, file));
        }
      }
      removeOthers(name);
    } catch (IOException e) {
      throw failure("cannot be written", e);
    }
  }

  private void removeOthers(String current) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path old : entries.filter(entry -> isOld(entry, current)).toList()) {
        for (String file : List.of(KEY, CERTIFICATE, AUTHORITIES)) {
          Files.deleteIfExists(old.resolve(file));
        }
        Files.deleteIfExists(old);
      }
    }
  }

  private static boolean isOld(Path entry, String current) {
    String name = entry.getFileName().toString();
    return name.startsWith(PREFIX) && !name.equals(current);
  }

  private Path record() {
    return folder.resolve("agent.json");
  }

  private static void replace(Path file, String content) throws IOException {
    AtomicFiles.replace(
        file,
        channel ->
            AtomicFiles.writeFully(
                channel, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))));
  }

  private CommandFailure failure(String what, Exception e) {
    return CommandFailure.error(
        "%s: the folder %s (%s)".formatted(folder, what, e.getClass().getSimpleName()));
  }
}
