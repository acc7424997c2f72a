package dev.sluice.extproc.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A set of content codings by other libraries than those under test. */
public enum CodedBodies {
  PLAIN("identity"),
  GZIP("gzip"),
  ZLIB("deflate"),
  RAW_DEFLATE("deflate"),
  BR("br"),
  ZSTD("zstd"),
  GZIP_THEN_BR("gzip, br"),
  ZSTD_THEN_GZIP("zstd, gzip");

  static {
    Brotli4jLoader.ensureAvailability();
  }

  private final String header;

  CodedBodies(String header) {
    this.header = header;
  }

  /** Returns the Content-Encoding header. */
  public String header() {
    return header;
  }

  public byte[] encode(byte[] plain) {
    return switch (this) {
      case GZIP_THEN_BR -> BR.encode(GZIP.encode(plain));
      case ZSTD_THEN_GZIP -> GZIP.encode(ZSTD.encode(plain));
      default -> written(plain);
    };
  }

  public byte[] decode(byte[] coded) {
    return switch (this) {
      case GZIP_THEN_BR -> GZIP.decode(BR.decode(coded));
      case ZSTD_THEN_GZIP -> ZSTD.decode(GZIP.decode(coded));
      default -> read(coded);
    };
  }

  /** Decodes the complete part of coded bytes that may continue. */
  public byte[] decodeStart(byte[] coded) {
    return switch (this) {
      case GZIP_THEN_BR -> GZIP.decodeStart(BR.decodeStart(coded));
      case ZSTD_THEN_GZIP -> ZSTD.decodeStart(GZIP.decodeStart(coded));
      default -> {
        var out = new ByteArrayOutputStream();
        try (InputStream in = reader(new ByteArrayInputStream(coded))) {
          for (int b = in.read(); b >= 0; b = in.read()) {
            out.write(b);
          }
        } catch (IOException e) {
          // The available bytes end here.
          yield out.toByteArray();
        }
        yield out.toByteArray();
      }
    };
  }

  private byte[] written(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (OutputStream coded = writer(out)) {
      coded.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private byte[] read(byte[] coded) {
    try (InputStream plain = reader(new ByteArrayInputStream(coded))) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a stream whose flush makes all written bytes readable. */
  public OutputStream writer(OutputStream out) throws IOException {
    return switch (this) {
      case PLAIN -> out;
      case GZIP -> new GZIPOutputStream(out, 512, true);
      case ZLIB -> new DeflaterOutputStream(out, true);
      case RAW_DEFLATE -> new DeflaterOutputStream(out, new Deflater(9, true), 512, true);
      case BR -> new BrotliOutputStream(out);
      case ZSTD -> new ZstdOutputStream(out).setCloseFrameOnFlush(false);
      case GZIP_THEN_BR, ZSTD_THEN_GZIP -> throw new IllegalStateException("two codings");
    };
  }

  private InputStream reader(InputStream in) throws IOException {
    return switch (this) {
      case PLAIN -> in;
      case GZIP -> new GZIPInputStream(in);
      case ZLIB -> new InflaterInputStream(in);
      case RAW_DEFLATE -> new InflaterInputStream(in, new Inflater(true));
      case BR -> {
        var brotli = new BrotliInputStream(in);
        brotli.enableEagerOutput();
        yield brotli;
      }
      case ZSTD -> new ZstdInputStream(in);
      case GZIP_THEN_BR, ZSTD_THEN_GZIP -> throw new IllegalStateException("two codings");
    };
  }
}
