package dev.sluice.extproc.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The content codings that this server can decode and encode. */
public enum ContentCoding {
  GZIP {
    @Override
    ContentDecoder decoder() {
      return new GzipDecoder();
    }
  },
  /** The zlib format, with its header or, as many servers write it, without. */
  DEFLATE {
    @Override
    ContentDecoder decoder() {
      return new DeflateDecoder();
    }
  },
  BR {
    @Override
    ContentDecoder decoder() {
      return new BrotliDecoder();
    }

    @Override
    boolean readable() {
      return Brotli4jLoader.isAvailable();
    }
  },
  ZSTD {
    @Override
    ContentDecoder decoder() {
      return new ZstdDecoder();
    }

    @Override
    boolean readable() {
      return ZstdDecoder.available();
    }
  };

  private static final List<ContentCoding> READABLE =
      Arrays.stream(values()).filter(ContentCoding::readable).toList();

  /** Returns the codings whose libraries run on this machine. */
  public static List<ContentCoding> allReadable() {
    return READABLE;
  }

  /** Returns the coding with that name, in any letter case. */
  static Optional<ContentCoding> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return READABLE.stream()
        .filter(coding -> coding.token().equals(lower) || ("x-" + coding.token()).equals(lower))
        .findFirst();
  }

  /** Returns the name of the coding in headers. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract ContentDecoder decoder();

  boolean readable() {
    return true;
  }
}
