package dev.sluice.e2e.wire;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** The content encodings of HTTP, implemented by common libraries. */
public enum HttpContentEncoding {
  IDENTITY,
  GZIP,
  DEFLATE,
  BR,
  ZSTD;

  private static final int QUALITY = 5;

  static {
    Brotli4jLoader.ensureAvailability();
  }

  /** Returns the encoding of a content-encoding header. An unknown one leaves bytes unchanged. */
  public static HttpContentEncoding of(String header) {
    return Arrays.stream(values())
        .filter(coding -> coding.token().equals(header))
        .findFirst()
        .orElse(IDENTITY);
  }

  /** Returns the name in headers. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns an encoder. Each flush makes all written bytes readable. */
  public OutputStream writer(OutputStream out) throws IOException {
    return switch (this) {
      case IDENTITY -> out;
      case GZIP -> new GZIPOutputStream(out, 512, true);
      case DEFLATE -> new DeflaterOutputStream(out, true);
      case BR -> brotli(out);
      case ZSTD -> new ZstdOutputStream(out).setCloseFrameOnFlush(false);
    };
  }

  /** Returns a Brotli encoder that also flushes its target, which the library does not. */
  private static OutputStream brotli(OutputStream out) throws IOException {
    return new BrotliOutputStream(out, new Encoder.Parameters().setQuality(QUALITY)) {
      @Override
      public void flush() throws IOException {
        super.flush();
        out.flush();
      }
    };
  }

  /** Returns a decoder that returns bytes as soon as they arrive. */
  public InputStream reader(InputStream in) throws IOException {
    return this == IDENTITY ? in : new Eager(decoded(in));
  }

  /**
   * A stream that reads one byte at a time, because some decoders wait until the buffer is full.
   */
  private static final class Eager extends FilterInputStream {
    Eager(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int next = read();
      if (next >= 0) {
        into[offset] = (byte) next;
      }
      return next < 0 ? -1 : 1;
    }

    @Override
    public int available() {
      return 0;
    }
  }

  private InputStream decoded(InputStream in) throws IOException {
    return switch (this) {
      case IDENTITY -> in;
      case GZIP -> new GZIPInputStream(in);
      case DEFLATE -> new InflaterInputStream(in);
      case BR -> {
        var brotli = new BrotliInputStream(in);
        brotli.enableEagerOutput();
        yield brotli;
      }
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  public byte[] encode(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (OutputStream coded = writer(out)) {
      coded.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public byte[] decode(byte[] coded) {
    if (coded.length == 0) {
      return coded;
    }
    try (InputStream plain = reader(new ByteArrayInputStream(coded))) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
