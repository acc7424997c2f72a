package dev.sluice.common.ads;

import dev.sluice.common.file.FrameFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of one set on disk. Changes are appended, and the file is rewritten when most of it is
 * obsolete. A crash may lose the last changes, which the controller then sends again. It is
 * confined to the client's thread, except for the writing.
 */
final class LastGoodCopy {
  private static final Logger log = LoggerFactory.getLogger(LastGoodCopy.class);
  private static final int FREE_BYTES = 4 << 20;
  private static final int REST_AFTER_FAILURE = 30;

  private final ResourceSet<?> set;
  private final FrameFile file;
  private int rest;
  private volatile boolean writing;
  private volatile boolean rewriteDue = true;
  private volatile boolean failed;

  LastGoodCopy(ResourceSet<?> set, Path directory) {
    this.set = set;
    this.file = new FrameFile(directory.resolve(set.shortName() + ".ads"));
  }

  /** Applies the content of the file if the file is intact. */
  void restore() {
    StoredSetReader stored = new StoredSetReader(set.typeUrl());
    try {
      boolean whole = file.read(stored::addFrame);
      if (stored.hasBatch()) {
        set.restore(stored.resources());
        rewriteDue = !whole;
        if (rewriteDue) {
          log.info(
              "last good copy {} ends with an incomplete change, which is ignored", file.path());
        }
      } else if (!whole) {
        log.warn("last good copy {} is not usable: it is damaged", file.path());
      }
    } catch (IOException | RuntimeException e) {
      log.warn("last good copy {} is not usable: {}", file.path(), e.getMessage());
    }
  }

  /**
   * Starts to write unsaved changes unless a write is in progress. Must be called at regular
   * intervals.
   */
  void save(Executor writer) {
    if (writing || rest-- > 0 || !due()) {
      return;
    }
    rest = 0;
    boolean everything = rewriteDue || file.size() > 2 * set.bytes() + FREE_BYTES;
    ResourceBatch batch = set.takeUnsaved(everything);
    writing = true;
    writer.execute(() -> {
      try {
        write(batch, everything);
      } finally {
        writing = false;
      }
    });
    if (failed) {
      rest = REST_AFTER_FAILURE;
    }
  }

  private boolean due() {
    return set.isUsable() && (rewriteDue || set.hasUnsaved());
  }

  private void write(ResourceBatch batch, boolean everything) {
    try {
      if (everything) {
        file.replace(batch);
      } else {
        file.append(batch);
      }
      rewriteDue = false;
      failed = false;
    } catch (IOException | RuntimeException e) {
      if (!failed) {
        log.warn("last good copy {} not written: {}", file.path(), e.getMessage());
      }
      rewriteDue = true;
      failed = true;
    }
  }
}
