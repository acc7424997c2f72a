package dev.sluice.bench.xds.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what arrives until it is finished: each entry with its length in front. */
public final class ResourceFile implements Contents, AutoCloseable {
  private final Path path;
  private final OutputStream file;
  private final CodedOutputStream out;
  private boolean open = true;

  public ResourceFile(Path path) throws IOException {
    this.path = path;
    this.file = Files.newOutputStream(path);
    this.out = CodedOutputStream.newInstance(file);
  }

  public Path path() {
    return path;
  }

  @Override
  public synchronized void received(ByteString entry) {
    if (open) {
      try {
        out.writeBytesNoTag(entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Takes nothing more. */
  public synchronized void finish() throws IOException {
    if (open) {
      open = false;
      out.flush();
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    finish();
  }
}
