package dev.sluice.common.audit.chain;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Links the records of one writer, one after the other, where they lie. */
public final class ChainLinker {
  private static final int HEAD = ChainLink.SIZE - ChainHash.SIZE;

  private final MessageDigest digest = Sha256.digest();
  private final UUID writer;
  private long seq;
  private ChainHash previous = ChainHash.NONE;
  private final byte[] hash;

  /**
   * Goes on where the writer has come to.
   *
   * @param last the link of the record before; none before the first
   */
  public ChainLinker(UUID writer, @Nullable ChainLink last) {
    this.writer = writer;
    this.seq = last == null ? 0 : last.seq();
    this.hash = last == null ? new byte[ChainHash.SIZE] : last.hash().bytes();
  }

  /**
   * Writes the link of a record at the buffer's position. The record stands behind it already, and
   * takes {@code length} bytes.
   *
   * @param out with an array of its own
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

  /** The link that was put last. */
  public ChainLink last() {
    return new ChainLink(writer, seq, previous, ChainHash.of(hash));
  }
}
