package dev.sluice.extproc.external;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A packer of the texts of a body into few documents of bounded size. A longer text is cut into
 * parts that overlap, so that an entity at a cut is whole in one of them.
 */
final class DocumentPacker {
  /** The bytes that two parts of a text share: the longest entity that every cut leaves whole. */
  static final int OVERLAP = 256;

  private final int maxBytes;
  private final List<TextDocument> documents = new ArrayList<>();
  private TextDocument open = new TextDocument();

  private DocumentPacker(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns the documents of texts in UTF-8. */
  static List<TextDocument> pack(Collection<ByteBuffer> texts, int maxBytes) {
    var packer = new DocumentPacker(maxBytes);
    texts.forEach(packer::add);
    packer.close();
    return packer.documents;
  }

  private void add(ByteBuffer text) {
    byte[] bytes = new byte[text.remaining()];
    text.duplicate().get(bytes);
    replaceMalformed(bytes);
    int from = 0;
    while (from < bytes.length) {
      if (open.size() > 0 && open.size() + 1 + bytes.length - from > maxBytes) {
        close();
      }
      int to = boundary(bytes, Math.min(bytes.length, from + maxBytes));
      open.append(text, bytes, from, to);
      from = to == bytes.length ? to : boundary(bytes, to - OVERLAP);
    }
  }

  private void close() {
    if (open.size() > 0) {
      documents.add(open);
      open = new TextDocument();
    }
  }

  /** Returns the last start of a character at or before an offset. */
  private static int boundary(byte[] text, int at) {
    int start = at;
    while (start > 0 && start < text.length && (text[start] & 0xC0) == 0x80) {
      start--;
    }
    return start;
  }

  /** Writes a question mark over each byte that is not part of valid UTF-8. */
  private static void replaceMalformed(byte[] text) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(text);
    CharBuffer out = CharBuffer.allocate(text.length);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isMalformed()) {
      for (int i = 0; i < result.length(); i++) {
        text[in.position()] = '?';
        in.position(in.position() + 1);
      }
      decoder.reset();
      result = decoder.decode(in, out, true);
    }
  }
}
