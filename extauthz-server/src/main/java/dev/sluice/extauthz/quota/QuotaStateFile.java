package dev.sluice.extauthz.quota;

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
public final class QuotaStateFile {
  private static final Logger log = LoggerFactory.getLogger(QuotaStateFile.class);
  private static final int VERSION = 1;
  private static final int FRAMES = 2;

  private final FrameFile file;

  /** Creates a handle of the file {@code quota} in a folder. */
  public QuotaStateFile(Path folder) {
    this.file = new FrameFile(folder.resolve("quota"));
  }

  /**
   * Reads what an earlier process left. A damaged file is not used, so that nothing counts twice.
   */
  UnsettledCounts read() {
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
    log.warn("{} cannot be read; the quota counts in it are lost", file.path());
    return UnsettledCounts.empty();
  }

  /** Writes all counts durably, or keeps the old file. */
  void write(UnsettledCounts counts) throws IOException {
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

  private static void write(DataOutputStream out, Map<QuotaKey, Long> counts) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<QuotaKey, Long> count : counts.entrySet()) {
      out.writeUTF(count.getKey().subscription());
      out.writeUTF(count.getKey().credential());
      out.writeInt(count.getKey().epochDay());
      out.writeLong(count.getValue());
    }
  }

  private static UnsettledCounts counts(List<byte[]> frames) throws IOException {
    DataInputStream first = new DataInputStream(new ByteArrayInputStream(frames.getFirst()));
    if (first.readByte() != VERSION) {
      throw new IOException("the file is of another version");
    }
    UUID writer = new UUID(first.readLong(), first.readLong());
    long lastSeq = first.readLong();
    Optional<QuotaBatch> offered =
        first.readBoolean()
            ? Optional.of(new QuotaBatch(writer, first.readLong(), readCounts(first)))
            : Optional.empty();
    DataInputStream second = new DataInputStream(new ByteArrayInputStream(frames.getLast()));
    return new UnsettledCounts(writer, lastSeq, offered, readCounts(second));
  }

  private static Map<QuotaKey, Long> readCounts(DataInputStream in) throws IOException {
    Map<QuotaKey, Long> counts = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      QuotaKey key = new QuotaKey(in.readUTF(), in.readUTF(), in.readInt());
      counts.put(key, in.readLong());
    }
    return counts;
  }
}
