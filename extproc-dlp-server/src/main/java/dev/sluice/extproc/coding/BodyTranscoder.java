package dev.sluice.extproc.coding;

import dev.sluice.extproc.coding.ContentEncoder.FlushMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A transcoder of one coded body: it decodes the body piece by piece and encodes the inspected
 * bytes in the same codings. Used by one thread at a time.
 */
public final class BodyTranscoder implements AutoCloseable {
  private static final int PIECE = 1 << 14;
  private static final byte[] NOTHING = new byte[0];

  private final List<BoundedDecoder> decoders = new ArrayList<>();
  private final List<ContentEncoder> encoders = new ArrayList<>();
  private final DecodingLimits limits;
  private final byte[] buffer = new byte[PIECE];
  private long plainBytes;
  private boolean fed;
  private boolean unflushed;

  /** Creates the decoders; the first one decodes the last of {@code codings}. */
  public BodyTranscoder(ContentCodings codings, DecodingLimits limits) {
    this.limits = limits;
    for (ContentCoding coding : codings.applied().reversed()) {
      decoders.add(new BoundedDecoder(coding.decoder(), limits));
    }
  }

  /**
   * Adds coded bytes; allowed only after {@link #next} has returned {@link
   * DecodeResult.NeedsInput}.
   */
  public void feed(byte[] coded) {
    if (coded.length > 0) {
      fed = true;
      decoders.getFirst().decoder().feed(coded, 0, coded.length);
    }
  }

  /** Decodes the next bytes. */
  public DecodeResult next() {
    try {
      int length = read(decoders.size() - 1);
      if (length < 0) {
        return new DecodeResult.LimitExceeded();
      }
      plainBytes += length;
      if (length == 0) {
        return new DecodeResult.NeedsInput();
      }
      boolean within = limits.allows(decoders.getFirst().decoder().consumedBytes(), plainBytes);
      return within
          ? new DecodeResult.Plain(ByteBuffer.wrap(Arrays.copyOf(buffer, length)))
          : new DecodeResult.LimitExceeded();
    } catch (CodingException e) {
      return new DecodeResult.Malformed(e.reason());
    }
  }

  /** Returns true if the coded bytes may end here. */
  public boolean isComplete() {
    return !fed || decoders.stream().allMatch(each -> each.decoder().isComplete());
  }

  /** Returns true if no other decoder reads another text in the coded bytes. */
  public boolean hasOneReading() {
    return decoders.stream().allMatch(each -> each.decoder().hasOneReading());
  }

  /**
   * Reads what one decoder makes of the output of those before it; returns -1 beyond the limits.
   */
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

  /** Encodes plain bytes; some of them may stay in the encoders. */
  public byte[] encode(byte[] plain) {
    unflushed |= plain.length > 0;
    return plain.length == 0 ? NOTHING : push(plain, FlushMode.NONE);
  }

  /** Returns the bytes that are still in the encoders. */
  public byte[] flush() {
    byte[] coded = unflushed ? push(NOTHING, FlushMode.FLUSH) : NOTHING;
    unflushed = false;
    return coded;
  }

  /** Returns the bytes in the encoders and the end of the codings; nothing for an empty body. */
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

  /** Returns about how many bytes it uses, most of them outside the heap. */
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

  /** A decoder with a limit on the ratio of decoded to coded bytes. */
  private static final class BoundedDecoder {
    private final ContentDecoder decoder;
    private final DecodingLimits limits;
    private long plainBytes;

    BoundedDecoder(ContentDecoder decoder, DecodingLimits limits) {
      this.decoder = decoder;
      this.limits = limits;
    }

    ContentDecoder decoder() {
      return decoder;
    }

    int read(byte[] into) throws CodingException {
      int length = decoder.read(into);
      plainBytes += length;
      return length;
    }

    /** Returns false if the decoded bytes exceed the limits. */
    boolean withinLimits() {
      return limits.allows(decoder.consumedBytes(), plainBytes);
    }
  }
}
