package dev.sluice.extproc.coding;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** An encoder of one Zstandard frame with a small window. */
final class ZstdEncoder implements ContentEncoder {
  private static final int LEVEL = 1;
  private static final int WINDOW = 17;
  private static final long MEMORY = 768 << 10;

  private final ZstdCompressCtx context =
      new ZstdCompressCtx().setLevel(LEVEL).setWindowLog(WINDOW);
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);

  @Override
  public void encode(byte[] plain, int from, int to, FlushMode push, ByteArrayOutputStream out) {
    ByteBuffer input = ByteBuffer.wrap(plain, from, to - from);
    EndDirective directive =
        switch (push) {
          case NONE -> EndDirective.CONTINUE;
          case FLUSH -> EndDirective.FLUSH;
          case FINISH -> EndDirective.END;
        };
    boolean done;
    do {
      done = context.compressByteBufferStream(buffer, input, directive);
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    } while (push == FlushMode.NONE ? input.hasRemaining() : !done);
  }

  @Override
  public long memoryBytes() {
    return MEMORY;
  }

  @Override
  public void close() {
    context.close();
  }
}
