package dev.sluice.extproc.coding;

import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.EncoderJNI;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** An encoder of a Brotli stream with a small window. */
final class BrotliEncoder implements ContentEncoder {
  private static final int SLICE = 8192;
  private static final int QUALITY = 4;
  private static final int WINDOW = 16;
  private static final long MEMORY = 1024 << 10;

  private final EncoderJNI.Wrapper encoder;

  BrotliEncoder() {
    try {
      encoder = new EncoderJNI.Wrapper(SLICE, QUALITY, WINDOW, Mode.GENERIC);
    } catch (IOException e) {
      throw new UncheckedIOException("no memory for a Brotli encoder", e);
    }
  }

  @Override
  public void encode(byte[] plain, int from, int to, FlushMode push, ByteArrayOutputStream out) {
    int at = from;
    for (; to - at > SLICE; at += SLICE) {
      push(plain, at, SLICE, Operation.PROCESS, out);
    }
    Operation last =
        switch (push) {
          case NONE -> Operation.PROCESS;
          case FLUSH -> Operation.FLUSH;
          case FINISH -> Operation.FINISH;
        };
    push(plain, at, to - at, last, out);
  }

  private void push(
      byte[] plain, int from, int length, Operation operation, ByteArrayOutputStream out) {
    ByteBuffer room = encoder.getInputBuffer();
    room.clear();
    room.put(plain, from, length);
    encoder.push(operation, length);
    while (true) {
      if (!encoder.isSuccess()) {
        throw new IllegalStateException("brotli data cannot be written");
      }
      if (encoder.hasMoreOutput()) {
        ByteBuffer coded = encoder.pull();
        byte[] bytes = new byte[coded.remaining()];
        coded.get(bytes);
        out.writeBytes(bytes);
      } else if (encoder.hasRemainingInput()) {
        encoder.push(operation, 0);
      } else {
        return;
      }
    }
  }

  @Override
  public long memoryBytes() {
    return MEMORY;
  }

  @Override
  public void close() {
    encoder.destroy();
  }
}
