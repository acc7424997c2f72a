package dev.sluice.common.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of frames, each with its length and checksum. Frames are appended and synced; what a crash
 * leaves of the last is recognised and overwritten. One process, one thread at a time.
 */
public final class FrameFile {
  private static final int HEADER_BYTES = 8;
  private static final int MAX_FRAME_BYTES = 128 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private volatile long size;

  /** Touches nothing yet. */
  public FrameFile(Path path) {
    this.path = path;
  }

  /** Takes the frames as they are read, in their order. */
  @FunctionalInterface
  public interface FrameConsumer {
    /** Throws to end the reading. */
    void accept(byte[] frame) throws IOException;
  }

  /** Where the file is, or would be. */
  public Path path() {
    return path;
  }

  /** The bytes of all whole frames, as far as they were read or written here. */
  public long size() {
    return size;
  }

  /** Reads every frame up to the first that is not whole; false when there is such a one. */
  public boolean read(FrameConsumer reader) throws IOException {
    long whole = 0;
    size = whole;
    if (!Files.exists(path)) {
      return true;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES))) {
      long all = Files.size(path);
      while (all - whole >= HEADER_BYTES) {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > MAX_FRAME_BYTES || length > all - whole - HEADER_BYTES) {
          return false;
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length < length || checksum(frame) != checksum) {
          return false;
        }
        reader.accept(frame);
        whole += HEADER_BYTES + length;
        size = whole;
      }
      return whole == all;
    }
  }

  /** Adds frames behind those that are whole; none of them counts when this throws. */
  public void append(Iterable<byte[]> frames) throws IOException {
    long whole = size;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.position(whole);
      long written = write(channel, frames);
      channel.force(true);
      size = whole + written;
    }
  }

  /** Has exactly these frames from now on; the old ones stay when this throws. */
  public void replace(Iterable<byte[]> frames) throws IOException {
    long[] written = new long[1];
    AtomicFiles.replace(path, channel -> written[0] = write(channel, frames));
    size = written[0];
  }

  private static long write(FileChannel channel, Iterable<byte[]> frames) throws IOException {
    long written = 0;
    for (byte[] frame : frames) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      header.putInt(frame.length).putInt(checksum(frame)).flip();
      AtomicFiles.writeFully(channel, header);
      AtomicFiles.writeFully(channel, ByteBuffer.wrap(frame));
      written += HEADER_BYTES + frame.length;
    }
    return written;
  }

  private static int checksum(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame);
    return (int) crc.getValue();
  }
}
