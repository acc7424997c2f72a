package dev.sluice.extproc.rewriter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How a text is written inside a framing so that it reads back the same. */
public enum Escaping {
  /** As it is. */
  NONE {
    @Override
    public byte[] apply(byte[] text) {
      return text;
    }
  },
  /** Between the quotes of a JSON string. */
  JSON {
    @Override
    public byte[] apply(byte[] text) {
      var out = new ByteArrayOutputStream(text.length + 4);
      for (byte b : text) {
        if (b == '"' || b == '\\') {
          out.write('\\');
        }
        out.write(b);
      }
      return out.toByteArray();
    }
  },
  /** In a header of a part, also between quotes, as browsers write names. */
  PART_HEADER {
    @Override
    public byte[] apply(byte[] text) {
      var out = new ByteArrayOutputStream(text.length + 4);
      for (byte b : text) {
        if (b == '"' || b == '\\') {
          out.writeBytes("%%%02X".formatted(b).getBytes(StandardCharsets.US_ASCII));
        } else {
          out.write(b);
        }
      }
      return out.toByteArray();
    }
  },
  /** As a key or value of a form. */
  FORM {
    @Override
    public byte[] apply(byte[] text) {
      var out = new ByteArrayOutputStream(text.length * 2);
      for (byte b : text) {
        if (b == ' ') {
          out.write('+');
        } else if (UNRESERVED.indexOf(b) >= 0) {
          out.write(b);
        } else {
          out.writeBytes("%%%02X".formatted(b & 0xFF).getBytes(StandardCharsets.US_ASCII));
        }
      }
      return out.toByteArray();
    }
  };

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*";

  /** The written form of {@code text}, which holds no control characters. */
  public abstract byte[] apply(byte[] text);
}
