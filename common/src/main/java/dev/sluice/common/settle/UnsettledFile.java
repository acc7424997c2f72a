package dev.sluice.common.settle;

import dev.sluice.common.file.FrameFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with the counts that the controller has not confirmed. Its first frame has the writer and
 * the batch that may have been sent, the second one the counts after it.
 */
public final class UnsettledFile<K> {
  private static final Logger log = LoggerFactory.getLogger(UnsettledFile.class);
  private static final int VERSION = 1;
  private static final int FRAMES = 2;

  private final FrameFile file;
  private final CountKeyCodec<K> codec;

  /** Creates a handle of a file. */
  public UnsettledFile(Path path, CountKeyCodec<K> codec) {
    this.file = new FrameFile(path);
    this.codec = codec;
  }

  /**
   * Reads what an earlier process left. A damaged file is not used, so that nothing counts twice.
   */
  UnsettledCounts<K> read() {
    List<byte[]> frames = new ArrayList<>();
    try {
      boolean whole = file.read(frames::add);
      if (whole && frames.isEmpty()) {
        return UnsettledCounts.empty();
      }
      if (whole && frames.size() == FRAMES) {
        return counts(frames);
      }
    } catch (IOException | RuntimeException e) {
      log.debug("unreadable counts", e);
    }
    log.warn("{} cannot be read; the counts in it are lost", file.path());
    return UnsettledCounts.empty();
  }

  int mostKeys() {
    return codec.mostKeys();
  }

  /** Writes all counts durably, or keeps the old file. */
  void write(UnsettledCounts<K> counts) throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(first)) {
      out.writeByte(VERSION);
      out.writeLong(counts.writer().getMostSignificantBits());
      out.writeLong(counts.writer().getLeastSignificantBits());
      out.writeLong(counts.lastSeq());
      out.writeBoolean(counts.offered().isPresent());
      if (counts.offered().isPresent()) {
        out.writeLong(counts.offered().get().seq());
        write(out, counts.offered().get().counts());
      }
    }
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(second)) {
      write(out, counts.open());
    }
    file.replace(List.of(first.toByteArray(), second.toByteArray()));
  }

  private void write(DataOutputStream out, Map<K, Long> counts) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<K, Long> count : counts.entrySet()) {
      codec.write(out, count.getKey());
      out.writeLong(count.getValue());
    }
  }

  private UnsettledCounts<K> counts(List<byte[]> frames) throws IOException {
    DataInputStream first = new DataInputStream(new ByteArrayInputStream(frames.getFirst()));
    if (first.readByte() != VERSION) {
      throw new IOException("the file is of another version");
    }
    UUID writer = new UUID(first.readLong(), first.readLong());
    long lastSeq = first.readLong();
    Optional<CountBatch<K>> offered =
        first.readBoolean()
            ? Optional.of(new CountBatch<>(writer, first.readLong(), readCounts(first)))
            : Optional.empty();
    DataInputStream second = new DataInputStream(new ByteArrayInputStream(frames.getLast()));
    return new UnsettledCounts<>(writer, lastSeq, offered, readCounts(second));
  }

  private Map<K, Long> readCounts(DataInputStream in) throws IOException {
    Map<K, Long> counts = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      K key = codec.read(in);
      counts.put(key, in.readLong());
    }
    return counts;
  }
}
