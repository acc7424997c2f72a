package dev.sluice.e2e.stub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A writer of streamed responses, with the timing and cuts of its options. */
final class CompletionStreamWriter {
  private static final int LARGEST_CUT = 40;
  private static final int STEP_LIMIT_SECONDS = 20;

  private final CompletionStreamOptions script;
  private final Semaphore releasedTokens;
  private final OutputStream out;

  CompletionStreamWriter(
      CompletionStreamOptions script, Semaphore releasedTokens, OutputStream out) {
    this.script = script;
    this.releasedTokens = releasedTokens;
    this.out = out;
  }

  void write(CompletionStream stream, List<String> pieces, int promptTokens) throws IOException {
    if (script.cutSeed().isPresent()) {
      writeCut(stream, pieces, promptTokens, new Random(script.cutSeed().get()));
      return;
    }
    send(stream.opening());
    for (long time = 0; time < script.repetitions(); time++) {
      for (String piece : pieces) {
        send(stream.delta(piece));
        between();
      }
    }
    send(stream.closing(promptTokens, pieces.size()));
  }

  private void writeCut(
      CompletionStream stream, List<String> pieces, int promptTokens, Random random)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(stream.opening());
    for (String piece : pieces) {
      all.write(stream.delta(piece));
    }
    all.write(stream.closing(promptTokens, pieces.size()));
    byte[] bytes = all.toByteArray();
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(LARGEST_CUT));
      out.write(bytes, at, length);
      out.flush();
      at += length;
    }
  }

  private void send(byte[] event) throws IOException {
    out.write(event);
    out.flush();
  }

  private void between() throws IOException {
    try {
      if (script.lockStep()) {
        if (!releasedTokens.tryAcquire(STEP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the next token was not released in time");
        }
      } else {
        Thread.sleep(script.delay());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
