package dev.sluice.common.audit.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An encoded record with its link. A record from before the introduction of chains has no link. */
public final class ChainedRecord {
  private final @Nullable ChainLink link;
  private final byte[] bytes;

  public ChainedRecord(@Nullable ChainLink link, byte[] bytes) {
    this.link = link;
    this.bytes = bytes;
  }

  public Optional<ChainLink> link() {
    return Optional.ofNullable(link);
  }

  /** Returns the appended JSON. The caller must not change the array. */
  public byte[] bytes() {
    return bytes;
  }
}
