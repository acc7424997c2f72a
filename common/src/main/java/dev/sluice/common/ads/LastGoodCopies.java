package dev.sluice.common.ads;

import dev.sluice.common.file.HashedFile;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies on disk of what is in force, one file a set, written away from the client's thread; of
 * several that wait, only the newest is written.
 */
final class LastGoodCopies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LastGoodCopies.class);
  private final Path directory;
  private final Map<String, DeltaDiscoveryResponse> waiting = new ConcurrentHashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ads-last-good").daemon(true).factory());

  LastGoodCopies(Path directory) {
    this.directory = directory;
  }

  /** What was in force when the file was written; empty when there is none that can be trusted. */
  Optional<DeltaDiscoveryResponse> read(ResourceSet<?> set) {
    HashedFile file = file(set);
    try {
      Optional<byte[]> content = file.read();
      return content.isEmpty()
          ? Optional.empty()
          : Optional.of(DeltaDiscoveryResponse.parseFrom(content.get()));
    } catch (IOException e) {
      log.warn("last good copy {} is not usable: {}", file.path(), e.getMessage());
      return Optional.empty();
    }
  }

  void write(ResourceSet<?> set) {
    String type = set.subscription().typeUrl();
    HashedFile file = file(set);
    if (waiting.put(type, set.snapshot()) == null) {
      writer.execute(() -> writeNewest(file, type));
    }
  }

  private void writeNewest(HashedFile file, String type) {
    DeltaDiscoveryResponse newest = waiting.remove(type);
    if (newest == null) {
      return;
    }
    try {
      file.write(newest.toByteArray());
    } catch (IOException e) {
      log.warn("last good copy {} not written: {}", file.path(), e.getMessage());
    }
  }

  private HashedFile file(ResourceSet<?> set) {
    return new HashedFile(directory.resolve(set.subscription().shortName() + ".ads"));
  }

  /** Waits for the copies that are still to be written. */
  @Override
  public void close() {
    writer.close();
  }
}
