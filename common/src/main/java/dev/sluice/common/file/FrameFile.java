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
 * A file of frames, each with a length and a checksum. Frames are appended and synced. An
 * incomplete last frame after a crash is detected and overwritten. Only one thread of one process
 * may use it at a time.
 */
public final class FrameFile {
  private static final int HEADER_BYTES = 8;
  private static final int MAX_FRAME_BYTES = 128 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private volatile long size;

  /** Creates a handle without opening the file. */
  public FrameFile(Path path) {
    this.path = path;
  }

  /** A consumer of frames in their order. */
  @FunctionalInterface
  public interface FrameConsumer {
    /** Receives a frame, or throws to end the reading. */
    void accept(byte[] frame) throws IOException;
  }

  /** Returns the path of the file, which need not exist. */
  public Path path() {
    return path;
  }

  /** Returns the size of all valid frames that were read or written by this object. */
  public long size() {
    return size;
  }

  /** Reads all frames up to the first invalid one; returns false if there is one. */
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

  /** Appends frames behind the valid ones. If it throws, none of them is valid. */
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

  /** Replaces all frames. If it throws, the old ones stay. */
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
