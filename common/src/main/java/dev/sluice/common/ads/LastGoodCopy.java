package dev.sluice.common.ads;

import dev.sluice.common.file.FrameFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of one set on disk: what changed is appended now and then, and everything is written
 * anew when most of the file no longer counts. A crash loses what changed last, and a controller
 * sends that again. Confined to the client's thread but for the writing.
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

  /** Puts in force what the file has, if it can be trusted. */
  void restore() {
    StoredSetReader stored = new StoredSetReader(set.typeUrl());
    try {
      boolean whole = file.read(stored::addFrame);
      if (stored.hasBatch()) {
        set.restore(stored.resources());
        rewriteDue = !whole;
        if (rewriteDue) {
          log.info("last good copy {} ends in a piece, which does not count", file.path());
        }
      } else if (!whole) {
        log.warn("last good copy {} is not usable: it is damaged", file.path());
      }
    } catch (IOException | RuntimeException e) {
      log.warn("last good copy {} is not usable: {}", file.path(), e.getMessage());
    }
  }

  /** Begins to write what is not yet on disk, unless it is at that; called at even intervals. */
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
