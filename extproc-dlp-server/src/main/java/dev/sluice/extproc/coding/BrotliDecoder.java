package dev.sluice.extproc.coding;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A decoder of a Brotli stream; no bytes may follow it. */
final class BrotliDecoder implements ContentDecoder {
  private static final int SLICE = 1024;
  private static final int LARGEST_WINDOW = 24;
  private static final long MEMORY = 64 << 10;

  private final DecoderJNI.Wrapper decoder;
  private ByteBuffer input = ByteBuffer.allocate(0);
  private ByteBuffer output = ByteBuffer.allocate(0);
  private boolean done;
  private long fed;
  private long plainBytes;

  BrotliDecoder() {
    try {
      decoder = new DecoderJNI.Wrapper(SLICE);
    } catch (IOException e) {
      throw new UncheckedIOException("no memory for a Brotli decoder", e);
    }
  }

  @Override
  public void feed(byte[] coded, int from, int to) {
    fed += to - from;
    input = ByteBuffer.wrap(coded, from, to - from);
  }

  @Override
  public int read(byte[] into) throws CodingException {
    while (!output.hasRemaining()) {
      if (decoder.hasOutput()) {
        output = decoder.pull();
      } else if (!step()) {
        return 0;
      }
    }
    int length = Math.min(into.length, output.remaining());
    output.get(into, 0, length);
    plainBytes += length;
    return length;
  }

  /** Runs the decoder; returns false if it needs more bytes. */
  private boolean step() throws CodingException {
    switch (decoder.getStatus()) {
      case OK -> decoder.push(0);
      case NEEDS_MORE_OUTPUT -> output = decoder.pull();
      case NEEDS_MORE_INPUT -> {
        if (!input.hasRemaining()) {
          return false;
        }
        int length = Math.min(SLICE, input.remaining());
        ByteBuffer room = decoder.getInputBuffer();
        room.clear();
        room.put(input.slice(input.position(), length));
        input.position(input.position() + length);
        decoder.push(length);
      }
      case DONE -> {
        done = true;
        if (input.hasRemaining()) {
          throw new CodingException("bytes after the end of brotli data");
        }
        return false;
      }
      case ERROR -> throw new CodingException("malformed Brotli data");
    }
    return true;
  }

  @Override
  public long consumedBytes() {
    return fed - input.remaining();
  }

  @Override
  public boolean isComplete() {
    return fed == 0 || done;
  }

  @Override
  public boolean hasOneReading() {
    return true;
  }

  @Override
  public ContentEncoder newEncoder() {
    return new BrotliEncoder();
  }

  /** Returns the size of the window, which grows with the plain bytes. */
  @Override
  public long memoryBytes() {
    return MEMORY + Math.min(plainBytes, 1L << LARGEST_WINDOW);
  }

  @Override
  public void close() {
    decoder.destroy();
  }
}
