package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file with the position up to which records are delivered, in one checksummed record that is
 * overwritten in place. It is not synced: after a loss, records are delivered again, and sinks
 * remove duplicates.
 */
final class PositionFile implements AutoCloseable {
  private static final int SIZE = 2 * Long.BYTES + Integer.BYTES;

  private final FileChannel channel;

  PositionFile(Path file) throws IOException {
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // Allocates the space, so that a full disk does not stop deliveries.
    if (channel.size() < SIZE) {
      write(SpoolPosition.START);
    }
  }

  /** Returns the stored position, or the start if none can be read. */
  SpoolPosition read() throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(SIZE);
    int read = channel.read(stored, 0);
    boolean whole = read == SIZE && checksum(stored) == stored.getInt(2 * Long.BYTES);
    return whole ? new SpoolPosition(stored.getLong(0), stored.getLong(8)) : SpoolPosition.START;
  }

  void write(SpoolPosition position) throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(SIZE);
    stored.putLong(0, position.segment()).putLong(8, position.offset());
    stored.putInt(2 * Long.BYTES, checksum(stored));
    channel.write(stored, 0);
  }

  private static int checksum(ByteBuffer stored) {
    CRC32C crc = new CRC32C();
    crc.update(stored.slice(0, 2 * Long.BYTES));
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
