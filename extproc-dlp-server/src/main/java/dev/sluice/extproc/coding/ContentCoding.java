package dev.sluice.extproc.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The content codings that can be read and written here. */
public enum ContentCoding {
  GZIP {
    @Override
    ContentDecoder decoder() {
      return new GzipDecoder();
    }
  },
  /** With the zlib header that it should have, or without, as many write it. */
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

  /** Those whose libraries run on this machine. */
  public static List<ContentCoding> allReadable() {
    return READABLE;
  }

  /** The coding of that name, in any case. */
  static Optional<ContentCoding> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return READABLE.stream()
        .filter(coding -> coding.token().equals(lower) || ("x-" + coding.token()).equals(lower))
        .findFirst();
  }

  /** As headers name it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract ContentDecoder decoder();

  boolean readable() {
    return true;
  }
}
