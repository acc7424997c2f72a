package dev.sluice.common.audit.chain;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generator of links for the records of one writer, which writes each link in front of its
 * record.
 */
public final class ChainLinker {
  private static final int HEAD = ChainLink.SIZE - ChainHash.SIZE;

  private final MessageDigest digest = Sha256.digest();
  private final UUID writer;
  private long seq;
  private ChainHash previous = ChainHash.NONE;
  private final byte[] hash;

  /**
   * Continues the chain of a writer.
   *
   * @param last the link of the last record, or null for a new chain
   */
  public ChainLinker(UUID writer, @Nullable ChainLink last) {
    this.writer = writer;
    this.seq = last == null ? 0 : last.seq();
    this.hash = last == null ? new byte[ChainHash.SIZE] : last.hash().bytes();
  }

  /**
   * Writes a link at the position of the buffer. The record of {@code length} bytes is in the
   * buffer already, directly behind the link.
   *
   * @param out a buffer with an accessible array
   */
  public void put(ByteBuffer out, int length) {
    int start = out.arrayOffset() + out.position();
    seq++;
    previous = ChainHash.of(hash);
    out.putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putLong(seq)
        .put(hash);
    digest.update(ChainLink.DOMAIN);
    digest.update(out.array(), start, HEAD);
    digest.update(out.array(), start + ChainLink.SIZE, length);
    try {
      digest.digest(hash, 0, ChainHash.SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("a hash has " + ChainHash.SIZE + " bytes", e);
    }
    out.put(hash);
  }

  /** Returns the last written link. */
  public ChainLink last() {
    return new ChainLink(writer, seq, previous, ChainHash.of(hash));
  }
}
