package dev.sluice.common.ads;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The copies on disk of all applied sets, one file for each set. They are written outside the
 * client's thread.
 */
final class LastGoodCopies implements AutoCloseable {
  private final List<LastGoodCopy> copies;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ads-last-good").daemon(true).factory());

  LastGoodCopies(Path directory, Collection<ResourceSet<?>> sets) {
    copies = sets.stream().map(set -> new LastGoodCopy(set, directory)).toList();
  }

  void restore() {
    copies.forEach(LastGoodCopy::restore);
  }

  /** Starts to write unsaved changes. */
  void save() {
    copies.forEach(copy -> copy.save(writer));
  }

  /** Writes unsaved changes. The client's thread must have ended. */
  @Override
  public void close() {
    writer.close();
    copies.forEach(copy -> copy.save(Runnable::run));
  }
}
