package dev.sluice.extproc.coding;

import dev.sluice.extproc.coding.ContentEncoder.FlushMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One coded body on its way: it is decoded piece by piece, and what becomes of the plain bytes is
 * coded again in the same way. Used by one thread at a time.
 */
public final class BodyTranscoder implements AutoCloseable {
  private static final int PIECE = 1 << 14;
  private static final byte[] NOTHING = new byte[0];

  private final List<BoundedDecoder> decoders = new ArrayList<>();
  private final List<ContentEncoder> encoders = new ArrayList<>();
  private final DecodingLimits limits;
  private final byte[] buffer = new byte[PIECE];
  private long made;
  private boolean fed;
  private boolean unflushed;

  /** The first decoder takes what came last in {@code codings}. */
  public BodyTranscoder(ContentCodings codings, DecodingLimits limits) {
    this.limits = limits;
    for (ContentCoding coding : codings.applied().reversed()) {
      decoders.add(new BoundedDecoder(coding.decoder(), limits));
    }
  }

  /** Takes coded bytes; only where the last {@link #next} was hungry. */
  public void feed(byte[] coded) {
    if (coded.length > 0) {
      fed = true;
      decoders.getFirst().decoder().feed(coded, 0, coded.length);
    }
  }

  /** Decodes a little further. */
  public DecodeResult next() {
    try {
      int length = read(decoders.size() - 1);
      if (length < 0) {
        return new DecodeResult.LimitExceeded();
      }
      made += length;
      if (length == 0) {
        return new DecodeResult.NeedsInput();
      }
      boolean within = limits.allows(decoders.getFirst().decoder().consumedBytes(), made);
      return within
          ? new DecodeResult.Plain(ByteBuffer.wrap(Arrays.copyOf(buffer, length)))
          : new DecodeResult.LimitExceeded();
    } catch (CodingException e) {
      return new DecodeResult.Malformed(e.reason());
    }
  }

  /** True where the coded bytes may end. */
  public boolean isComplete() {
    return !fed || decoders.stream().allMatch(each -> each.decoder().isComplete());
  }

  /** What one decoder makes of what those before it make; -1 if that is too much. */
  private int read(int index) throws CodingException {
    BoundedDecoder decoder = decoders.get(index);
    while (true) {
      int length = decoder.read(buffer);
      if (!decoder.withinLimits()) {
        return -1;
      }
      if (length > 0 || index == 0) {
        return length;
      }
      int before = read(index - 1);
      if (before <= 0) {
        return before;
      }
      decoder.decoder().feed(Arrays.copyOf(buffer, before), 0, before);
    }
  }

  /** Codes plain bytes; some of them may stay inside. */
  public byte[] encode(byte[] plain) {
    unflushed |= plain.length > 0;
    return plain.length == 0 ? NOTHING : push(plain, FlushMode.NONE);
  }

  /** Writes what has stayed inside. */
  public byte[] flush() {
    byte[] coded = unflushed ? push(NOTHING, FlushMode.FLUSH) : NOTHING;
    unflushed = false;
    return coded;
  }

  /** Writes what has stayed inside and the end; of nothing, nothing. */
  public byte[] finish() {
    return fed || !encoders.isEmpty() ? push(NOTHING, FlushMode.FINISH) : NOTHING;
  }

  private byte[] push(byte[] plain, FlushMode push) {
    if (encoders.isEmpty()) {
      decoders.reversed().forEach(each -> encoders.add(each.decoder().newEncoder()));
    }
    byte[] coded = plain;
    for (ContentEncoder encoder : encoders) {
      var out = new ByteArrayOutputStream();
      encoder.encode(coded, 0, coded.length, push, out);
      coded = out.toByteArray();
    }
    return coded;
  }

  /** About how many bytes it occupies, outside of the heap for the most part. */
  public long memoryBytes() {
    long memory = 2L * PIECE;
    for (BoundedDecoder each : decoders) {
      memory += each.decoder().memoryBytes();
    }
    for (ContentEncoder encoder : encoders) {
      memory += encoder.memoryBytes();
    }
    return memory;
  }

  @Override
  public void close() {
    decoders.forEach(each -> each.decoder().close());
    encoders.forEach(ContentEncoder::close);
  }

  /** A decoder that stops where coded bytes become more than any honest body does. */
  private static final class BoundedDecoder {
    private final ContentDecoder decoder;
    private final DecodingLimits limits;
    private long made;

    BoundedDecoder(ContentDecoder decoder, DecodingLimits limits) {
      this.decoder = decoder;
      this.limits = limits;
    }

    ContentDecoder decoder() {
      return decoder;
    }

    int read(byte[] into) throws CodingException {
      int length = decoder.read(into);
      made += length;
      return length;
    }

    /** False if it has made too much of what it took. */
    boolean withinLimits() {
      return limits.allows(decoder.consumedBytes(), made);
    }
  }
}
