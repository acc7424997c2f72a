package dev.sluice.extproc.rewriter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The ways in which a framing writes a text. */
public enum Escaping {
  /** The text without any escape. */
  NONE {
    @Override
    public byte[] apply(byte[] text) {
      return text;
    }
  },
  /** The form in the data of an event; the end of a line begins another data line. */
  EVENT_DATA {
    @Override
    public byte[] apply(byte[] text) {
      return lines(text, "\ndata: ");
    }
  },
  /** The form on a line of an event that cannot continue. */
  EVENT_LINE {
    @Override
    public byte[] apply(byte[] text) {
      return lines(text, " ");
    }
  },
  /** The form between the quotes of a JSON string. */
  JSON {
    @Override
    public byte[] apply(byte[] text) {
      var out = new ByteArrayOutputStream(text.length + 4);
      for (int i = 0; i < text.length; i++) {
        byte b = text[i];
        if (b >= 0 && b < ' ') {
          out.writeBytes("\\u%04x".formatted(b).getBytes(StandardCharsets.US_ASCII));
        } else if (isHalfPair(text, i)) {
          int unit = 0xD000 | (text[i + 1] & 0x3F) << 6 | (text[i + 2] & 0x3F);
          out.writeBytes("\\u%04x".formatted(unit).getBytes(StandardCharsets.US_ASCII));
          i += 2;
        } else {
          if (b == '"' || b == '\\') {
            out.write('\\');
          }
          out.write(b);
        }
      }
      return out.toByteArray();
    }
  },
  /** The form in a header of a part, also between quotes, as browsers write names. */
  PART_HEADER {
    @Override
    public byte[] apply(byte[] text) {
      var out = new ByteArrayOutputStream(text.length + 4);
      for (byte b : text) {
        if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
          out.writeBytes("%%%02X".formatted(b).getBytes(StandardCharsets.US_ASCII));
        } else {
          out.write(b);
        }
      }
      return out.toByteArray();
    }
  },
  /** The form of a key or value of a form. */
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

  /** Returns the written form of {@code text}. */
  public abstract byte[] apply(byte[] text);

  private static byte[] lines(byte[] text, String between) {
    var out = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      boolean pair = text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n';
      if (text[i] == '\n' || (text[i] == '\r' && !pair)) {
        out.writeBytes(between.getBytes(StandardCharsets.US_ASCII));
      } else if (!pair) {
        out.write(text[i]);
      }
    }
    return out.toByteArray();
  }

  /** Returns true for half of a surrogate pair, which valid UTF-8 does not contain. */
  private static boolean isHalfPair(byte[] text, int at) {
    return at + 2 < text.length && (text[at] & 0xFF) == 0xED && (text[at + 1] & 0xFF) >= 0xA0;
  }
}
