package dev.sluice.controller.api.access;

import dev.sluice.common.file.AtomicFiles;
import dev.sluice.controller.store.management.FirstAdminTokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A one-time token in a file, which makes a user the first administrator. */
public final class FirstAdminToken {
  private static final Logger log = LoggerFactory.getLogger(FirstAdminToken.class);

  private final Path file;

  /** Creates a token in a folder that only the controller's user may read. */
  public FirstAdminToken(Path stateDir) {
    this.file = stateDir.resolve("first-admin-token");
  }

  /** Writes a new token, unless there is an administrator. */
  public void offer(FirstAdminTokenStore store) {
    if (store.hasAdministrator()) {
      remove();
      return;
    }
    OneTimeToken token = OneTimeToken.random();
    try {
      AtomicFiles.replace(
          file,
          channel ->
              AtomicFiles.writeFully(
                  channel, ByteBuffer.wrap(token.text().getBytes(StandardCharsets.US_ASCII))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.store(token.hash());
    log.info("there is no administrator; redeem the token in {} within 24 hours", file);
  }

  /** Removes the file. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("The file {} cannot be removed; its token is not valid any more", file);
    }
  }
}
