package dev.sluice.common.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkBytesTest {
  private static final String TEXT = "0123456789".repeat(30);

  @Test
  void of_anyChunk_readsAllBytes() {
    ByteString plain = ByteString.copyFromUtf8(TEXT);
    ByteString parts = plain.substring(0, 150).concat(plain.substring(150));
    ByteBuffer direct = ByteBuffer.allocateDirect(TEXT.length());
    direct.put(TEXT.getBytes(StandardCharsets.UTF_8)).flip();
    for (ByteString chunk : List.of(plain, parts, UnsafeByteOperations.unsafeWrap(direct))) {
      assertEquals(TEXT, read(chunk));
      assertEquals(TEXT.substring(7, 250), read(chunk.substring(7, 250)));
    }
    assertEquals("", read(ByteString.EMPTY));
  }

  private static String read(ByteString chunk) {
    var read = new ByteArrayOutputStream();
    ChunkBytes.of(chunk, (bytes, from, to) -> read.write(bytes, from, to - from));
    return read.toString(StandardCharsets.UTF_8);
  }
}
