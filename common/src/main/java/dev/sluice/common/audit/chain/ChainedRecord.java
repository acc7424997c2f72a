package dev.sluice.common.audit.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of a record with its link; one from before there were links has none. */
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

  /** The JSON as it was appended; whoever reads it leaves it as it is. */
  public byte[] bytes() {
    return bytes;
  }
}
